"""The figures that `make security`, `make faults` and `make library` print: each test adds its own."""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

FILE = "FIGURES_REPORT"
"""The variable that names the report. Without it nothing is written."""


def note(**figures: float) -> None:
    """Writes these figures into the report, if there is to be one."""
    _write(lambda _known: figures)


def add(**figures: int) -> None:
    """Adds to figures to which several tests contribute."""
    _write(lambda known: {name: known.get(name, 0) + figure for name, figure in figures.items()})


def _write(figures: Callable[[dict[str, float]], dict[str, Any]]) -> None:
    """One process at a time: tests run side by side."""
    named = os.environ.get(FILE)
    if not named:
        return
    file = Path(named)
    file.parent.mkdir(exist_ok=True)
    with file.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        known = json.loads(file.read_text("utf-8")) if file.is_file() else {}
        file.write_text(json.dumps(known | figures(known), indent=2, sort_keys=True) + "\n", "utf-8")
