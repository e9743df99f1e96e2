"""Ways out of a step that does not help, and ways to go slower, later or to stop: each is kept, none closes a door."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.utils import timezone

from accalmie.capabilities.programmes import actions, library, pages, queries
from accalmie.core import entries as e
from accalmie.foundation import clock, journal
from accalmie.foundation.access.actions import begin_care
from accalmie.foundation.people.models import Person
from tests.client import StrictClient
from tests.factories.journeys import next_form, signed_in, started
from tests.factories.people import psychologist
from tests.factories.programmes import programme as a_programme

pytestmark = pytest.mark.django_db(databases=["default", "keys"])

STEP = "/programme/step/the-circle/what-is-known/"
PACE = "/programme/pace/"
PRACTICE = "/programme/practice/the-circle/circle-practice/"


@pytest.fixture
def samira() -> tuple[StrictClient, Person]:
    return started()


def sent(**words: str) -> dict[str, str]:
    return {"id": str(uuid4()), **words}


def last(person: Person) -> e.Entry:
    return list(journal.entries(person.patient_id))[-1].value


def place_of(person: Person) -> queries.Place:
    place = queries.last_place(person.patient_id)
    assert place is not None
    return place


def test_a_wish_for_another_exercise_leads_to_the_exercises_and_is_kept(samira: tuple[StrictClient, Person]) -> None:
    client, person = samira
    answer = client.post(f"{STEP}other-way/", sent(wish="exercise", words="trop de texte"))
    assert answer.headers["Location"] == "/exercises/new/"
    wish = last(person)
    assert isinstance(wish, e.OtherWayAsked)
    assert (wish.wish, wish.words, wish.at.step) == ("exercise", "trop de texte", "what-is-known")


def test_a_wish_for_somebody_names_the_professional_who_will_see_it(samira: tuple[StrictClient, Person]) -> None:
    client, person = samira
    assert person.patient_id is not None
    begin_care(patient=person.patient_id, professional=psychologist("Claire Morel"), now=clock.now())
    page = client.post(f"{STEP}other-way/", sent(wish="person"))
    assert page.status_code == 200
    assert "Claire Morel" in page.content.decode()


LOOK_BACKS = """
    module | opens    | step  | kind
    first  | at start | one   | choice: done, upset
           |          | two   | choice: done, upset
           |          | three | choice: done, upset
