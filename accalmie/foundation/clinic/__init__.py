"""What the clinic that runs a site says of itself: its name, how to call it, and how soon it answers."""
