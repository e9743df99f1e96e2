"""Talking to somebody: what a person asks of their care team, and what the team answers."""
