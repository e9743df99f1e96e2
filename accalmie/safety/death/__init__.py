"""Somebody has died: everything that would reach them stops at once, and those who stay are thought of."""
