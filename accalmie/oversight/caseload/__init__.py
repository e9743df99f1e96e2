"""The professional's own patients: who needs them first and why, and what they decide about one of them."""
