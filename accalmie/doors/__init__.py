"""Whole-site ways in, without rules of their own."""
