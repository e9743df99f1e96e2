"""Alone or with a professional: what somebody chooses counts, if the rule opens it, and nobody is promised whom they
do not have."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from accalmie.capabilities.programmes import actions, queries
from accalmie.foundation import clock
from accalmie.foundation.access.actions import begin_care
from accalmie.foundation.people.models import Person
from tests.client import StrictClient
from tests.factories.journeys import MILD, no_to_all, phq9, publish_orientation, signed_in
from tests.factories.people import psychologist
from tests.factories.ways import walk

pytestmark = [
    pytest.mark.django_db(databases=["default", "keys"], transaction=True),
    pytest.mark.database,
    pytest.mark.same_on_both,
]

PAGE, START = "/programmes/depression/", "/programmes/depression/start/"
MARKED = (3, 3, 3, 3, 3, 2, 0, 0, 0)


def record(person: Person) -> UUID:
    assert person.patient_id is not None
    return person.patient_id


def somebody(*, guided: bool, answers: tuple[int, ...] = MILD) -> tuple[StrictClient, Person]:
    publish_orientation()
    client, person = signed_in()
    if guided:
        begin_care(patient=record(person), professional=psychologist(), now=clock.now() - timedelta(days=1))
    client.post("/measures/phq-9/", phq9(*answers))
    return client, person


def mode_of(person: Person) -> str:
    place = queries.current_place(record(person))
    return "" if place is None else place.progress.mode


def led(client: StrictClient, person: Person, outcome: str, by: Person | None = None) -> None:
    """*M'orienter* led somewhere, and then somebody chose this way."""
    client.post("/find-my-way/start/", {"id": str(uuid4())})
    walk(client)
    client.get("/find-my-way/result/")
    author = actions.Author(patient=record(person), by=(by or person).id, now=clock.now())
    actions.change_orientation(author=author, outcome=outcome)


@pytest.mark.parametrize("mode", ["alone", "guided"])
def test_whoever_has_a_professional_chooses_to_follow_it_with_them_or_alone(mode: str) -> None:
    client, person = somebody(guided=True)
    page = client.get(PAGE).content.decode()
    assert 'name="mode"' in page
    assert "Avec Claire" in page
    client.post(START, no_to_all() | {"mode": mode})
    assert mode_of(person) == mode


def test_a_way_that_the_score_does_not_open_is_not_offered_and_leads_to_somebody() -> None:
    client, person = somebody(guided=True, answers=MARKED)
    assert "Seul·e, à mon rythme" not in client.get(PAGE).content.decode()
    refused = client.post(START, no_to_all() | {"mode": "alone"}).content.decode()
    assert "seul·e ne suffit pas" in refused
    assert f"{PAGE}?mode=guided" in refused
    assert mode_of(person) == ""
    client.post(START, no_to_all() | {"mode": "guided"})
    assert mode_of(person) == "guided"


def test_with_somebody_and_nobody_there_is_a_talk_first_and_the_way_alone_stays_open() -> None:
    client, person = somebody(guided=False)
    page = client.get(f"{PAGE}?mode=guided").content.decode()
    assert "personne ne vous suit encore ici" in page
    assert f"{PAGE}?mode=alone" in page
    client.post(START, no_to_all() | {"mode": "guided"})
    assert mode_of(person) == ""
    client.post(START, no_to_all() | {"mode": "alone"})
    assert mode_of(person) == "alone"


def test_sessions_are_agreed_with_a_professional_and_never_chosen_by_an_address() -> None:
    client, person = somebody(guided=True)
    client.post(START, no_to_all() | {"mode": "blended"})
    assert mode_of(person) == "guided"


def test_after_a_question_that_leads_to_somebody_no_way_around_it_is_offered() -> None:
    client, _person = somebody(guided=True)
    refused = client.post(START, no_to_all() | {"mode": "alone", "violence": "yes"}).content.decode()
    assert "?mode=" not in refused


@pytest.mark.parametrize("chooser", ["the person", "their professional"])
def test_the_way_that_was_chosen_at_the_end_of_find_my_way_is_the_one_that_begins(chooser: str) -> None:
    client, person = somebody(guided=True)
    other = psychologist() if chooser == "their professional" else None
    led(client, person, "programme-alone", by=other)
    page = client.get(PAGE).content.decode()
    alone = page[page.index('value="alone"') :][:40]
    assert " checked" in alone
