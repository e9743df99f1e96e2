"""Short pieces that explain, open to everybody."""
