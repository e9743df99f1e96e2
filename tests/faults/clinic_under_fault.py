"""A clinic whose rota is staffed day and night, the processes that serve it, and the judge of what faults did."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from accalmie.foundation import clock
from tests.faults import faulty
from tests.faults.worker_under_fault import HOUSE, Workers, until
from tests.figures import add

URL = os.environ.get("DATABASE_URL", "")
TICK = 10.0
"""Seconds within which a worker that runs again has told everything that is due, on a busy machine."""
MISSED = 60.0
"""Seconds after which what has not happened is counted as lost."""


class Refused(Exception):
    """What was asked of the site could not be kept: the name of the error."""


class Clinic(Workers):
    """Its folder holds its data, its rules and its telephone; `sms` is how it sends SMS.

    A process stays at hand, which acts for people and reads what came of it.
    """

    program = "tests.faults.faulty"

    def __init__(self, folder: Path, server: Any, url: str = "") -> None:
        super().__init__(folder, server, url)
        self.sms = f"gammu:{self.telephone}"
        self.claire: dict[str, str] = {}
        self._hand: subprocess.Popen[str] | None = None

    @property
    def telephone(self) -> Path:
        """The folder of its telephone; none is plugged in until a test makes it."""
        return self.folder / "telephone"

    def prepare(self) -> None:
        content = shutil.copytree(HOUSE / "content", self.folder / "content")
        rules = content / "danger" / "rules.yaml"
        said = rules.read_text("utf-8").partition("  week:\n")
        days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
        week = "".join(f'    {day}: "00:00-23:59"\n' for day in days)
        rules.write_text(f"{said[0]}{said[1]}{week}  closed: []\n  territory: none\n", "utf-8")
        self.migrate()
        self.say("-m", "django", "collectstatic", "--noinput", "--verbosity=0")
        self.claire = self.hand("site")

    def environment(self) -> dict[str, str]:
        ours = {
            "ACCALMIE_CONTENT": str(self.folder / "content"),
            "ACCALMIE_SMS_URL": self.sms,
            faulty.DEATH: str(self.folder / "death"),
            faulty.CLOCK: str(self.folder / "clock"),
        }
        return super().environment() | ours

    def dies_at(self, place: str) -> None:
        """Whoever comes to this place next is killed there."""
        (self.folder / "death").write_text(place, "utf-8")

    def clock(self, said: str) -> None:
        """What the clock of every process of this clinic says from now on: "ahead 3600", "stands"."""
        if said == "stands":
            said = f"stands {clock.wall().isoformat()}"
        unfinished = self.folder / "clock.new"
        unfinished.write_text(said, "utf-8")
        unfinished.rename(self.folder / "clock")

    def hand(self, *words: str) -> Any:
        """What somebody does, or what is read, in a process that stays. Raises Refused."""
        if self._hand is None or self._hand.poll() is not None:
            self._hand = subprocess.Popen(
                [sys.executable, "-m", "tests.faults.alerts_by_hand"],
                env=self.environment(),
                cwd=HOUSE,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
        assert self._hand.stdin is not None
        assert self._hand.stdout is not None
        self._hand.stdin.write(f"{json.dumps(words)}\n")
        self._hand.stdin.flush()
        answer = json.loads(self._hand.stdout.readline())
        if "refused" in answer:
            raise Refused(answer["refused"])
        return answer["said"]

    def let_go(self) -> None:
        """The process at hand ends; the next word begins another."""
        if self._hand is not None:
            self._hand.kill()
            self._hand.communicate()
            self._hand = None

    def in_danger(self, number: int, *, minutes: float = 0) -> list[str]:
        """So many people said a plan, so many minutes ago: the sources of their alerts."""
        made: list[str] = self.hand("danger", str(number), str(minutes))
        return made

    def found(self) -> dict[str, Any]:
        """What is in the journal and the outbox, once the database can be read."""
        for _again in range(100):
            try:
                found: dict[str, Any] = self.hand("found")
            except Refused:
                time.sleep(0.2)
                continue
            return found
        raise AssertionError("the database could not be read for twenty seconds")

    def tidy(self) -> None:
        """As before the test: nobody works, nothing waits, the clock is right."""
        self.stop_all()
        for name in ("clock", "death"):
            (self.folder / name).unlink(missing_ok=True)
        self.sms = f"gammu:{self.telephone}"
        self.forget()
        for table in ("safety_contact_try", "safety_alert", "safety_concern"):
            self.asked(f"DELETE FROM {table}")

    def judge(
        self,
        sources: Iterable[str],
        *,
        of: str = "waiting",
        step: int | None = None,
        may_repeat: int = 0,
        faults: int = 1,
    ) -> None:
        """After a fault, with a worker that runs again: each of these alerts was told once, within a tick, and its
        notice left before its deadline and a tick, or a tick after a fault that lasted longer. `step`: the one that was
        told, where it matters which."""
        sources = list(sources)
        self._until_somebody_works()
        over_at = self.found()["now"]
        begins = {f"{source}|{of}|{'' if step is None else step}": source for source in sources}

        def untold(found: dict[str, Any]) -> set[str]:
            told = tuple(found["escalations"])
            return {source for begun, source in begins.items() if not any(one.startswith(begun) for one in told)}

        is_told = _happens(lambda: not untold(found := self.found()) and not found["untold"])
        late = set() if self.found()["now"] - over_at <= TICK and is_told else set(sources)
        _happens(lambda: set(sources) <= set(self.found()["left"]))
        found = self.found()
        left = found["left"]
        lost = set(sources) - set(left) | untold(found)
        late |= {one for one in left if one in sources and left[one] > max(found["due"][one], over_at) + TICK}
        doubled = sum(times > 1 for times in found["escalations"].values())
        repeated = len(self.server.taken) - len({message["Message-ID"] for message in self.server.taken})
        self.count(
            lost=len(lost) + found["alone"],
            doubled=doubled + max(0, repeated - may_repeat),
            late=len(late - lost),
            faults=faults,
            seen=found,
        )

    def _until_somebody_works(self) -> None:
        """The worker that was begun last has given a sign of life: how long a busy machine takes to begin a process is
        not what is judged."""
        until(lambda: not self._running or self.beats_of(self.last) or self._running[-1].poll() is not None)

    def count(self, *, lost: int = 0, doubled: int = 0, late: int = 0, faults: int = 1, seen: object = None) -> None:
        """Adds what came of so many faults to the figures. Raises AssertionError when anything was lost, done twice or
        late."""
        survived = not (lost or doubled or late)
        add(
            faults_tried=faults,
            faults_survived=faults * survived,
            alerts_lost=lost,
            alerts_doubled=doubled,
            alerts_late=late,
        )
        assert survived, {"lost": lost, "doubled": doubled, "late": late, "seen": seen}


def _happens(what: Callable[[], object]) -> bool:
    try:
        until(what, within=MISSED)
    except AssertionError:
        return False
    return True
