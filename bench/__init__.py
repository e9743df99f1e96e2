"""The bench: how fast and how light the pages are, measured on the real server."""
