"""A therapy programme: how it is written, what it means, how it runs."""
