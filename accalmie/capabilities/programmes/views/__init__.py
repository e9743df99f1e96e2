"""The ways in: starting, doing steps, and finding another way."""
