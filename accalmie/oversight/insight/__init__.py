"""Insight: figures about a whole site, never about one person."""
