"""What time it is, for everyone."""

from __future__ import annotations

from contextvars import ContextVar
from datetime import UTC, datetime, timedelta

_offset: ContextVar[timedelta] = ContextVar("clock_offset", default=timedelta())


def now() -> datetime:
    """The moment, aware and in UTC; in the demo, moved forward by what this request's middleware read."""
    return datetime.now(UTC) + _offset.get()


def wall() -> datetime:
    """The moment on the wall, aware and in UTC, in the demo too: codes and challenges follow other people's clocks."""
    return datetime.now(UTC)


def set_offset(offset: timedelta) -> None:
    """Move this context's clock. Only the demo's middleware and command do so."""
    _offset.set(offset)
