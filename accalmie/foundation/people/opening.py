"""Whether this site takes accounts now. The rooms above say so: safety does, of a site where nobody answers yet."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

Says = Callable[[datetime], bool]

_asked: dict[str, Says] = {}


def ask(room: str, says: Says) -> None:
    """From now on this room too is asked whether somebody may open an account."""
    _asked[room] = says


def takes_accounts(now: datetime) -> bool:
    """Whether every room says yes at this moment."""
    return all(says(now) for says in _asked.values())
