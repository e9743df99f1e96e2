"""The figures that `make security`, `make faults` and `make library` print: each test adds its own."""

from __future__ import annotations

import json
import os
from pathlib import Path

FILE = "FIGURES_REPORT"
"""The variable that names the report. Without it nothing is written."""


def note(**figures: float) -> None:
    """Writes these figures into the report, if there is to be one."""
    named = os.environ.get(FILE)
    if not named:
        return
    file = Path(named)
    file.parent.mkdir(exist_ok=True)
    file.write_text(json.dumps(_known(file) | figures, indent=2, sort_keys=True) + "\n", "utf-8")


def add(**figures: int) -> None:
    """Adds to figures to which several tests contribute."""
    known = _known(Path(os.environ.get(FILE, "")))
    note(**{name: known.get(name, 0) + figure for name, figure in figures.items()})


def _known(file: Path) -> dict[str, float]:
    return json.loads(file.read_text("utf-8")) if file.is_file() else {}
