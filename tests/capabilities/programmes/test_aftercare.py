"""After the programme, and alone without getting better: what the person meets, and what their professional sees."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine

from accalmie.capabilities.programmes import queries
from accalmie.core.entries import ConsentGiven, ConsentWithdrawn
from accalmie.foundation import clock, journal
from accalmie.foundation.access.actions import begin_care
from accalmie.foundation.people.models import Person
from accalmie.oversight.caseload import queries as desk
from accalmie.oversight.caseload.pages import case_lines
from accalmie.oversight.caseload.triage import Group
from accalmie.site.authors.folder import world
from accalmie.site.demo.cast import DemoPatient
from accalmie.site.demo.histories import history, written_people
from tests.client import StrictClient
from tests.factories.journeys import all_at, next_form, no_to_all, phq9, publish, signed_in, started
from tests.factories.people import patient_person, psychologist

pytestmark = [
    pytest.mark.django_db(databases=["default", "keys"], transaction=True),
    pytest.mark.database,
    pytest.mark.same_on_both,
]

HEAVY = (2, 2, 2, 2, 2, 2, 1, 1, 0)
DAY = timedelta(days=1)


@pytest.fixture
def finished() -> Person:
    """Somebody who wrote their letter a few days ago, alone."""
    publish()
    person = patient_person("Yannick")
    lives = DemoPatient(name="yannick", called="Yannick", sees="", lives="yannick", days=60)
    drafts = history(lives, written_people()["yannick"], world(), now=clock.now(), own=person.id, professional=None)
    journal.append_many(person.patient_id, drafts, now=clock.now())
    return person


def place_of(person: Person) -> queries.Place:
    place = queries.current_place(person.patient_id)
    assert place is not None
    return place


def later(person: Person, days: float) -> tuple[Any, Any]:
    """A moment after the end of the programme."""
    opens = place_of(person).plan(clock.now()).opens_at
    assert opens is not None
    return time_machine.travel(opens + (days - 30) * DAY + timedelta(hours=1), tick=False), opens


def answer_scores(client: StrictClient, module: str, answers: tuple[int, ...]) -> Any:
    form = phq9(*answers) | all_at("gad-7", 1)
    return client.post(f"/programme/step/{module}/after-score/", form, follow=True)


def read(page: Any) -> str:
    return str(page.content.decode())


def test_the_end_is_said_and_the_next_page_named_without_asking_for_anything(finished: Person) -> None:
    client, _ = signed_in(finished)
    today = read(client.get("/today/"))
    assert "Vous êtes allé·e au bout" in today or "bout" in today
    assert "Une page courte s’ouvre le" in today
    assert "Recommencer depuis le début" in today or "/programme/come-back/" in today
    assert place_of(finished).plan(clock.now()).page == "done"


def test_the_map_shows_the_days_of_the_three_boosters_and_counts_none_of_them(finished: Person) -> None:
    client, _ = signed_in(finished)
    page = read(client.get("/programme/"))
    assert page.index("Après le programme") < page.index("Un mois après") < page.index("Six mois après")
    assert page.count("À partir du") == 3
    assert "8 sur 8" in page


def test_a_sign_that_is_back_brings_their_own_words_a_person_and_the_way_back(finished: Person) -> None:
    travel, _ = later(finished, 90)
    words = place_of(finished).progress.words
    with travel:
        client, _ = signed_in(finished)
        assert "Trois mois après" in read(client.get("/today/"))
        assert "/three-months-on/after-score/" in next_form(client).request["PATH_INFO"]
        sign = answer_scores(client, "three-months-on", HEAVY)
        assert words["early_sign"] in read(sign)
        path = "/programme/step/three-months-on/sign-at-three-months/"
        back = client.post(path, {"id": str(uuid4()), "choice": "yes"}, follow=True)
        said = read(back)
        assert "/sign-is-back/" in back.request["PATH_INFO"]
        assert words["first_help"] in said
        assert words["helping_person"] in said
        assert words["what_helped"][:20] in said
        assert "au moins 6 points depuis la fin" in said
        assert "Je voudrais parler à quelqu’un" in said
        assert "Recommencer le programme" in said


def test_nobody_is_late_in_after_care_and_a_later_booster_takes_the_place_of_an_earlier_one(finished: Person) -> None:
    travel, _ = later(finished, 200)
    with travel:
        client, _ = signed_in(finished)
        today = read(client.get("/today/"))
        assert "Six mois après" in today
        assert "Rien n’est en retard" in today
        plan = place_of(finished).plan(clock.now())
        assert (plan.page, plan.module) == ("step", "six-months-on")
        assert not desk_case(finished).along.is_drifting
        assert "Passé sans vous" in read(client.get("/programme/"))


def desk_case(person: Person) -> Any:
    """The person's row in the list of a professional who has just been chosen."""
    claire = psychologist()
    begin_care(patient=person.patient_id, professional=claire, now=clock.now())
    (case,) = desk.caseload(claire, now=clock.now())
    return case


