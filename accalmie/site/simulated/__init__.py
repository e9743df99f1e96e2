"""Simulated clinics: the pure generator of the core, written into this site through the same path as real use."""