"""


def followed(*answers: str) -> tuple[list[str], Person]:
    """Somebody alone on three look-backs who answers so; the pages that follow each answer, "" for the next step."""
    edition = library.publish(a_programme(LOOK_BACKS), now=clock.now())
    client, person = signed_in()
    assert person.patient_id is not None
    enrolment = uuid4()
    begun = e.Enrolled(
        enrolment=enrolment, programme=edition.programme.id, graph=edition.graph, mode="alone", language="fr"
    )
    journal.append(person.patient_id, begun, by=person.id, now=clock.now())
    steps = zip(("one", "two", "three"), answers, strict=False)
    sends = (client.post(f"/programme/step/first/{step}/", sent(choice=answer)) for step, answer in steps)
    return [page.content.decode() for page in sends], person


def test_it_hurt_me_twice_in_a_row_asks_for_somebody_and_the_person_reads_so() -> None:
    pages_after, person = followed("upset", "upset")
    assert pages_after[0] == "", "the first time the page for it follows"
    assert "deux fois de suite" in pages_after[1]
    wish = last(person)
    assert isinstance(wish, e.OtherWayAsked)
    assert (wish.wish, wish.at.step) == ("person", "two")


def test_it_hurt_me_with_a_better_week_between_asks_for_nobody_by_itself() -> None:
    pages_after, person = followed("upset", "done", "upset")
    assert pages_after == ["", "", ""]
    assert not [one for one in journal.entries(person.patient_id) if isinstance(one.value, e.OtherWayAsked)]


@pytest.mark.parametrize("wish", ["", "nothing", "PERSON"])
def test_without_a_choice_the_question_is_asked_again_with_the_words(
    samira: tuple[StrictClient, Person], wish: str
) -> None:
    client, person = samira
    before = len(list(journal.entries(person.patient_id)))
    page = client.post(f"{STEP}other-way/", sent(wish=wish, words="gardez ces mots"))
    assert page.status_code == 422
    assert "gardez ces mots" in page.content.decode()
    assert len(list(journal.entries(person.patient_id))) == before


def test_a_wish_about_a_step_that_does_not_exist_is_not_found(samira: tuple[StrictClient, Person]) -> None:
    assert samira[0].post("/programme/step/the-circle/no-such/other-way/", sent(wish="person")).status_code == 404


def test_a_pause_until_a_day_asks_nothing_until_that_day(samira: tuple[StrictClient, Person]) -> None:
    client, person = samira
    until = timezone.localtime(clock.now()).date() + timedelta(days=10)
    client.post(PACE, sent(what="pause", until=until.isoformat()))
    place = place_of(person)
    assert place.plan(clock.now() + timedelta(days=1)).page == "paused"
    assert place.plan(clock.now() + timedelta(days=11)).page != "paused"


@pytest.mark.parametrize("days", [-400, -1])
def test_a_pause_until_a_day_gone_by_is_refused_with_a_sentence(samira: tuple[StrictClient, Person], days: int) -> None:
    client, person = samira
    day = clock.now().date() + timedelta(days=days)
    page = client.post(PACE, sent(what="pause", until=day.isoformat()))
    assert page.status_code == 422
    assert "Choisissez un jour à venir" in page.content.decode()
    assert place_of(person).plan(clock.now()).page == "step"


def test_just_after_midnight_in_paris_today_is_not_a_day_to_come(samira: tuple[StrictClient, Person]) -> None:
    late = (clock.now() + timedelta(days=1)).replace(hour=23, minute=30)
    with time_machine.travel(late, tick=False):
        client, _ = signed_in(samira[1])
        paris = late.astimezone(ZoneInfo("Europe/Paris")).date()
        page = client.post(PACE, sent(what="pause", until=paris.isoformat()))
    assert paris > late.date()
    assert page.status_code == 422


@pytest.mark.parametrize(("pace", "factor"), [("0.5", 0.5), ("1", 1.0), ("1.5", 1.5), ("2", 2.0)])
def test_a_pace_of_ones_own_is_kept(samira: tuple[StrictClient, Person], pace: str, factor: float) -> None:
    client, person = samira
    answer = client.post(PACE, sent(what="pace", pace=pace))
    assert answer.headers["Location"] == f"{PACE}?noted=yes"
    assert place_of(person).progress.time_factor == factor
    assert pages.pace_of(place_of(person)) == pace


@pytest.mark.parametrize(("asked", "kept"), [(100.0, 3.0), (0.001, 0.5), (2.0, 2.0)])
def test_no_pace_is_slower_than_three_times_or_faster_than_half(
    samira: tuple[StrictClient, Person], asked: float, kept: float
) -> None:
    person = samira[1]
    assert person.patient_id is not None
    author = actions.Author(patient=person.patient_id, by=person.id, now=clock.now())
    actions.change_pace(author=author, enrolment=place_of(person).enrolment, time_factor=asked)
    assert place_of(person).progress.time_factor == kept


@pytest.mark.parametrize("what", [{"what": "pace", "pace": ""}, {"what": "pace", "pace": "17"}, {"what": "fly"}, {}])
def test_a_form_of_pace_that_says_nothing_changes_nothing(
    samira: tuple[StrictClient, Person], what: dict[str, str]
) -> None:
    client, person = samira
    before = len(list(journal.entries(person.patient_id)))
    assert client.post(PACE, sent(**what)).status_code == 422
    assert len(list(journal.entries(person.patient_id))) == before


def test_the_short_version_is_chosen_and_taken_back(samira: tuple[StrictClient, Person]) -> None:
    client, person = samira
    address = "/programme/module/the-circle/short/"
    client.post(address, sent(short="yes"))
    assert place_of(person).progress.short == {"the-circle": True}
    assert place_of(person).plan(clock.now()).step == "first-small-action"
    client.post(address, sent(short="no"))
    assert place_of(person).plan(clock.now()).step == "what-is-known"


def test_a_rating_left_empty_is_an_answer(samira: tuple[StrictClient, Person]) -> None:
    client, person = samira
    client.post("/programme/module/the-circle/rate/", sent(helped="", worse=""))
    rated = last(person)
    assert isinstance(rated, e.ModuleRated)
    assert (rated.helped, rated.worse) == (None, None)


@pytest.mark.parametrize(
    ("helped", "worse", "kept"), [("0", "yes", (0, True)), ("4", "no", (4, False)), ("2", "", (2, None))]
)
def test_whether_it_helped_and_whether_it_made_something_worse_are_kept(
    samira: tuple[StrictClient, Person], helped: str, worse: str, kept: tuple[int, bool | None]
) -> None:
    client, person = samira
    client.post("/programme/module/the-circle/rate/", sent(helped=helped, worse=worse, words="un peu remué"))
    rated = last(person)
    assert isinstance(rated, e.ModuleRated)
    assert (rated.helped, rated.worse, rated.words) == (*kept, "un peu remué")


@pytest.mark.parametrize("wrong", [{"helped": "9"}, {"worse": "perhaps"}, {"words": "x" * 20_001}])
def test_a_rating_off_the_scale_is_refused(samira: tuple[StrictClient, Person], wrong: dict[str, str]) -> None:
    client, person = samira
    before = len(list(journal.entries(person.patient_id)))
    assert client.post("/programme/module/the-circle/rate/", sent(**wrong)).status_code == 422
    assert len(list(journal.entries(person.patient_id))) == before


def test_a_module_that_does_not_exist_cannot_be_rated(samira: tuple[StrictClient, Person]) -> None:
    assert samira[0].get("/programme/module/no-such/rate/").status_code == 404


@pytest.mark.parametrize(("days", "status"), [(0, 302), (13, 302), (20, 422), (-2, 422)])
def test_a_day_of_practice_is_noted_up_to_two_weeks_back(
    samira: tuple[StrictClient, Person], days: int, status: int
) -> None:
    day = timezone.localtime(clock.now()).date() - timedelta(days=days)
    answer = samira[0].post(PRACTICE, sent(done="no", day=day.isoformat(), words=""))
    assert answer.status_code == status


def test_only_a_practice_has_a_page_of_practice(samira: tuple[StrictClient, Person]) -> None:
    assert samira[0].get("/programme/practice/the-circle/welcome/").status_code == 404


def test_a_day_not_done_is_kept_as_such_and_reproached_nowhere(samira: tuple[StrictClient, Person]) -> None:
    client, person = samira
    today = timezone.localtime(clock.now()).date()
    page = client.post(PRACTICE, sent(done="no", day=today.isoformat()), follow=True).content.decode()
    noted = last(person)
    assert isinstance(noted, e.PracticeNoted)
    assert not noted.done
    assert "manqué" not in page


def test_who_never_started_is_led_to_the_programmes() -> None:
    client, _person = signed_in()
    assert client.get("/programme/").headers["Location"] == "/programmes/"
    for address in (STEP, PACE, f"{STEP}other-way/", "/programme/module/the-circle/rate/"):
        assert client.get(address).status_code == 404, address


def test_the_map_shows_what_is_done_what_is_next_and_only_names_what_is_ahead(
    samira: tuple[StrictClient, Person],
) -> None:
    client, person = samira
    client.post(STEP, sent())
    shown = pages.map_page(place_of(person), "fr", clock.now())
    first, second = shown.modules[:2]
    assert (first.state, second.state) == ("current", "ahead")
    assert [line.state for line in first.steps[:3]] == ["done", "current", "ahead"]
    assert second.steps == ()
    assert (shown.finished, shown.total, shown.is_over) == (0, 8, False)


def test_a_step_behind_the_person_opens_again_and_says_so(samira: tuple[StrictClient, Person]) -> None:
    client, _person = samira
    client.post(STEP, sent())
    assert client.get(STEP).status_code == 200
    assert next_form(client).request["PATH_INFO"] != STEP
