"""What notes after practices say together: how often, and how tension moved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple


class Practised(NamedTuple):
    """`compared`: notes that say the tension before and after; `eased`: by how much it fell in these, on average
    (negative when it rose), None when there is none."""

    times: int
    compared: int
    eased: float | None


def practised(notes: Sequence[Mapping[str, Any]]) -> Practised:
    """Of these notes (`before` and `after` from 0 to 10, either may be missing)."""
    falls = [note["before"] - note["after"] for note in notes if "before" in note and "after" in note]
    return Practised(len(notes), len(falls), sum(falls) / len(falls) if falls else None)
