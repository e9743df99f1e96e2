"""Closures: days on which a service is closed, who answers in the meantime, and everybody in care who is told."""
