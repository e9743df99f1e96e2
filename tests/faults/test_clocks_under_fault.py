"""A clock that is put forward, put back or stands still: every sign is told, none twice, none an hour late for it."""

from __future__ import annotations

import pytest

from tests.faults.clinic_under_fault import Clinic
from tests.faults.worker_under_fault import until

pytestmark = [pytest.mark.database, pytest.mark.faults]

AHEAD, BEHIND = "ahead 7200", "ahead -7200"


def test_a_clock_that_jumps_ahead_and_back_tells_nothing_twice(clinic: Clinic) -> None:
    """Ahead past the deadline, so everybody is told too early; back, far back, and ahead again."""
    sources = clinic.in_danger(3)
    for seconds in ("3700", "0", "-7200", "3700"):
        clinic.hand("escalate", seconds)
    clinic.start("now")
    clinic.judge(sources, step=3)


@pytest.mark.parametrize("there", [AHEAD, BEHIND])
def test_a_clock_put_right_under_a_worker_that_runs_keeps_nobody_waiting(clinic: Clinic, there: str) -> None:
    """What was due in the hours that were skipped or come again waits for none of them."""
    clinic.clock(there)
    clinic.start("runs")
    until(lambda: clinic.beats() == 1)
    before = clinic.in_danger(1)
    until(lambda: set(before) <= set(clinic.found()["left"]))
    clinic.clock("ahead 0")
    after = clinic.in_danger(2)
    clinic.judge(after)


@pytest.mark.parametrize("there", [AHEAD, BEHIND])
def test_a_clock_put_wrong_under_a_worker_that_runs_keeps_nobody_waiting(clinic: Clinic, there: str) -> None:
    clinic.start("runs")
    until(lambda: clinic.beats() == 1)
    clinic.clock(there)
    clinic.judge(clinic.in_danger(2))


def test_a_sign_kept_while_the_clock_was_ahead_does_not_wait_for_the_hour_that_it_names(clinic: Clinic) -> None:
    clinic.clock(AHEAD)
    sources = clinic.in_danger(2)
    clinic.clock("ahead 0")
    clinic.start("then")
    clinic.judge(sources)


def test_a_clock_that_stands_still_keeps_nobody_waiting(clinic: Clinic) -> None:
    clinic.clock("stands")
    clinic.start("runs")
    until(lambda: clinic.beats() == 1)
    clinic.judge(clinic.in_danger(2))


def test_a_clock_that_stood_still_and_goes_on_loses_nothing(clinic: Clinic) -> None:
    clinic.clock("stands")
    clinic.start("runs")
    until(lambda: clinic.beats() == 1)
    sources = clinic.in_danger(2)
    clinic.clock("ahead 0")
    clinic.judge(sources)
