"""Puts the watchdog at the top of professionals' pages."""

from accalmie.foundation.design import frame
from accalmie.foundation.tick import watchdog

frame.stand_above("tick", watchdog.above)
