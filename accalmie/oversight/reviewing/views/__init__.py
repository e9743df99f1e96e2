"""The ways in: the queue and one exercise, days away, phrases."""
