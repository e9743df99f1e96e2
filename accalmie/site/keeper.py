"""Keeps a worker beside the pages: begins another when it ends, and ends it with the process that serves them.

A process of its own, since the one that serves forks; only the standard library is used here.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

_LOOKS_EVERY = 0.2
_FIRST_PAUSE, _LONGEST_PAUSE = 1.0, 30.0
_LIVED = 60.0
"""Seconds after which a worker that ends is no longer taken for one that cannot begin."""
_GIVEN_TO_END = 20.0


class Stop:
    """Whether a signal has asked for the end: a plain mark, since a lock may be held by what a signal interrupts."""

    def __init__(self) -> None:
        self.is_asked = False

    def ask(self, *_signal: object) -> None:
        self.is_asked = True


@contextmanager
def worker_beside() -> Iterator[None]:
    """Inside, a worker runs."""
    command = [sys.executable, "-m", "accalmie.site.keeper", str(os.getpid())]
    with subprocess.Popen(command) as keeper:
        try:
            yield
        finally:
            keeper.terminate()


def keep(command: Sequence[str], *, parent: int, stop: Stop) -> None:
    """Runs the command again and again until asked to stop, or until the parent is gone."""
    environment = {name: value for name, value in os.environ.items() if name != "ACCALMIE_SERVES_PAGES"}
    pause = _FIRST_PAUSE
    while _goes_on(parent, stop):
        began = time.monotonic()
        with subprocess.Popen(command, env=environment) as worker:
            while worker.poll() is None and _goes_on(parent, stop):
                time.sleep(_LOOKS_EVERY)
            _end(worker)
        pause = _FIRST_PAUSE if time.monotonic() - began > _LIVED else min(pause * 2, _LONGEST_PAUSE)
        until = time.monotonic() + pause
        while time.monotonic() < until and _goes_on(parent, stop):
            time.sleep(_LOOKS_EVERY)


def _goes_on(parent: int, stop: Stop) -> bool:
    return not stop.is_asked and os.getppid() == parent


def _end(worker: subprocess.Popen[bytes]) -> None:
    """Asked first: it finishes what it has begun."""
    worker.terminate()
    try:
        worker.wait(_GIVEN_TO_END)
    except subprocess.TimeoutExpired:
        worker.kill()


def main() -> None:
    parent, stop = int(sys.argv[1]), Stop()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop.ask)
    # The same name each time: what one that was killed had begun is free for the next at once.
    name = ["--name", f"beside-{parent}", "--beside", str(os.getpid())]
    keep([sys.executable, "-m", "accalmie.site.cli", "work", *name], parent=parent, stop=stop)


if __name__ == "__main__":
    main()
