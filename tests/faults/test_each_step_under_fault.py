"""kill -9 at each step of an alert, to the web server and to the worker: no step is lost, and none is done twice.

Each step is an entry of the journal. A process is killed while it writes it, before it commits it, and once it has
committed it and nobody was answered; then people do again what they saw fail, with the same form.
"""

from __future__ import annotations

import signal
from collections.abc import Callable
from http.client import HTTPException
from urllib.request import OpenerDirector
from uuid import uuid4

import pytest

from tests.factories.alerts import PLAN
from tests.faults import faulty
from tests.faults.clinic_under_fault import Clinic
from tests.faults.pages_under_fault import ANSWERS, Pages

pytestmark = [pytest.mark.database, pytest.mark.faults]

OF_THE_WORKER = (*(faulty.entry("AlertEscalated", moment) for moment in faulty.MOMENTS), faulty.CLAIMED, faulty.SENT)


class Walk:
    """Somebody in danger and whoever answers, page after page, on a web server that is killed at each."""

    def __init__(self, clinic: Clinic, pages: Pages, moment: str) -> None:
        self._clinic, self._pages, self._moment = clinic, pages, moment
        self._patient = pages.signed_in(clinic.hand("patients", "1")[0])
        self._claire = pages.signed_in(clinic.claire["name"], clinic.hand("code", clinic.claire["secret"]))

    def says_danger(self) -> str:
        """The sign is kept, and its alert opened with it. Returns the source of both."""
        form = ANSWERS | {"id": str(uuid4())}
        self._dies("MeasureScored", lambda: self._sends(self._patient, "/measures/phq-9/", form), source="")
        (source,) = self._clinic.found()["alerts"]
        return str(source)

    def answers_questions(self, source: str) -> None:
        form = PLAN | {"id": str(uuid4())}
        self._dies("DangerGraded", lambda: self._sends(self._patient, f"/help/questions/{source}/", form), source)

    def is_answered(self, source: str) -> None:
        """Acknowledged, tried, closed."""
        page = f"/desk/alerts/{source}/"
        tried = {"way": "phone", "result": "spoke", "words": "", "id": str(uuid4())}
        closed = {"outcome": "reached", "words": "Elle est chez sa sœur.", "goes_on": "no", "id": str(uuid4())}
        self._dies("AlertTaken", lambda: self._sends(self._claire, f"{page}take/", {}, "/desk/alerts/"), source)
        self._dies("ContactTried", lambda: self._sends(self._claire, f"{page}try/", tried, page), source)
        self._dies("AlertClosed", lambda: self._sends(self._claire, f"{page}close/", closed, "/desk/alerts/"), source)

    def _sends(self, browser: OpenerDirector, path: str, form: dict[str, str], page: str = "") -> None:
        self._pages.send(browser, path, form, page=page)

    def _dies(self, kind: str, act: Callable[[], None], source: str) -> None:
        """The server dies in the middle of it, begins again, and the same form is sent once more."""
        self._clinic.dies_at(faulty.entry(kind, self._moment))
        with pytest.raises((OSError, HTTPException)):
            act()
        self._pages.kill()
        self._pages.begin()
        before = self._times(kind, source)
        assert before == (self._moment == faulty.COMMITTED), "it is written whole, or not at all"
        act()
        times = self._times(kind, source)
        self._clinic.count(lost=int(not times), doubled=max(0, times - 1), seen=kind)

    def _times(self, kind: str, source: str) -> int:
        if not source:
            return len(self._clinic.found()["alerts"])
        counted: dict[str, int] = self._clinic.hand("kept", source)
        return counted.get(kind, 0)


@pytest.mark.parametrize("moment", faulty.MOMENTS)
def test_a_web_server_killed_at_each_step_of_an_alert_loses_and_doubles_none(clinic: Clinic, moment: str) -> None:
    with Pages(clinic.environment(), clinic.folder / "pages.log", faulty=True) as pages:
        walk = Walk(clinic, pages, moment)
        source = walk.says_danger()
        walk.answers_questions(source)
        clinic.start("beside")
        clinic.judge([source], faults=0)
        walk.is_answered(source)
    assert clinic.found()["open"] == 0


@pytest.mark.parametrize("place", OF_THE_WORKER)
def test_a_worker_killed_at_any_step_of_an_alert_leaves_it_to_the_next(clinic: Clinic, place: str) -> None:
    """A notice that was claimed stays its worker's for a minute: the clock goes on by as much."""
    sources = clinic.in_danger(1)
    clinic.dies_at(place)
    assert clinic.start("killed").wait(30) == -signal.SIGKILL
    if place in (faulty.CLAIMED, faulty.SENT):
        clinic.clock("ahead 61")
    clinic.start("next")
    clinic.judge(sources, may_repeat=int(place == faulty.SENT))


def test_a_worker_killed_while_it_says_that_a_taken_alert_is_late_leaves_it_to_the_next(clinic: Clinic) -> None:
    (source,) = clinic.in_danger(1)
    clinic.hand("take", source)
    clinic.clock("ahead 3700")
    clinic.dies_at(faulty.entry("AlertEscalated", faulty.UNCOMMITTED))
    assert clinic.start("killed").wait(30) == -signal.SIGKILL
    clinic.start("next")
    clinic.judge([source], of="late")
