"""Privacy: what somebody may ask of what is kept about them, and who answers within which time."""
