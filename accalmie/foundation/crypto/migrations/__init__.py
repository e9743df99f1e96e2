"""How the tables of the key store came to be."""
