"""For the tests of tools: the house's exercises, and sheets of them on days one after the other."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from accalmie.core.exercises import load_exercise
from accalmie.core.tools import Sheet

FOLDER = Path(__file__).parents[2] / "content" / "exercises"
HOUSE = {path.stem: load_exercise(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.yaml"))}
FIRST = date(2026, 11, 2)


def sheets(exercise: str, *answers: Mapping[str, Any]) -> list[Sheet]:
    """Sheets of one exercise, a week between each."""
    return [Sheet(HOUSE[exercise], given, FIRST + timedelta(days=7 * week)) for week, given in enumerate(answers)]
