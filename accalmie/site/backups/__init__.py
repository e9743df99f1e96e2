"""Backups: both databases copied while the site runs, apart from one another, and put back with proof."""
