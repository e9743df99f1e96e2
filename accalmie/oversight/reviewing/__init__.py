"""The professional's queue: what was shared and waits, one exercise to read and answer, days away, phrases."""
