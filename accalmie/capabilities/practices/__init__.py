"""Practices to hear or to read, and a pace to breathe by: open to everybody, and nothing kept of a visitor."""
