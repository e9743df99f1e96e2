"""A progress bar for what takes its time."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click


@contextmanager
def bar(label: str) -> Iterator[Callable[[int, int], None]]:
    """A progress bar on the error stream, so that the output itself stays clean: it is told (done, total)."""
    with click.progressbar(length=1, label=label, file=sys.stderr) as shown:

        def move(done: int, total: int) -> None:
            shown.length = total
            shown.update(done - shown.pos)

        yield move