def test_the_list_says_which_booster_comes_and_when(finished: Person) -> None:
    case = desk_case(finished)
    (line,) = case_lines([case], "fr", clock.now())
    assert "après le programme, suivi 1 ouvre le" in " · ".join(line.reasons)
    assert case.group is Group.STEADY


def test_to_begin_again_is_one_touch_and_the_questions_from_a_booster(finished: Person) -> None:
    travel, _ = later(finished, 30)
    before = place_of(finished).enrolment
    with travel:
        client, _ = signed_in(finished)
        answer_scores(client, "one-month-on", (1, 1, 1, 1, 1, 1, 1, 0, 0))
        answer = client.post("/programme/come-back/", {"id": str(uuid4())})
        assert answer.headers["Location"] == "/programmes/depression/"  # a month later, the questions are asked again
        client.post("/programmes/depression/start/", no_to_all())
        place = place_of(finished)
        assert place.enrolment != before
        assert place.plan(clock.now()).step == "what-is-known"


def alone_and_heavier() -> tuple[StrictClient, Person]:
    """Somebody alone whose PHQ-9 went from 7 to 14."""
    client, person = started()
    client.post("/programme/step/the-circle/what-is-known/", {"id": str(uuid4())})
    client.post("/measures/phq-9/", phq9(*HEAVY))
    return client, person


def test_worse_and_alone_is_said_with_an_offer_of_a_human_and_nothing_closes() -> None:
    client, person = alone_and_heavier()
    page = next_form(client)
    said = read(page)
    assert "/not-better/" in page.request["PATH_INFO"]
    assert "ce n’est pas votre faute" in said
    assert "au moins 6 points de plus" in said
    assert "Je voudrais parler à quelqu’un" in said
    asked = client.post(page.request["PATH_INFO"] + "other-way/", {"id": str(uuid4()), "wish": "person"})
    assert "personne ici ne reçoit votre demande" in read(asked) or "Mon soutien psy" in read(asked)
    client.post(page.request["PATH_INFO"], {"id": str(uuid4())})
    assert "/welcome/" in next_form(client).request["PATH_INFO"]
    assert place_of(person).progress.in_a_row == {"not-better": 1}


def test_it_is_said_again_at_the_next_measure_and_twice_in_a_row_prompts_an_agreed_call() -> None:
    client, person = alone_and_heavier()
    claire = psychologist()
    begin_care(patient=person.patient_id, professional=claire, now=clock.now())
    client.post("/programme/call/", {"call": "yes"})
    assert "Comme vous l’avez accepté" in read(next_form(client))
    (case,) = desk.caseload(claire, now=clock.now())
    assert not case.along.is_call_due
    client.post("/measures/phq-9/", phq9(*HEAVY))
    said = read(next_form(client))
    assert "au moins la deuxième fois de suite" in said
    assert "Vous aviez accepté un appel" in said
    (case,) = desk.caseload(claire, now=clock.now())
    (line,) = case_lines([case], "fr", clock.now())
    assert case.group is Group.WORSE
    assert "a accepté un appel" in " · ".join(line.reasons)


def test_a_refused_call_prompts_nothing_and_can_be_changed() -> None:
    client, person = alone_and_heavier()
    claire = psychologist()
    begin_care(patient=person.patient_id, professional=claire, now=clock.now())
    client.post("/programme/call/", {"call": "no"})
    client.post("/measures/phq-9/", phq9(*HEAVY))
    (case,) = desk.caseload(claire, now=clock.now())
    assert not case.along.is_call_due
    client.post("/programme/call/", {"call": "yes"})
    client.post("/programme/call/", {"call": "yes"})
    said = [one.value for one in journal.entries(person.patient_id, kinds=[ConsentGiven, ConsentWithdrawn])]
    calls = [type(one) for one in said if one.purpose == "call-when-worse"]
    assert calls == [ConsentWithdrawn, ConsentGiven]


def test_the_question_about_a_call_needs_an_answer_and_says_who_would_call() -> None:
    client, person = started()
    assert "personne n’appellerait" in read(client.get("/programme/call/"))
    begin_care(patient=person.patient_id, professional=psychologist(), now=clock.now())
    assert "Claire Morel le verrait" in read(client.get("/programme/call/"))
    assert client.post("/programme/call/", {}).status_code == 422
    assert "/programme/call/" in read(client.get("/programme/pace/"))


def test_what_the_site_keeps_of_it_is_rebuilt_the_same(finished: Person) -> None:
    before = queries.along([finished.patient_id], clock.now())
    journal.rebuild(finished.patient_id)
    assert queries.along([finished.patient_id], clock.now()) == before
