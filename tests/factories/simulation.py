"""A simulated clinic made of the house's own files, without a database."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from random import Random

from django.conf import settings

from accalmie.capabilities.measures.library import instruments
from accalmie.core.programme import serial
from accalmie.core.simulation import Clinic, History, lived, load_parameters, load_voices
from accalmie.safety.library import rules
from accalmie.site.authors.folder import compile_folder, exercises

FOLDER = Path(settings.CONTENT) / "simulation"
OPENS = datetime(2026, 1, 5, 9, tzinfo=UTC)


@cache
def clinic(weeks: int = 12) -> Clinic:
    """The clinic of `content/simulation/`, open for as long as everybody needs."""
    programme = compile_folder(Path(settings.CONTENT) / "programmes" / "depression")[1].programme
    assert programme is not None
    return Clinic(
        programme=programme,
        graph=serial.graph_hash(programme),
        instruments=instruments(),
        exercises=exercises(),
        rules=rules(),
        consents={"care": "1", "research": "1"},
        parameters=load_parameters((FOLDER / "clinic.yaml").read_text(encoding="utf-8")),
        voices=load_voices((FOLDER / "voices.yaml").read_text(encoding="utf-8")),
        weeks=weeks,
        until=OPENS + timedelta(weeks=2 * weeks + 2),
    )


def life(number: int, *, weeks: int = 12) -> History:
    """The life of one simulated person."""
    return lived(clinic(weeks), Random(f"tests {number}"), arrives_at=OPENS)


def started(at_least: int, *, weeks: int = 12) -> list[History]:
    """The first lives in which a programme was begun."""
    found: list[History] = []
    number = 0
    while len(found) < at_least:
        history = life(number, weeks=weeks)
        found += [history] if history.progress is not None else []
        number += 1
    return found
