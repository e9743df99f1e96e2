"""Joins the word on a missing pack to the top of professionals' pages."""

from accalmie.foundation.design import frame
from accalmie.safety.pack.watching import missing_above

frame.stand_above("pack", missing_above)
