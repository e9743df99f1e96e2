"""Care that somebody else gives this person, as it was told here: by whom, since when, until when."""
