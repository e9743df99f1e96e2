"""Guided care: who reads what a person shares, by when, and who reads it while they are away."""
