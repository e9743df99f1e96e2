"""A person starts a programme, follows it step by step, and loses nothing on the way."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from msgspec.structs import replace

from accalmie.capabilities.programmes import actions, library, queries
from accalmie.core.entries import StepRef
from accalmie.foundation import clock, journal
from tests.factories.journeys import MILD, next_form, no_to_all, phq9, publish, signed_in, started
from tests.factories.people import psychologist

pytestmark = [
    pytest.mark.django_db(databases=["default", "keys"], transaction=True),
    pytest.mark.database,
    pytest.mark.same_on_both,
]


def test_mild_symptoms_and_no_worry_open_the_programme_alone() -> None:
    client, person = started()
    place = queries.current_place(person.patient_id)
    assert place is not None
    assert place.progress.mode == "alone"
    assert place.plan(clock.now()).step == "what-is-known"
    page = client.get("/today/")
    assert "Ce que l’on sait" in page.content.decode()


def test_severe_symptoms_lead_to_a_person_and_not_to_a_closed_door() -> None:
    publish()
    client, person = signed_in()
    client.post("/measures/phq-9/", phq9(3, 3, 3, 3, 3, 3, 3, 0, 0))
    page = client.post("/programmes/depression/start/", no_to_all())
    assert queries.current_place(person.patient_id) is None
    assert "3114" in page.content.decode()


def test_a_yes_before_the_start_leads_to_a_person() -> None:
    publish()
    client, person = signed_in()
    client.post("/measures/phq-9/", phq9(*MILD))
    client.post("/programmes/depression/start/", no_to_all() | {"mania": "yes"})
    assert queries.current_place(person.patient_id) is None


def test_a_question_left_open_before_the_start_is_asked_again_with_the_answers_kept() -> None:
    publish()
    client, _person = signed_in()
    client.post("/measures/phq-9/", phq9(*MILD))
    answers = no_to_all()
    del answers["mania"]
    page = client.post("/programmes/depression/start/", answers)
    assert page.status_code == 422
    assert page.content.decode().count("checked") == len(answers) - 1


def test_a_step_read_leads_to_the_next_one() -> None:
    client, _person = started()
    first = next_form(client)
    assert first.request["PATH_INFO"] == "/programme/step/the-circle/what-is-known/"
    second = client.post(first.request["PATH_INFO"], {"id": str(uuid4())}, follow=True)
    assert second.request["PATH_INFO"] == "/programme/step/the-circle/welcome/"


def test_a_step_may_be_left_aside_and_the_journal_says_so() -> None:
    client, person = started()
    client.post("/programme/step/the-circle/what-is-known/decline/", {"id": str(uuid4())})
    kinds = [recorded.value.kind() for recorded in journal.entries(person.patient_id)]
    assert kinds[-1] == "StepDeclined"
    assert next_form(client).request["PATH_INFO"] == "/programme/step/the-circle/welcome/"


def test_a_form_sent_twice_is_kept_once() -> None:
    client, person = started()
    form = {"id": str(uuid4())}
    for _ in range(2):
        client.post("/programme/step/the-circle/what-is-known/", form)
    kinds = [recorded.value.kind() for recorded in journal.entries(person.patient_id)]
    assert kinds.count("StepCompleted") == 1


def test_the_same_form_with_other_words_says_so_and_shows_them() -> None:
    client, _person = started()
    form = {
        "id": str(uuid4()),
        "done": "yes",
        "day": clock.now().date().isoformat(),
        "words": "un tour du pâté de maisons",
    }
    address = "/programme/practice/the-circle/circle-practice/"
    client.post(address, form)
    page = client.post(address, form | {"words": "deux tours"})
    assert page.status_code == 409
    assert "deux tours" in page.content.decode()


def test_a_day_to_come_is_refused_and_the_words_stay() -> None:
    client, _person = started()
    tomorrow = (clock.now() + timedelta(days=2)).date().isoformat()
    page = client.post(
        "/programme/practice/the-circle/circle-practice/",
        {"id": str(uuid4()), "done": "yes", "day": tomorrow, "words": "gardez-moi"},
    )
    assert page.status_code == 422
    assert "gardez-moi" in page.content.decode()


def test_an_unknown_step_is_not_found() -> None:
    client, _person = started()
    assert client.get("/programme/step/the-circle/no-such-step/").status_code == 404


def test_a_paused_programme_asks_nothing_and_keeps_its_place() -> None:
    client, _person = started()
    client.post("/programme/pace/", {"id": str(uuid4()), "what": "pause", "until": ""})
    assert "en pause" in client.get("/today/").content.decode()
    client.post("/programme/pace/", {"id": str(uuid4()), "what": "resume"})
    assert "Ce que l’on sait" in client.get("/today/").content.decode()


def test_who_stops_finds_their_place_again_in_one_touch() -> None:
    client, person = started()
    client.post("/programme/step/the-circle/what-is-known/", {"id": str(uuid4())})
    client.post("/programme/pace/", {"id": str(uuid4()), "what": "leave"})
    assert queries.current_place(person.patient_id) is None
    client.post("/programme/come-back/", {"id": str(uuid4())})
    place = queries.current_place(person.patient_id)
    assert place is not None
    assert place.plan(clock.now()).step == "welcome"


def test_after_a_long_gap_a_short_step_comes_first() -> None:
    client, _person = started()
    client.post("/programme/step/the-circle/what-is-known/", {"id": str(uuid4())})
    with time_machine.travel(clock.now() + timedelta(days=24), tick=False):
        client, _same = signed_in(_person)
        assert "/welcome-back/" in next_form(client).request["PATH_INFO"]


def test_what_a_professional_answers_is_read_where_the_person_wrote() -> None:
    client, person = started()
    place = queries.current_place(person.patient_id)
    assert place is not None
    at = StepRef(enrolment=place.enrolment, module="the-circle", step="what-is-known")
    author = actions.Author(patient=person.patient_id, by=psychologist().id, now=clock.now())
    actions.review_step(author=author, at=at, words="Je vous ai lue avec attention.")
    assert "Je vous ai lue" in client.get("/programme/step/the-circle/what-is-known/").content.decode()


def test_a_wording_revision_reaches_those_who_are_on_their_way() -> None:
    _client, person = started()
    edition = library.current("depression")
    step = edition.programme.steps["welcome"]
    wording = {name: replace(one, title="Un titre plus clair") for name, one in step.wording.items()}
    steps = {**edition.programme.steps, "welcome": replace(step, wording=wording)}
    revised = replace(edition.programme, steps=steps)
    assert library.publish(revised, now=clock.now()).graph == edition.graph
    place = queries.current_place(person.patient_id)
    assert place is not None
    assert place.programme.steps["welcome"].wording["fr"].title == "Un titre plus clair"
