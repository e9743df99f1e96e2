"""Those close to a person: whom their team may speak with, for what, and until when."""
