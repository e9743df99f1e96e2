"""Supervision: the cases a supervisor looks at, what a programme asks of whoever accompanies it, notes on work."""
