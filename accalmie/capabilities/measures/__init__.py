"""Measures: questionnaires answered, scored, and shown as a curve with what it means."""
