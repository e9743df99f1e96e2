"""The journal: everything that happens to a patient, one entry after another, sealed, chained, and projected.

This page is the door of the room. Names are fetched on first use, since Django imports the package before tables exist.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from accalmie.foundation.journal.chain import Leaf
    from accalmie.foundation.journal.gathering import keep, row, rows_of
    from accalmie.foundation.journal.reading import entries, entry, patients, wrote_since
    from accalmie.foundation.journal.records import (
        Appended,
        Draft,
        EntryConflict,
        MomentRefused,
        Recorded,
    )
    from accalmie.foundation.journal.registry import REGISTERED, Handler, Projection
    from accalmie.foundation.journal.replaying import forget, rebuild, snapshot, stale
    from accalmie.foundation.journal.roots import DayRefused, SignedRoot, exported, seal_day
    from accalmie.foundation.journal.side_chains import seal_too, sealed_patients, sealed_places
    from accalmie.foundation.journal.verifying import (
        Finding,
        Problem,
        Progress,
        verify,
        verify_days,
        verify_exported,
    )
    from accalmie.foundation.journal.writing import append, append_many

__all__ = [
    "REGISTERED",
    "Appended",
    "DayRefused",
    "Draft",
    "EntryConflict",
    "Finding",
    "Handler",
    "Leaf",
    "MomentRefused",
    "Problem",
    "Progress",
    "Projection",
    "Recorded",
    "SignedRoot",
    "append",
    "append_many",
    "entries",
    "entry",
    "exported",
    "forget",
    "hold",
    "keep",
    "patients",
    "rebuild",
    "row",
    "rows_of",
    "seal_day",
    "seal_too",
    "sealed_patients",
    "sealed_places",
    "snapshot",
    "stale",
    "verify",
    "verify_days",
    "verify_exported",
    "wrote_since",
]

_MODULES = (
    "chain",
    "records",
    "gathering",
    "registry",
    "reading",
    "replaying",
    "writing",
    "roots",
    "side_chains",
    "verifying",
)


def __getattr__(name: str) -> Any:
    if name in __all__:
        for module in _MODULES:
            found = import_module(f"{__name__}.{module}")
            if hasattr(found, name):
                globals()[name] = getattr(found, name)
                return globals()[name]
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
