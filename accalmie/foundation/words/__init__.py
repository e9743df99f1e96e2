"""Languages: how dates and numbers are said, and the catalogues that hold each room's French."""
