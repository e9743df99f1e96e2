"""A danger told before a start is not forgotten by it: nothing starts until a professional has settled it."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
import time_machine

from accalmie.capabilities.programmes import actions, library, queries
from accalmie.capabilities.programmes.models import OpenDanger
from accalmie.core.entries import Enrolled, StartQuestionsAnswered
from accalmie.core.programme.dangers import Kept
from accalmie.foundation import clock, crypto, journal
from accalmie.foundation.access.actions import begin_care
from accalmie.foundation.people.models import Person
from accalmie.safety import queries as concerns
from tests.client import StrictClient
from tests.factories.alerts import looked_at
from tests.factories.journeys import MILD, no_to_all, phq9, publish, publish_orientation, signed_in, started
from tests.factories.people import psychologist

pytestmark = [
    pytest.mark.django_db(databases=["default", "keys"], transaction=True),
    pytest.mark.database,
    pytest.mark.same_on_both,
]

START = "/programmes/depression/start/"
PAGE = "/programmes/depression/"
LOW_WITH_IDEAS = (1, 1, 1, 1, 1, 0, 0, 0, 2)
NO_IDEAS = {"wish": "no", "intent": "no", "plan": "no", "means": "no", "past": "no", "done": "no"}
PASSIVE, PLAN = NO_IDEAS | {"wish": "yes"}, NO_IDEAS | {"wish": "yes", "intent": "yes", "plan": "yes"}


def record(person: Person) -> UUID:
    assert person.patient_id is not None
    return person.patient_id


def says(client: StrictClient, person: Person, answers: dict[str, str] | None) -> UUID:
    """They answer item 9 with a 2, and then the graded questions, or leave them (None). Returns the concern."""
    client.post("/measures/phq-9/", phq9(*LOW_WITH_IDEAS))
    source = concerns.unanswered(record(person))
    assert source is not None
    if answers is not None:
        client.post(f"/help/questions/{source}/", answers | {"id": str(uuid4())})
    return source


def in_care(person: Person) -> Person:
    carer = psychologist()
    begin_care(patient=record(person), professional=carer, now=clock.now() - timedelta(days=1))
    return carer


def looks_at(source: UUID, person: Person, carer: Person, *, goes_on: bool = True) -> None:
    looked_at(record(person), source, by=carer.id, now=clock.now(), goes_on=goes_on)


def starts(client: StrictClient) -> str:
    return client.post(START, no_to_all()).content.decode()


def page_of(person: Person) -> str:
    place = queries.current_place(record(person))
    return "" if place is None else place.plan(clock.now()).page


@pytest.mark.parametrize("answers", [PLAN, None], ids=["a plan", "questions left open"])
@pytest.mark.parametrize("guided", [False, True], ids=["alone", "with a professional"])
def test_after_a_danger_nothing_starts_until_a_professional_has_settled_it(
    answers: dict[str, str] | None, guided: bool
) -> None:
    publish()
    client, person = signed_in()
    carer = in_care(person) if guided else psychologist()
    source = says(client, person, answers)
    assert "vous ne la portiez pas" in client.get(PAGE).content.decode()
    assert 'name="mania"' not in client.get(PAGE).content.decode()
    assert "3114" in starts(client)
    assert page_of(person) == ""
    looks_at(source, person, carer, goes_on=False)
    starts(client)
    assert page_of(person) == ""
    looks_at(source, person, carer)
    starts(client)
    assert page_of(person) == "step"


def test_a_passive_answer_waits_for_a_look_before_a_start_alone_and_not_before_one_with_a_professional() -> None:
    publish()
    client, person = signed_in()
    source = says(client, person, PASSIVE)
    assert "vous ne la portiez pas" in client.get(PAGE).content.decode()
    starts(client)
    assert page_of(person) == ""
    looks_at(source, person, psychologist())
    starts(client)
    assert page_of(person) == "step"

    other_client, other = signed_in()
    in_care(other)
    says(other_client, other, PASSIVE)
    starts(other_client)
    assert page_of(other) == "step"


def test_why_it_led_to_somebody_is_kept() -> None:
    publish()
    client, person = signed_in()
    says(client, person, PLAN)
    starts(client)
    (asked,) = [one.value for one in journal.entries(record(person)) if isinstance(one.value, StartQuestionsAnswered)]
    assert asked.reasons == ("danger",)


def test_a_professional_too_settles_it_before_they_start_a_programme() -> None:
    publish()
    client, person = signed_in()
    carer = in_care(person)
    source = says(client, person, PLAN)
    answers = {name: "no" for name in no_to_all() if name != "id"}

    def admit(mode: str) -> None:
        actions.admit(
            author=actions.Author(patient=record(person), by=carer.id, now=clock.now()),
            programme="depression",
            mode=mode,
            language="fr",
            indication=actions.Indication("Épisode léger.", answers),
        )

    for mode in ("alone", "guided"):
        with pytest.raises(actions.NeedsAPerson, match="danger"):
            admit(mode)
    looks_at(source, person, carer)
    admit("guided")
    assert page_of(person) == "step"


def test_leaving_and_starting_again_ends_no_hold() -> None:
    client, person = started()
    source = says(client, person, PLAN)
    assert page_of(person) == "hold"
    place = queries.current_place(record(person))
    assert place is not None
    author = actions.Author(patient=record(person), by=person.id, now=clock.now())
    actions.leave(author=author, enrolment=place.enrolment)
    starts(client)
    assert page_of(person) == ""
    with pytest.raises(actions.NeedsAPerson, match="danger"):
        actions.start_again(author=author, place=place)
    looks_at(source, person, psychologist())
    starts(client)
    assert page_of(person) == "step"


def test_leaving_and_coming_back_ends_no_hold_and_sees_what_was_answered_meanwhile() -> None:
    client, person = started()
    place = queries.current_place(record(person))
    assert place is not None
    author = actions.Author(patient=record(person), by=person.id, now=clock.now())
    actions.leave(author=author, enrolment=place.enrolment)
    source = says(client, person, PLAN)
    actions.resume(author=author, enrolment=place.enrolment)
    assert page_of(person) == "hold"
    looks_at(source, person, psychologist())
    assert page_of(person) == "step"


def test_a_start_written_past_these_pages_begins_held_and_is_rebuilt_to_the_same() -> None:
    """Simulated lives and later releases append entries themselves: the engine holds all the same."""
    publish()
    client, person = signed_in()
    says(client, person, PLAN)
    _write_a_start(person)
    assert page_of(person) == "hold"
    assert not journal.rebuild(record(person))
    assert page_of(person) == "hold"


def _write_a_start(person: Person) -> None:
    edition = library.current("depression")
    entry = Enrolled(enrolment=uuid4(), programme="depression", graph=edition.graph, mode="alone", language="fr")
    journal.append(record(person), entry, by=person.id, now=clock.now())


def test_find_my_way_remembers_a_danger_told_before_it_began() -> None:
    publish_orientation()
    client, person = signed_in()
    says(client, person, PLAN)
    client.post("/find-my-way/start/", {"id": str(uuid4())})
    oriented = queries.orientation(record(person))
    assert oriented is not None
    plan = oriented.place.plan(clock.now())
    assert (plan.page, plan.outcome) == ("hold", "help-now")


def test_many_weeks_of_the_same_answer_cost_no_more_than_one() -> None:
    publish()
    client, person = signed_in()
    for week in range(6):
        with time_machine.travel(clock.now() + timedelta(days=7 * week), tick=False):
            client, _same = signed_in(person)
            says(client, person, PASSIVE)
    _write_a_start(person)
    row = OpenDanger.objects.get(patient_id=record(person))
    assert len(crypto.open_as(record(person), row.dangers, list[Kept], purpose=queries.DANGERS)) == 2


def test_without_a_danger_nothing_changes() -> None:
    publish()
    client, person = signed_in()
    client.post("/measures/phq-9/", phq9(*MILD))
    assert queries.start_facts(record(person), now=clock.now())["danger_unreviewed"] is False
    starts(client)
    assert page_of(person) == "step"
