"""Workers that are killed, doubled, starved of disk and locked out: what waits leaves, and none of it twice."""

from __future__ import annotations

import os
import resource
import signal
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest

from tests.factories.mail_server import mail_server
from tests.faults.worker_under_fault import Workers, until

pytestmark = [pytest.mark.database, pytest.mark.faults]

URL = os.environ.get("DATABASE_URL", "")
on_files = pytest.mark.skipif(bool(URL), reason="it is about the files of SQLite")
EVERYBODY = [f"somebody-{number:03}@example.org" for number in range(40)]


@pytest.fixture(scope="module")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workers]:
    with mail_server() as server:
        if not URL:
            made = Workers(tmp_path_factory.mktemp("workers"), server)
            made.migrate()
            yield made
            return
        name = f"workers_{uuid4().hex[:8]}"
        with psycopg.connect(URL, autocommit=True) as owner:
            owner.execute(f'CREATE DATABASE "{name}"')
            made = Workers(tmp_path_factory.mktemp("workers"), server, f"{URL.rpartition('/')[0]}/{name}")
            made.migrate()
            yield made
            owner.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture
def workers(migrated: Workers) -> Iterator[Workers]:
    migrated.server.silent, migrated.server.taken = 0.0, []
    yield migrated
    migrated.stop_all()
    migrated.forget()


def test_two_workers_at_once_send_each_notice_once(workers: Workers) -> None:
    workers.queue(40)
    for name in ("one", "two"):
        workers.start(name)
    until(lambda: len(workers.server.taken) >= 40)
    time.sleep(1)
    assert workers.arrived() == EVERYBODY
    assert workers.sent() == 40


def test_a_worker_killed_between_claim_and_sending_keeps_nothing_for_ever(workers: Workers) -> None:
    workers.queue(3)
    workers.server.silent = 5  # it is taken, and waits for the first word of the server
    worker = workers.start("killed")
    until(lambda: workers.beats() == 1)
    time.sleep(1)
    worker.send_signal(signal.SIGKILL)
    worker.wait()
    time.sleep(5)
    workers.server.silent = 0
    assert workers.arrived() == []
    assert workers.by_hand("later", "0") == 2, "the one that was claimed waits for the end of its claim"
    assert workers.by_hand("later", "61") == 1
    assert workers.arrived() == EVERYBODY[:3]


def test_killed_again_and_again_all_leaves_and_a_repetition_is_known_for_one(workers: Workers) -> None:
    """What was sent in the moment of a kill may come again: at most one a kill, with the same Message-ID."""
    workers.queue(40)
    workers.server.silent = 0.05
    for number in range(4):
        before = len(workers.server.taken)
        worker = workers.start(f"{number}")
        until(lambda before=before: len(workers.server.taken) > before + 3)  # type: ignore[misc]
        worker.send_signal(signal.SIGKILL)
        worker.wait()
    workers.by_hand("later", "61")
    assert sorted(set(workers.arrived())) == EVERYBODY
    assert len({message["Message-ID"] for message in workers.server.taken}) == 40
    assert len(workers.server.taken) <= 44
    assert workers.sent() == 40


def test_asked_to_stop_it_finishes_what_it_has_begun(workers: Workers) -> None:
    workers.queue(1)
    workers.server.silent = 1
    worker = workers.start("asked")
    until(lambda: workers.beats() == 1)
    time.sleep(0.5)
    worker.terminate()
    assert worker.wait(20) == 0
    assert workers.sent() == 1


@on_files
def test_a_full_disk_makes_nothing_leave_twice_and_is_got_over(workers: Workers) -> None:
    """The disk is full from before the notice is sent until long after: what was sent cannot be written down."""
    workers.queue(2)
    workers.server.silent = 1.5
    worker = workers.start("starved")
    until(lambda: workers.beats() == 1)
    _soft, hard = resource.prlimit(worker.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(worker.pid, resource.RLIMIT_FSIZE, (0, hard))
    time.sleep(8)
    assert worker.poll() is None
    resource.prlimit(worker.pid, resource.RLIMIT_FSIZE, (hard, hard))
    until(lambda: workers.sent() == 2)
    assert workers.arrived() == EVERYBODY[:2]


@on_files
def test_a_locked_database_is_waited_for(workers: Workers) -> None:
    worker = workers.start("waits")
    until(lambda: workers.beats() == 1)
    workers.queue(1)
    until(lambda: workers.sent() == 1)
    with sqlite3.connect(workers.folder / "accalmie.sqlite3", isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        time.sleep(13)
        other.execute("ROLLBACK")
    assert worker.poll() is None
    said = Path(workers.folder / "waits.log").read_text("utf-8")
    assert "could not use the database: OperationalError" in said
    until(lambda: "goes on" in Path(workers.folder / "waits.log").read_text("utf-8"))
