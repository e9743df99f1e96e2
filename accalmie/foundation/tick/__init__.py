"""The only scheduler of the house: `tick.every(seconds, name)` in the `tasks.py` of a room (`docs/adr/0029`)."""

from accalmie.foundation.tick.each import SomeFailed, each
from accalmie.foundation.tick.registry import Job, every, jobs

__all__ = ["Job", "SomeFailed", "each", "every", "jobs"]
