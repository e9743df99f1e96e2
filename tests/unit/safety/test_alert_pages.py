"""The pages of alerts, as whoever is on call uses them."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import uuid4

import pytest
import time_machine

from accalmie.foundation import clock
from accalmie.foundation.people.codes import Role
from accalmie.foundation.people.models import Person
from accalmie.safety.alerts import on_call
from accalmie.safety.alerts.models import Alert, Leave
from accalmie.safety.readiness.actions import decide_rota
from tests.client import StrictClient
from tests.factories.alerts import ACTIVE, PASSIVE, again, follows, in_danger
from tests.factories.journeys import signed_in
from tests.factories.people import administrator, patient_person, psychologist, somebody
from tests.factories.readiness import on_the_rota

pytestmark = [pytest.mark.database, pytest.mark.django_db(databases=["default", "keys"], transaction=True)]

TUESDAY = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _on_a_tuesday() -> object:
    with time_machine.travel(TUESDAY, tick=True) as moment:
        yield moment


@pytest.fixture
def claire() -> Person:
    claire = psychologist("Claire")
    on_the_rota(claire)
    return claire


def signed(person: Person) -> StrictClient:
    return signed_in(person)[0]


def page(client: StrictClient, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def tried(client: StrictClient, alert: Alert, **more: str) -> int:
    sent = {"way": "phone", "result": "spoke", "words": "", "id": str(uuid4()), **more}
    return client.post(f"/desk/alerts/{alert.source}/try/", sent).status_code


def closed(client: StrictClient, alert: Alert, **more: str) -> str:
    sent = {"outcome": "reached", "words": "Appelée.", "receipt": "", "goes_on": "yes", "id": str(uuid4()), **more}
    return client.post(f"/desk/alerts/{alert.source}/close/", sent, follow=True).content.decode()


def test_an_alert_is_taken_answered_and_closed(claire: Person) -> None:
    _person, alert = in_danger(ACTIVE, at=TUESDAY, patient=patient_person("Alizarine"))
    client = signed(claire)
    listed = page(client, "/desk/alerts/")
    assert "Une personne de votre service" in listed
    assert "Alizarine" not in listed
    assert client.get(f"/desk/alerts/{alert.source}/").status_code == 404
    taken = client.post(f"/desk/alerts/{alert.source}/take/", follow=True)
    assert "Alizarine" in taken.content.decode()
    assert "Notez d’abord" in closed(client, alert)
    assert again(alert).closed_at is None
    assert tried(client, alert) == 302
    assert "Jointe" in closed(client, alert)
    assert again(alert).outcome == "reached"
    assert "alerte attend" not in page(client, "/desk/")


def test_what_was_written_is_still_there_when_an_outcome_is_not_true_yet(claire: Person) -> None:
    _person, alert = in_danger(ACTIVE, at=TUESDAY)
    client = signed(claire)
    client.post(f"/desk/alerts/{alert.source}/take/")
    assert "Un long récit de ce qui fut fait" in closed(client, alert, words="Un long récit de ce qui fut fait")


def test_a_passive_wish_asks_nothing_about_the_programme(claire: Person) -> None:
    person, alert = in_danger(PASSIVE, at=TUESDAY)
    follows(claire, person, now=TUESDAY)
    client = signed(claire)
    assert 'name="goes_on"' not in page(client, f"/desk/alerts/{alert.source}/")
    closed(client, alert, outcome="reviewed", goes_on="")
    assert again(alert).outcome == "reviewed"


def test_closing_twice_shows_how_it_ended_and_changes_nothing(claire: Person) -> None:
    _person, alert = in_danger(ACTIVE, at=TUESDAY)
    client = signed(claire)
    client.post(f"/desk/alerts/{alert.source}/take/")
    tried(client, alert)
    closed(client, alert)
    assert "Jointe" in closed(client, alert, outcome="handed_over", receipt="Dr Morel")
    assert again(alert).outcome == "reached"


def test_the_top_of_every_page_says_what_waits_only_to_whoever_answers(claire: Person) -> None:
    in_danger(ACTIVE, at=TUESDAY)
    assert "1 alerte attend quelqu’un" in page(signed(claire), "/desk/")
    for other in (psychologist("Bob"), administrator()):
        assert "alerte attend" not in signed(other).get("/", follow=True).content.decode()


def test_the_patients_page_leads_to_the_alert_instead_of_a_quick_review(claire: Person) -> None:
    person, alert = in_danger(ACTIVE, at=TUESDAY)
    follows(claire, person, now=TUESDAY)
    client = signed(claire)
    assert f"/desk/alerts/{alert.source}/" in page(client, f"/desk/patients/{person.patient_id}/")
    sent = {"words": "Vue.", "goes_on": "yes", "id": str(uuid4())}
    answer = client.post(f"/desk/patients/{person.patient_id}/concerns/{alert.source}/", sent)
    assert answer["Location"] == f"/desk/alerts/{alert.source}/"
    assert again(alert).closed_at is None


def test_hours_and_numbers_are_kept_as_people_write_them(claire: Person) -> None:
    client = signed(claire)
    sent = {"email": "claire@example.org", "telephone": "06 12 34 56 78", "monday": "9h30 - 12", "tuesday": "14-18"}
    assert client.post("/desk/on-call/", sent).status_code == 302
    assert on_call.reach_of(claire) == on_call.Reach("claire@example.org", "0612345678")
    assert on_call.members()[0].week == {"monday": "09:30-12:00", "tuesday": "14:00-18:00"}


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("telephone", "bonjour"),
        ("email", "claire"),
        ("monday", "18-9"),
        ("monday", "toujours"),
        ("monday", "9:00-25:00"),
    ],
)
def test_hours_and_numbers_that_are_none_are_said_and_stay(claire: Person, field: str, typed: str) -> None:
    answer = signed(claire).post("/desk/on-call/", {field: typed})
    assert answer.status_code == 422
    assert f'value="{typed}"' in answer.content.decode()


def test_leave_is_added_and_taken_back(claire: Person) -> None:
    client = signed(claire)
    client.post("/desk/on-call/leave/", {"first_day": "2026-12-24", "last_day": "2026-12-26"})
    assert "24" in page(client, "/desk/on-call/")
    kept = Leave.objects.get()
    client.post(f"/desk/on-call/leave/{kept.id}/back/")
    assert not Leave.objects.exists()


def test_leave_that_ends_before_it_begins_is_refused(claire: Person) -> None:
    answer = signed(claire).post("/desk/on-call/leave/", {"first_day": "2026-12-24", "last_day": "2026-12-20"})
    assert answer.status_code == 422
    assert "ne précède pas le premier" in answer.content.decode()


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("0001-01-01", "0001-01-01"),
        ("9999-12-31", "9999-12-31"),
        ("2026-12-24", "9999-12-31"),
        ("2026-01-05", "2026-01-06"),
    ],
)
def test_days_away_that_no_calendar_of_a_service_holds_or_that_are_over_are_refused(
    claire: Person, first: str, last: str
) -> None:
    answer = signed(claire).post("/desk/on-call/leave/", {"first_day": first, "last_day": last})
    assert answer.status_code == 422
    assert not Leave.objects.exists()


def test_nobody_takes_back_the_leave_of_somebody_else(claire: Person) -> None:
    bob = psychologist("Bob")
    leave = on_call.add_leave(person=claire, first_day=TUESDAY.date(), last_day=TUESDAY.date())
    signed(bob).post(f"/desk/on-call/leave/{leave.id}/back/")
    assert Leave.objects.count() == 1


def test_whoever_is_beside_somebody_in_training_opens_the_alert_and_closes_it(claire: Person) -> None:
    karim = somebody(Role.NURSE, called="Karim")
    decide_rota(by=administrator(), members=[claire, karim], lead=claire, trainees=[karim], now=clock.now())
    _person, alert = in_danger(ACTIVE, at=TUESDAY)
    in_training, beside = signed(karim), signed(claire)
    in_training.post(f"/desk/alerts/{alert.source}/take/")
    assert tried(in_training, alert) == 302
    assert "Vous êtes en formation" in closed(in_training, alert)
    assert "Jointe" in closed(beside, alert)
    assert again(alert).closed_by == claire.id
