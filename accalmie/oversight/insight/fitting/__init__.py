"""Fits the models of `core/insight`, in plain Python: the same data and seed give the same bytes. In no request."""
