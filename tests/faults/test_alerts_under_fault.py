"""Whatever dies, every sign still reaches a person, none is told twice, and none later than the next tick."""

from __future__ import annotations

import json
import os
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
import pytest

from tests.factories.mail_server import mail_server
from tests.faults.pages_under_fault import Pages
from tests.faults.worker_under_fault import HOUSE, Workers, until
from tests.figures import add

pytestmark = [pytest.mark.database, pytest.mark.faults]

URL = os.environ.get("DATABASE_URL", "")
on_files = pytest.mark.skipif(bool(URL), reason="it is about the files of SQLite")
TICK = 10.0
"""Seconds within which a worker that runs again has told everything that is due, on a busy machine."""
STEPS = ("before the journal", "before the notices", "before the commit", "after the commit")
_BY_HAND = ("-m", "tests.faults.alerts_by_hand")


class Clinic(Workers):
    """A site with a rota of three that is staffed day and night, so that these tests may run at any hour."""

    def hand(self, *words: str) -> Any:
        return json.loads(self.say(*_BY_HAND, *words))

    def environment(self) -> dict[str, str]:
        ours = {"ACCALMIE_CONTENT": str(self.folder / "content"), "ACCALMIE_SMS_URL": f"gammu:{self.telephone}"}
        return super().environment() | ours

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
        self.hand("site")

    def arrived_once(self) -> bool:
        return len({message["Message-ID"] for message in self.server.taken}) == len(self.server.taken)

    def in_danger(self, number: int, *, minutes: float = 0) -> list[str]:
        made: list[str] = self.hand("danger", str(number), str(minutes))
        return made

    def judge(self, sources: list[str], *, step: int = 0, may_repeat: int = 0) -> None:
        """After a fault, with a worker that runs again: each of these alerts was told once, and its notice left."""
        began = time.monotonic()
        until(lambda: self.hand("found")["untold"] == 0, within=60)
        late = time.monotonic() - began > TICK
        until(lambda: set(sources) <= set(self.hand("found")["told"]), within=60)
        found = self.hand("found")
        told = {f"{source}|waiting|{step}" for source in sources}
        lost = len(told - set(found["escalations"])) + found["alone"]
        doubled = sum(times > 1 for times in found["escalations"].values())
        repeated = len(self.server.taken) - len({message["Message-ID"] for message in self.server.taken})
        doubled += max(0, repeated - may_repeat)
        survived = not (lost or doubled or late)
        add(
            faults_tried=1,
            faults_survived=int(survived),
            alerts_lost=lost,
            alerts_doubled=doubled,
            alerts_late=len(sources) if late else 0,
        )
        assert survived, {"lost": lost, "doubled": doubled, "late": late, "found": found}


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clinic]:
    with mail_server() as server:
        folder = tmp_path_factory.mktemp("clinic")
        if not URL:
            made = Clinic(folder, server)
            made.prepare()
            yield made
            return
        name = f"alerts_{uuid4().hex[:8]}"
        with psycopg.connect(URL, autocommit=True) as owner:
            owner.execute(f'CREATE DATABASE "{name}"')
            made = Clinic(folder, server, f"{URL.rpartition('/')[0]}/{name}")
            made.prepare()
            yield made
            owner.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture
def clinic(prepared: Clinic) -> Iterator[Clinic]:
    prepared.server.silent, prepared.server.refuses, prepared.server.taken = 0.0, "", []
    yield prepared
    prepared.stop_all()
    prepared.forget()
    for table in ("safety_contact_try", "safety_alert", "safety_concern"):
        prepared.asked(f"DELETE FROM {table}")


@pytest.mark.parametrize("at", STEPS)
def test_a_worker_that_dies_at_any_step_of_an_alert_leaves_it_to_the_next(clinic: Clinic, at: str) -> None:
    sources = clinic.in_danger(1)
    done = subprocess.run(
        [sys.executable, *_BY_HAND, "killed", at], env=clinic.environment(), cwd=HOUSE, capture_output=True, check=False
    )
    assert done.returncode == -signal.SIGKILL, done.stderr
    clinic.start("next")
    clinic.judge(sources)


def test_two_workers_at_once_tell_each_alert_once(clinic: Clinic) -> None:
    sources = clinic.in_danger(12)
    for name in ("one", "two"):
        clinic.start(name)
    clinic.judge(sources)


