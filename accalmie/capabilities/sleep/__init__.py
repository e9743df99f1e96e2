"""The sleep diary and the sleep window."""
