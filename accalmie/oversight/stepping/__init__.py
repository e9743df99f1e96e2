"""Stepped care: rules propose a step, a professional decides, the person says yes or no."""
