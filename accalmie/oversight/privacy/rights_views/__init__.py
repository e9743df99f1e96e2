"""What somebody may ask of their record, and the pages on which it is answered."""
