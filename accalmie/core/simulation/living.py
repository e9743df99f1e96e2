"""One whole life: a source of numbers in, a history out."""

from __future__ import annotations

from datetime import datetime

from accalmie.core.simulation.arriving import Arriving, somebody
from accalmie.core.simulation.chance import Chance, Source
from accalmie.core.simulation.clinic import Clinic, History
from accalmie.core.simulation.life import Life


def lived(clinic: Clinic, source: Source, *, arrives_at: datetime) -> History:
    """The life of one person who comes at this moment. The same source gives the same entries, ids too."""
    chance = Chance(source)
    life = Life(clinic, somebody(clinic, chance), chance, arrives_at=arrives_at)
    Arriving(life).come()
    life.run()
    return life.history()
