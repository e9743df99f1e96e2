"""The only place that reads the wall clock; in the demo it can be moved forward."""

from accalmie.foundation.clock.reading import now, set_offset, wall

__all__ = ["now", "set_offset", "wall"]
