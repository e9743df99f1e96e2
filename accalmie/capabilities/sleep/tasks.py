"""What the room has to do again and again."""

from __future__ import annotations

import logging
from datetime import datetime

from accalmie.capabilities.sleep import actions, queries
from accalmie.foundation import tick

logger = logging.getLogger(__name__)


@tick.every(3600, "sleep.close", claim=600)
def close_windows(now: datetime) -> None:
    """Ends the windows that something which began since keeps from standing. Pages show none from the first moment."""
    found = queries.with_a_window()
    tick.each(found, lambda patient: actions.close_what_began(patient, now=now), name=str, logger=logger)
