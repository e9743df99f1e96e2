"""Safety: danger answers become help at once and a concern for a person; below every capability, so that nothing goes without it."""
