"""Pages of explainers, and the files beside them."""