def test_killed_again_and_again_every_alert_is_told(clinic: Clinic) -> None:
    sources = clinic.in_danger(12)
    for number in range(3):
        worker = clinic.start(f"{number}")
        time.sleep(2.5 + number / 2)
        worker.send_signal(signal.SIGKILL)
        worker.wait()
    clinic.start("last")
    clinic.judge(sources, may_repeat=3)


def test_a_worker_that_was_stopped_over_the_deadline_tells_everybody_at_once(clinic: Clinic) -> None:
    sources = clinic.in_danger(3, minutes=61)
    clinic.start("late")
    clinic.judge(sources, step=3)
    assert {str(message["To"]) for message in clinic.server.taken} == {
        f"{n}@example.org" for n in ("claire", "karim", "lea")
    }


def test_a_clock_that_jumps_ahead_and_back_tells_nothing_twice(clinic: Clinic) -> None:
    sources = clinic.in_danger(3)
    clinic.hand("escalate", "3700")
    clinic.hand("escalate", "0")
    clinic.hand("escalate", "-7200")
    clinic.hand("escalate", "3700")
    clinic.start("now")
    clinic.judge(sources, step=3)


def test_a_mail_server_that_is_away_delays_the_notice_and_loses_none(clinic: Clinic) -> None:
    clinic.server.refuses = "451 later"
    sources = clinic.in_danger(2)
    clinic.start("waits")
    until(lambda: clinic.hand("found")["notices"] == 2)
    time.sleep(3)
    assert clinic.server.taken == []
    clinic.server.refuses = ""
    clinic.judge(sources)


def test_a_telephone_that_is_away_delays_the_sms_and_loses_none(clinic: Clinic) -> None:
    clinic.hand("telephones", "on")
    sources = clinic.in_danger(2)
    clinic.start("waits")
    until(lambda: clinic.hand("found")["notices"] == 4)
    time.sleep(3)
    for name in ("outbox", "sent", "error"):
        (clinic.telephone / name).mkdir(parents=True)
    until(lambda: len(list((clinic.telephone / "outbox").glob("OUT*"))) == 2)
    for handed in (clinic.telephone / "outbox").glob("OUT*"):
        handed.rename(clinic.telephone / "sent" / handed.name)
    until(lambda: clinic.sent() == 4)
    assert list((clinic.telephone / "outbox").iterdir()) == []
    clinic.hand("telephones", "off")
    clinic.judge(sources)


@on_files
def test_a_full_disk_delays_and_loses_nothing(clinic: Clinic) -> None:
    worker = clinic.start("starved")
    until(lambda: clinic.beats() == 1)
    _soft, hard = resource.prlimit(worker.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(worker.pid, resource.RLIMIT_FSIZE, (0, hard))
    sources = clinic.in_danger(2)
    time.sleep(4)
    assert worker.poll() is None
    resource.prlimit(worker.pid, resource.RLIMIT_FSIZE, (hard, hard))
    clinic.judge(sources)


@on_files
def test_a_locked_database_delays_and_loses_nothing(clinic: Clinic) -> None:
    clinic.start("waits")
    until(lambda: clinic.beats() == 1)
    sources = clinic.in_danger(2)
    with sqlite3.connect(clinic.folder / "accalmie.sqlite3", isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        time.sleep(12)
        other.execute("ROLLBACK")
    clinic.judge(sources)


@pytest.mark.parametrize("after", [1, 4, 9])
def test_killed_while_people_say_danger_no_answer_is_kept_without_its_alert(clinic: Clinic, after: int) -> None:
    with subprocess.Popen(
        [sys.executable, *_BY_HAND, "say"], env=clinic.environment(), cwd=HOUSE, stdout=subprocess.PIPE, text=True
    ) as saying:
        assert saying.stdout is not None
        said = [saying.stdout.readline().strip() for _line in range(after)]
        saying.send_signal(signal.SIGKILL)
        saying.wait()
    clinic.start("then")
    clinic.judge(said)
    assert set(said) <= set(clinic.hand("found")["alerts"])


@pytest.mark.parametrize("after", [3, 12])
def test_a_web_server_killed_while_people_answer_keeps_no_answer_without_its_alert(clinic: Clinic, after: int) -> None:
    names = clinic.hand("patients", "6")
    with Pages(clinic.environment(), clinic.folder / "pages.log") as pages:
        acknowledged = pages.answer_until_killed(names, after=after)
    clinic.start("then")
    found = clinic.hand("found")
    assert acknowledged >= after
    assert len(found["alerts"]) >= acknowledged
    clinic.judge(found["alerts"])
