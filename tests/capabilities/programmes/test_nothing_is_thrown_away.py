"""Whatever form comes twice with other words, or too late, is answered with a sentence and with those words."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest

from accalmie.core.entries import EnrolmentPaused, Entry, OtherWayAsked, StepDeclined
from accalmie.foundation import clock, journal
from accalmie.foundation.people.models import Person
from tests.client import StrictClient
from tests.factories.journeys import started

pytestmark = pytest.mark.django_db(databases=["default", "keys"])

STEP = "/programme/step/the-circle/welcome/"
FIRST = "/programme/step/the-circle/what-is-known/"
PRACTICE = "/programme/practice/the-circle/circle-practice/"
TODAY = clock.now().date().isoformat()
TWICE = {
    PRACTICE: ({"done": "yes", "day": TODAY, "words": "Un tour."}, {"words": "Deux tours."}),
    "/programme/module/the-circle/rate/": ({"helped": "3", "worse": "no", "words": "Utile."}, {"words": "Pas tant."}),
    f"{FIRST}decline/": ({"words": "Pas ce soir."}, {"words": "Demain matin."}),
    "/programme/pace/": ({"what": "pause"}, {"what": "pace", "pace": "2"}),
    "/programme/module/the-circle/short/": ({"short": "yes"}, {"short": "no"}),
    "/mood/": ({"mood": "3", "words": "Fatigue."}, {"mood": "9", "words": "Un café dehors."}),
    "/exercises/new/activity-plan/": ({"activity": "Marcher."}, {"activity": "Nager un peu."}),
    "/measures/gad-7/": ({f"gad-7-{n}": "1" for n in range(1, 8)}, {"gad-7-1": "3"}),
}


@pytest.fixture
def samira() -> tuple[StrictClient, Person]:
    return started()


def kept(person: Person, *kinds: type[Entry]) -> list[Entry]:
    return [one.value for one in journal.entries(person.patient_id, kinds)]


@pytest.mark.parametrize("address", TWICE)
def test_a_form_sent_twice_with_other_answers_keeps_the_first_and_shows_the_second(
    samira: tuple[StrictClient, Person], address: str
) -> None:
    client, person = samira
    first, other = TWICE[address]
    form = {"id": str(uuid4())} | first
    assert client.post(address, form).status_code == 302
    entries = len(kept(person))
    page = client.post(address, form | other)
    assert page.status_code == 409
    assert all(words in page.content.decode() for words in other.values() if words.endswith("."))
    assert len(kept(person)) == entries


def test_the_second_words_are_given_back_in_the_form_itself(samira: tuple[StrictClient, Person]) -> None:
    client, _person = samira
    page = client.get("/mood/").content.decode()
    owner = re.search(r'name="_of" value="([^"]+)"', page)
    assert owner is not None
    form = {"id": str(uuid4()), "_of": owner[1], "mood": "3", "words": "fatigue"}
    client.post("/mood/", form)
    refused = client.post("/mood/", form | {"mood": "9", "words": "un café dehors"}).content.decode()
    again = re.search(r'href="(/mood/\?kept=[^"]+)"', refused)
    assert again is not None
    filled = client.get(again[1]).content.decode()
    assert "un café dehors" in filled
    assert re.search(r'value="9"[^>]*checked', filled)
    new_id = re.search(r'name="id" value="([^"]+)"', filled)
    assert new_id is not None
    assert new_id[1] != form["id"]


def test_somebody_else_is_given_nothing_back(samira: tuple[StrictClient, Person]) -> None:
    client, _person = samira
    form = {"id": str(uuid4()), "_of": "forged", "mood": "3", "words": "fatigue"}
    client.post("/mood/", form)
    assert "kept=" not in client.post("/mood/", form | {"mood": "9"}).content.decode()


def test_another_exercise_and_then_a_person_are_both_asked_for(samira: tuple[StrictClient, Person]) -> None:
    client, person = samira
    form = {"id": str(uuid4()), "wish": "exercise", "words": ""}
    client.post(f"{STEP}other-way/", form)
    assert client.post(f"{STEP}other-way/", form | {"wish": "person"}).status_code == 200
    assert [one.wish for one in kept(person, OtherWayAsked)] == ["exercise", "person"]


def test_the_forms_of_one_page_are_told_apart(samira: tuple[StrictClient, Person]) -> None:
    client, person = samira
    page = client.get("/programme/pace/").content.decode()
    ids = re.findall(r'name="id" value="([^"]+)"', page)
    assert len(ids) == len(set(ids)) > 2
    client.post("/programme/pace/", {"id": ids[1], "what": "pace", "pace": "2"})
    client.post("/programme/pace/", {"id": ids[0], "what": "pause"})
    assert len(kept(person, EnrolmentPaused)) == 1


def test_words_for_a_step_that_is_gone_are_on_the_page_that_says_so(samira: tuple[StrictClient, Person]) -> None:
    client, _person = samira
    page = client.post("/programme/step/the-circle/taken-out-since/", {"words": "Trois pages, un soir."})
    assert page.status_code == 404
    assert "Trois pages, un soir." in page.content.decode()


def test_a_long_reason_for_leaving_a_step_aside_is_kept_whole(samira: tuple[StrictClient, Person]) -> None:
    client, person = samira
    words = "Je raconte. " * 300
    client.post(f"{FIRST}decline/", {"id": str(uuid4()), "words": words})
    (declined,) = kept(person, StepDeclined)
    assert isinstance(declined, StepDeclined)
    assert declined.words == words


LATER = "/programme/step/keep-going/your-letter/"


def test_a_step_that_comes_later_stays_closed_and_says_so(samira: tuple[StrictClient, Person]) -> None:
    client, person = samira
    page = client.get(LATER)
    assert page.status_code == 409
    assert "n’est pas encore ouverte" in page.content.decode()
    entries = len(kept(person))
    sent = client.post(LATER, {"id": str(uuid4()), "letter": "Cher moi, tiens bon."})
    assert sent.status_code == 409
    assert "Cher moi, tiens bon." in sent.content.decode()
    assert client.post(f"{LATER}decline/", {"id": str(uuid4())}).status_code == 409
    assert len(kept(person)) == entries


def test_a_step_that_was_done_opens_again(samira: tuple[StrictClient, Person]) -> None:
    client, _person = samira
    first = client.get("/go-on/").headers["Location"]
    client.post(first, {"id": str(uuid4())})
    assert client.get(first).status_code == 200
