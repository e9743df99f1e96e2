"""One folder a capability; they never import one another."""
