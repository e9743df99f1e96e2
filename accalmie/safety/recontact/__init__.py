"""Keeping in touch after a crisis: agreed with the person, step by step, each until its outcome."""
