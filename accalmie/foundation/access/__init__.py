"""Who may do what to whom: care relationships, and the one place where permission is decided."""
