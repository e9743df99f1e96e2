"""The sub-commands of `accalmie`, one module a group."""
