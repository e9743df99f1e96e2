"""What closures have to do again and again."""

from __future__ import annotations

from datetime import datetime

from accalmie.foundation import tick
from accalmie.safety.closures import telling


@tick.every(60, "safety.closures", claim=600)
def tell(now: datetime) -> None:
    """Tells whoever is in care of a closure, a correction, or that the service is open after all."""
    telling.tell_due(now)
