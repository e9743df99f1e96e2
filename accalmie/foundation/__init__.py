"""What every room needs: people, access, keys, the journal, step kinds, the clock, words, the design system."""
