"""`accalmie safety drill`: a crisis about nobody, played by real people, with its times."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from click.testing import CliRunner
from django.conf import LazySettings

from accalmie.core.crisis import Level
from accalmie.foundation.outbox.actions import deliver_due
from accalmie.foundation.people import organisations
from accalmie.foundation.people.codes import Language
from accalmie.foundation.people.models import Person
from accalmie.safety.alerts import actions, drills, escalating, queries
from accalmie.site.commands.drilling import sentences
from accalmie.site.commands.safety import safety
from tests.factories.alerts import answered, reachable, the_alert
from tests.factories.people import psychologist
from tests.factories.readiness import on_the_rota

pytestmark = [pytest.mark.database, pytest.mark.django_db(databases=["default", "keys"], transaction=True)]

TUESDAY = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def claire() -> Person:
    claire = psychologist("Claire")
    on_the_rota(claire)
    reachable(claire, email="claire@example.org")
    return claire


def begun(at: datetime = TUESDAY) -> drills.Drill:
    return drills.begin(organisation=organisations.first(now=at), level=Level.PLAN, language=Language.FRENCH, now=at)


def test_a_drill_is_answered_as_any_alert_and_its_times_are_told(claire: Person, settings: LazySettings) -> None:
    settings.CAN_MAIL = True
    drill = begun()
    escalating.escalate_due(TUESDAY + MINUTE)
    deliver_due(now=TUESDAY + 2 * MINUTE, limit=10)
    alert = the_alert(drill.patient_id, drill.source)
    answered(alert, claire, now=TUESDAY + 9 * MINUTE)
    told = drills.times_of(drill)
    assert (told.taken_at, told.tried_at, told.closed_at) == (TUESDAY + 9 * MINUTE,) * 3
    assert told.told == (TUESDAY + MINUTE,)
    assert len(told.left) == 1
    lines = sentences(told)
    assert "+0:09:00  closed" in "\n".join(lines)
    assert lines[-1].startswith("Closed in time, as “reached”")


def test_its_pages_say_that_it_is_an_exercise(claire: Person) -> None:
    drill = begun()
    assert queries.drills_among([drill.source]) == {drill.source}
    (waiting,) = queries.waiting_for(claire)
    actions.take(patient=drill.patient_id, source=waiting.source, by=claire, now=TUESDAY)


def test_the_next_drill_uses_the_same_record(claire: Person) -> None:
    assert begun().patient_id == begun(TUESDAY + MINUTE).patient_id


def test_without_a_rota_there_is_no_drill() -> None:
    answer = CliRunner().invoke(safety, ["drill", "--wait", "0"])
    assert answer.exit_code == 1
    assert "Nobody is on the rota yet" in answer.output


def test_one_that_nobody_answers_in_time_is_a_failure(claire: Person) -> None:
    with time_machine.travel(TUESDAY, tick=False) as clock:
        answer = CliRunner().invoke(safety, ["drill", "--wait", "0"])
        assert answer.exit_code == 1
        assert "Not closed yet" in answer.output
        clock.shift(timedelta(hours=2))
        again = CliRunner().invoke(safety, ["drill", "--last"])
    assert again.exit_code == 1
    assert "Not closed yet; due by 24/11 11:00:00 (+1:00:00)." in again.output


def test_an_unknown_service_is_said_with_those_that_there_are(claire: Person) -> None:
    answer = CliRunner().invoke(safety, ["drill", "--organisation", "nowhere"])
    assert answer.exit_code == 1
    assert "nowhere" in answer.output
    assert "There are:" in answer.output
