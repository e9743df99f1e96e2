"""Safety: danger answers become help at once and a concern; below every capability, so that nothing goes without it."""
