"""For those who write programmes: read their folder, tell them what to change, show them what they wrote."""
