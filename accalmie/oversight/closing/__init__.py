"""Ends of care: proposed with words and a day, read by the person, held while anything waits."""
