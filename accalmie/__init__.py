"""Accalmie: digital mental-health therapy that a public service can offer."""
