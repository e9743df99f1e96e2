"""A worker goes through its rounds whatever the database does, and follows the demo's clock."""

from __future__ import annotations

import os
from datetime import datetime, timedelta
from typing import Any

import pytest
from click.testing import CliRunner
from django.db import OperationalError

from accalmie.foundation import clock, tick
from accalmie.foundation.clock.actions import move_forward
from accalmie.foundation.tick import actions, queries, registry, working
from accalmie.foundation.tick.models import WorkerBeat
from accalmie.site.cli import main

pytestmark = [pytest.mark.database, pytest.mark.django_db]


@pytest.fixture(autouse=True)
def one_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    """The transaction of a test lives in it; tests/faults has workers that open their own."""
    monkeypatch.setattr(working, "close_old_connections", lambda: None)


@pytest.fixture
def rung(monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    moments: list[datetime] = []
    monkeypatch.setattr(registry, "_JOBS", {})
    tick.every(10, "ring")(moments.append)
    return moments


def test_a_round_gives_a_sign_of_life_and_does_what_is_due(rung: list[datetime]) -> None:
    assert working.Worker("one").round().well == ("ring",)
    assert queries.worker_state(clock.wall()).is_running


def test_signs_of_life_are_not_written_with_each_round(rung: list[datetime]) -> None:
    worker = working.Worker("one")
    worker.round()
    WorkerBeat.objects.all().delete()
    worker.round()
    assert not WorkerBeat.objects.exists()


def test_a_database_that_is_away_is_told_once_and_met_again(
    rung: list[datetime], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    worker, beat = working.Worker("one"), actions.beat

    def away(**_: Any) -> actions.Ran:
        raise OperationalError("database or disk is full")

    monkeypatch.setattr(actions, "beat", away)
    for _ in range(3):
        assert worker.round() == actions.Ran()
    monkeypatch.setattr(actions, "beat", beat)
    worker.round()
    assert [record.getMessage() for record in caplog.records] == [
        "the worker could not use the database: OperationalError",
        "the worker goes on",
    ]


def test_in_the_demo_jobs_go_by_its_date(rung: list[datetime], settings: Any) -> None:
    settings.DEMO = True
    worker = working.Worker("one")
    worker.round()
    move_forward(by=timedelta(days=3))
    clock.set_offset(timedelta())
    try:
        worker.round()
    finally:
        clock.set_offset(timedelta())
    first, second = rung
    assert timedelta(days=3) <= second - first < timedelta(days=3, minutes=1)
    assert queries.worker_state(clock.wall()).is_running


def test_a_worker_ends_with_the_process_that_began_it() -> None:
    assert working.orphaned(os.getppid() + 1)()
    assert not working.orphaned(os.getppid())()


def test_the_command_does_what_is_due_once(rung: list[datetime]) -> None:
    done = CliRunner().invoke(main, ["tick"])
    assert (done.exit_code, done.output, len(rung)) == (0, "1 done, 0 failed.\n", 1)


def test_the_command_says_what_failed(rung: list[datetime]) -> None:
    def falls(_now: datetime) -> None:
        raise RuntimeError

    tick.every(10, "falls")(falls)
    done = CliRunner().invoke(main, ["tick"])
    assert (done.exit_code, done.stdout) == (1, "1 done, 1 failed.\n  failed: falls\n")
