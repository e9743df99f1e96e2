"""Programmes: a person follows a structured therapy, step by step, at their own pace."""
