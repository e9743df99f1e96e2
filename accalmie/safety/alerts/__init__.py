"""Alerts: a sign with an owner, a clock, contacts and an outcome; who is on call; who is told when nobody answers."""
