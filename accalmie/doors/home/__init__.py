"""The front door: the page of the day, and where each person goes on."""
