"""A job runs when it is due, once, whoever else runs; a clock that jumps loses none of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import NoReturn

import pytest

from accalmie.foundation import tick
from accalmie.foundation.tick import actions, queries, registry
from accalmie.foundation.tick.models import JobState

pytestmark = [pytest.mark.database, pytest.mark.django_db]

NOW = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@pytest.fixture(autouse=True)
def only_these_jobs(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(registry, "_JOBS", {})
    return


@pytest.fixture
def rung() -> list[datetime]:
    """The moments at which a job of ten seconds was run."""
    moments: list[datetime] = []
    tick.every(10, "ring", claim=30)(moments.append)
    return moments


def a_round(now: datetime, worker: str = "one") -> actions.Ran:
    return actions.run_due(now=now, worker=worker)


def test_a_job_runs_at_once_and_then_when_its_time_has_come(rung: list[datetime]) -> None:
    for seconds in (0, 5, 10, 12, 21):
        a_round(NOW + seconds * SECOND)
    assert rung == [NOW, NOW + 10 * SECOND, NOW + 21 * SECOND]


def test_one_failing_job_does_not_stop_the_others_and_is_counted(
    rung: list[datetime], caplog: pytest.LogCaptureFixture
) -> None:
    @tick.every(10, "falls")
    def falls(_now: datetime) -> NoReturn:
        raise ValueError("the words of somebody")

    tick.every(10, "after")(rung.append)
    assert a_round(NOW) == actions.Ran(well=("ring", "after"), failed=("falls",))
    assert len(rung) == 2
    a_round(NOW + 10 * SECOND)
    (failing,) = queries.failing_jobs()
    assert (failing.name, failing.failures, failing.ended_well_at) == ("falls", 2, None)
    assert "falls" in caplog.text
    assert "words" not in caplog.text


def test_a_rare_job_that_failed_is_tried_again_soon() -> None:
    tries: list[datetime] = []

    @tick.every(86_400, "daily")
    def daily(now: datetime) -> None:
        tries.append(now)
        if len(tries) < 3:
            raise OSError

    for minutes in range(6):
        a_round(NOW + timedelta(minutes=minutes))
    assert tries == [NOW, NOW + timedelta(minutes=1), NOW + timedelta(minutes=3)]
    assert queries.failing_jobs() == []


def test_what_a_killed_worker_had_begun_is_free_when_its_claim_ends(rung: list[datetime]) -> None:
    a_round(NOW)
    JobState.objects.update(claimed_by="killed", claimed_until=NOW + 30 * SECOND)
    a_round(NOW + 20 * SECOND)
    assert len(rung) == 1
    a_round(NOW + 31 * SECOND)
    assert len(rung) == 2


def test_what_a_killed_worker_had_begun_is_free_when_it_begins_again_under_its_name(rung: list[datetime]) -> None:
    a_round(NOW)
    JobState.objects.update(claimed_by="one", claimed_until=NOW + 30 * SECOND)
    actions.begin(worker="one", at=NOW + 10 * SECOND)
    a_round(NOW + 10 * SECOND)
    assert len(rung) == 2


def test_a_worker_whose_round_began_before_does_not_begin_what_another_is_doing(rung: list[datetime]) -> None:
    JobState.objects.create(name="ring", began_at=NOW + 5 * SECOND, claimed_by="two", claimed_until=NOW + 35 * SECOND)
    a_round(NOW)
    assert rung == []


def test_a_clock_that_stands_still_stops_no_job(rung: list[datetime], monkeypatch: pytest.MonkeyPatch) -> None:
    for seconds in (0, 5, 10, 12, 21):
        monkeypatch.setattr(actions, "monotonic", lambda seconds=seconds: 1000.0 + seconds)
        a_round(NOW)
    assert len(rung) == 3


@pytest.mark.parametrize("hours", [-48, -1, 1, 48])
def test_a_clock_that_jumps_stops_no_job(rung: list[datetime], hours: int) -> None:
    a_round(NOW)
    JobState.objects.update(claimed_by="killed", claimed_until=NOW + 30 * SECOND)
    after = NOW + timedelta(hours=hours)
    a_round(after)
    assert rung == [NOW, after]
    a_round(after + SECOND)
    assert len(rung) == 2


def test_two_that_read_the_same_row_do_not_both_run_it(rung: list[datetime], monkeypatch: pytest.MonkeyPatch) -> None:
    """The second reads what the first has read, before the first has claimed it."""
    actions.due(now=NOW)
    seen = JobState.objects.get(name="ring")
    monkeypatch.setattr(actions.JobState.objects, "get", lambda **_: seen)
    assert a_round(NOW, "one").well == ("ring",)
    seen.began_at = seen.claimed_until = None
    assert a_round(NOW, "two") == actions.Ran()


def test_a_worker_gives_a_sign_of_life_before_each_job(rung: list[datetime]) -> None:
    signs: list[int] = []
    actions.run_due(now=NOW, worker="one", between=lambda: signs.append(len(rung)))
    assert signs == [0]


@pytest.mark.parametrize(
    ("seconds", "working"), [(0, "running"), (60, "running"), (61, "late"), (-60, "running"), (-3600, "late")]
)
def test_a_worker_that_is_not_heard_of_is_late(seconds: int, working: str) -> None:
    actions.beat(worker="one", at=NOW)
    actions.beat(worker="two", at=NOW - timedelta(days=2))
    state = queries.worker_state(NOW + seconds * SECOND)
    assert (state.working, state.since) == (working, NOW)


def test_no_worker_ever() -> None:
    assert queries.worker_state(NOW) == queries.WorkerState(queries.Working.NONE)


def test_workers_that_are_gone_are_forgotten_but_the_last() -> None:
    for days in (2, 3, 4):
        actions.beat(worker=f"of {days}", at=NOW - timedelta(days=days))
    actions.forget_the_gone(at=NOW)
    assert queries.worker_state(NOW).since == NOW - timedelta(days=2)
    actions.beat(worker="new", at=NOW)
    actions.forget_the_gone(at=NOW)
    assert queries.worker_state(NOW).since == NOW
