"""Who uses Accalmie: persons, patients, signing up and in, and each person's own settings."""
