"""The site's own processes, with two things that a test decides: at which place they die, and what their clock says.

`python -m tests.faults.faulty WORDS` is `accalmie WORDS`; `tests/faults/faulty_pages.py` are its pages. Everything else
in them is the product's own code. Files tell them, so that a process that runs is told as well: `FAULT_DEATH` names one
that says where to die ("AlertTaken, before it is committed"), `FAULT_CLOCK` one that says how far off the clock is
("ahead 3600") or that it stands ("stands 2026-11-30T10:00:00+00:00"). Without such a file nothing happens.
"""

from __future__ import annotations

import os
import signal
import sys
from datetime import datetime, timedelta
from importlib import import_module
from pathlib import Path
from typing import Any

import django
from django.db import transaction

DEATH, CLOCK = "FAULT_DEATH", "FAULT_CLOCK"
WRITTEN, UNCOMMITTED, COMMITTED = "while it is written", "before it is committed", "once it is committed"
MOMENTS = (WRITTEN, UNCOMMITTED, COMMITTED)
"""Of one entry of the journal: its row stands and its alert is not moved; all is written; nobody was answered yet."""
CLAIMED, SENT = "a notice, claimed and not sent", "a notice, sent and not marked"


class _Clock:
    """In the place of `datetime` where the house reads its clock."""

    @staticmethod
    def now(zone: Any) -> datetime:
        kind, _space, said = _read(CLOCK).partition(" ")
        if kind == "stands":
            return datetime.fromisoformat(said).astimezone(zone)
        right = datetime.now(zone)  # noqa: TID251 - it stands in the place of the house's clock
        return right + timedelta(seconds=float(said or 0))


class _Faults:
    """Where this process dies. `takes_parent`: a server of pages is two processes, which die together."""

    takes_parent = False

    def die_if(self, place: str) -> None:
        if _read(DEATH) != place:
            return
        Path(os.environ[DEATH]).unlink()  # whoever takes over lives
        if self.takes_parent:
            os.kill(os.getppid(), signal.SIGKILL)
        os.kill(os.getpid(), signal.SIGKILL)


faults = _Faults()


def entry(kind: str, moment: str) -> str:
    """The name of a place: this moment of the writing of an entry of this kind."""
    return f"{kind}, {moment}"


def lay() -> None:
    """Puts the faults where they belong, once Django is set up."""
    reading, writing, delivering = (
        import_module(f"accalmie.foundation.{name}")
        for name in ("clock.reading", "journal.writing", "outbox.delivering")
    )
    project, send = writing.project, delivering._sent

    def projected(patient: Any, recorded: Any, **named: Any) -> None:
        kinds = [type(one.value).__name__ for one in recorded]
        for kind in kinds:
            faults.die_if(entry(kind, WRITTEN))
        project(patient, recorded, **named)
        for kind in kinds:
            faults.die_if(entry(kind, UNCOMMITTED))
            transaction.on_commit(lambda kind=kind: faults.die_if(entry(kind, COMMITTED)))  # type: ignore[misc]

    def sent(notice: Any) -> Any:
        faults.die_if(CLAIMED)
        became = send(notice)
        faults.die_if(SENT)
        return became

    writing.project, delivering._sent = projected, sent
    reading.datetime = _Clock


def _read(variable: str) -> str:
    try:
        return Path(os.environ.get(variable, "/nowhere")).read_text("utf-8")
    except OSError:
        return ""


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "accalmie.site.settings")
    django.setup()
    lay()
    sys.argv[0] = "accalmie"
    import_module("accalmie.site.cli").main()


if __name__ == "__main__":
    main()
