"""The ways in of coordination, one module a subject."""
