"""What looks across people and capabilities, through their queries and the journal."""
