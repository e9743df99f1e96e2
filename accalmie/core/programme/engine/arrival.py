"""One entry arriving: what its handler may look at."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from accalmie.core.programme.engine.progress import Progress
from accalmie.core.programme.nodes import Programme


class Arrival(NamedTuple):
    """The programme, the progress before the entry, the entry's id and the moment when it occurred."""

    programme: Programme
    progress: Progress
    id: UUID
    at: datetime
