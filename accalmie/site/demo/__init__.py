"""The demo clinic: invented people, and their weeks put into the journal the way real ones come."""
