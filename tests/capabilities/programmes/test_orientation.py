"""*M'orienter*: ten minutes of questions lead somewhere, say why, and may be led elsewhere."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
import time_machine
from django.conf import LazySettings

from accalmie.capabilities.programmes import actions, queries
from accalmie.core.entries import (
    Enrolled,
    EnrolmentEnded,
    Entry,
    OrientationChanged,
    OrientationReached,
    StartQuestionsAnswered,
)
from accalmie.foundation import clock, journal
from accalmie.foundation.access.actions import begin_care
from accalmie.foundation.people.models import Person
from tests.client import StrictClient
from tests.factories.journeys import all_at, orientation, phq9, publish_orientation, signed_in, started
from tests.factories.people import psychologist
from tests.factories.readiness import a_closed_site
from tests.factories.ways import NO, answer, form, walk

pytestmark = [
    pytest.mark.django_db(databases=["default", "keys"], transaction=True),
    pytest.mark.database,
    pytest.mark.same_on_both,
]

WAY, RESULT = "/find-my-way/", "/find-my-way/result/"


def begun() -> tuple[StrictClient, Person]:
    publish_orientation()
    client, person = signed_in()
    client.post("/find-my-way/start/", form())
    return client, person


def record(person: Person) -> UUID:
    assert person.patient_id is not None
    return person.patient_id


def text(client: StrictClient, path: str) -> str:
    return str(client.get(path, follow=True).content.decode())


def entries(person: Person, kind: type[Entry]) -> list[Entry]:
    return [one.value for one in journal.entries(record(person)) if isinstance(one.value, kind)]


def outcome(person: Person) -> str:
    (reached,) = entries(person, OrientationReached)
    assert isinstance(reached, OrientationReached)
    return reached.outcome


@pytest.mark.parametrize(
    ("said", "led_to"),
    [
        ({}, "programme-alone"),
        ({"wish": "guided"}, "programme-by-choice"),
        ({"total": 12}, "programme-after-contact"),
        ({"total": 17}, "programme-guided"),
        ({"total": 22}, "doctor-first"),
        ({"total": 3}, "tools"),
        ({"trouble": "sleep"}, "sleep-alone"),
        ({"trouble": "sleep", "wish": "guided"}, "sleep-guided"),
        ({"second": "sleep"}, "mood-sleep-alone"),
        ({"trouble": "sleep", "second": "mood", "total": 12}, "mood-sleep-guided"),
        ({"second": "worry"}, "mood-worry-alone"),
        ({"trouble": "worry", "second": "sleep"}, "worry-sleep-alone"),
        ({"trouble": "stress"}, "stress-alone"),
        ({"trouble": "worry"}, "worry-alone"),
        ({"second": "sleep", "total": 3}, "sleep-alone"),
        ({"second": "sleep", "total": 22}, "doctor-first"),
        ({"screening": {"violence": "yes"}}, "violence"),
        ({"screening": {"mania": "unsaid"}}, "doctor-for-these-signs"),
    ],
)
def test_each_way_of_answering_leads_where_the_clinical_rules_say(said: dict[str, object], led_to: str) -> None:
    client, person = begun()
    walk(client, **said)  # type: ignore[arg-type]
    page = text(client, WAY)
    assert outcome(person) == led_to
    led = next(one for one in orientation().leads_to if one.id == led_to)
    assert led.reason["fr"].split("\u00a0")[0].split("’")[0] in page


def test_two_troubles_lead_to_one_path_and_the_other_ways_stay_few() -> None:
    client, person = begun()
    walk(client, second="sleep")
    page = text(client, WAY)
    assert outcome(person) == "mood-sleep-alone"
    assert "un seul chemin" in page
    assert "/programmes/depression-insomnia/?mode=alone" in page
    assert "« Remettre du mouvement », par moi-même" in page.replace("\u00a0", " ")
    assert "Programme depression-anxiety" not in page, "other paths are found among the programmes"


def test_a_question_asked_in_the_same_words_is_filled_in_and_no_other() -> None:
    client, _person = begun()
    walk(client, second="sleep")
    text(client, WAY)
    page = text(client, "/programmes/depression-insomnia/?mode=alone")
    assert page.count('value="no" checked') == len(NO) - 1


def test_the_list_shows_what_joins_two_programmes_as_one_below_the_others() -> None:
    client, _person = begun()
    above, below = text(client, "/programmes/").split("Quand deux choses pèsent en même temps")
    assert "Programme insomnia" in above
    assert "Programme depression-insomnia" in below
    assert "Programme depression-insomnia" not in above


def test_one_question_stands_on_a_page_with_how_far_one_is_and_a_way_back() -> None:
    client, _person = begun()
    answer(client, "welcome", form())
    page = text(client, WAY)
    assert "Question 2 sur 9" in page
    assert "/find-my-way/step/welcome/" in page
    assert "last-two-weeks" not in page


def test_a_question_ahead_waits_for_its_turn_and_one_behind_may_be_answered_again() -> None:
    client, person = begun()
    assert client.get("/find-my-way/step/your-wish/").status_code == 302
    walk_to = {"welcome": form(), "where-it-hurts": form(choice="sleep")}
    for step, answers in walk_to.items():
        answer(client, step, answers)
    assert "checked" in text(client, "/find-my-way/step/where-it-hurts/")
    answer(client, "where-it-hurts", form(choice="mood"))
    oriented = queries.orientation(record(person))
    assert oriented is not None
    assert oriented.place.progress.choices["where-it-hurts"] == "mood"
    assert client.get("/find-my-way/step/no-such-step/").status_code == 404


def test_whoever_leaves_every_question_aside_is_led_to_somebody() -> None:
    client, person = begun()
    answer(client, "welcome", form())
    for step in list(orientation().steps):
        client.post(f"/find-my-way/step/{step}/decline/", form())
    while (page := client.get(WAY)).url != RESULT:  # type: ignore[attr-defined]
        client.post(f"{page.url}decline/", form())  # type: ignore[attr-defined]
    text(client, WAY)
    assert outcome(person) == "somebody"


def test_a_screening_left_half_empty_keeps_what_was_answered_and_says_what_is_missing() -> None:
    client, _person = begun()
    for step, answers in {
        "welcome": form(),
        "where-it-hurts": form(choice="mood"),
        "and-also": form(choice="nothing"),
        "last-two-weeks": phq9(*(0,) * 9),
        "worry-weeks": all_at("gad-7", 0),
        "daily-life": form(choice="some"),
        "care-now": form(choice="gp"),
    }.items():
        answer(client, step, answers)
    page = client.post("/find-my-way/step/before-starting/", form(violence="yes"))
    assert page.status_code == 422
    assert 'value="yes" checked' in page.content.decode()


def test_a_danger_answer_shows_help_within_the_step_and_never_a_programme() -> None:
    client, person = begun()
    for step, answers in {
        "welcome": form(),
        "where-it-hurts": form(choice="mood"),
        "and-also": form(choice="nothing"),
        "last-two-weeks": phq9(1, 1, 1, 1, 1, 1, 1, 0, 2),
    }.items():
        answer(client, step, answers)
    page = client.get(WAY, follow=True)
    assert page.redirect_chain[-1][0].startswith("/help/questions/"), page.redirect_chain
    graded = {"wish": "yes", "intent": "yes", "plan": "no", "means": "no", "past": "no", "done": "no"}
    client.post(page.redirect_chain[-1][0], graded | {"id": str(uuid4())})
    result = text(client, WAY)
    assert outcome(person) == "help-now"
    assert "3114" in result
    assert "/programmes/depression/" not in result.split("<main", 1)[1]
    assert not entries(person, EnrolmentEnded), "the questions wait"


def test_what_was_answered_fills_the_questions_before_the_start_and_nothing_is_asked_twice() -> None:
    client, person = begun()
    walk(client)
    page = text(client, RESULT)
    assert "/programmes/depression/?mode=alone" in page
    asking, writing = page.split('action="/find-my-way/change/"')[1].split("<textarea", 1)[:2]
    assert "le 3114 répond" in asking, "who reads is said before the first word"
    assert writing
    (kept,) = entries(person, StartQuestionsAnswered)
    assert isinstance(kept, StartQuestionsAnswered)
    assert (kept.reasons, set(kept.answers.values())) == ((), {"no"})
    start = text(client, "/programmes/depression/")
    assert start.count('value="no" checked') == len(NO)
    client.post("/programmes/depression/start/", form(**NO))
    place = queries.current_place(record(person))
    assert place is not None
    assert place.progress.programme == "depression"


def test_an_orientation_is_no_programme_that_somebody_follows() -> None:
    client, person = begun()
    assert queries.current_place(record(person)) is None
    assert queries.adherence(record(person)) == []
    today = text(client, "/today/")
    assert "/find-my-way/" in today
    assert "Module 1" not in today
    walk(client)
    text(client, WAY)
    assert "/find-my-way/" in text(client, "/today/")


def test_another_way_may_be_chosen_and_a_start_that_is_not_safe_still_meets_a_person() -> None:
    client, person = begun()
    walk(client, total=17)
    text(client, WAY)
    changed = client.post("/find-my-way/change/", form(outcome="programme-alone", words="Je préfère seul."))
    assert changed.status_code == 302
    (kept,) = entries(person, OrientationChanged)
    assert isinstance(kept, OrientationChanged)
    assert kept.outcome == "programme-alone"
    page = text(client, RESULT)
    assert "Je préfère seul." in page
    client.post("/programmes/depression/start/", form(**NO))
    assert queries.current_place(record(person)) is None


def test_a_way_that_is_not_offered_is_not_taken() -> None:
    client, person = begun()
    walk(client)
    text(client, WAY)
    assert client.post("/find-my-way/change/", form(outcome="help-now")).status_code == 422
    assert client.post("/find-my-way/change/", form()).status_code == 422
    assert not entries(person, OrientationChanged)
    author = actions.Author(patient=record(person), by=person.id, now=clock.now())
    with pytest.raises(actions.NoSuchOutcome):
        actions.change_orientation(author=author, outcome="no-such-outcome")


def test_where_it_led_is_journalled_once_however_often_it_is_looked_at() -> None:
    client, person = begun()
    walk(client)
    for _ in range(3):
        text(client, RESULT)
    assert outcome(person) == "programme-alone"
    assert len(entries(person, EnrolmentEnded)) == 1


def test_a_way_left_for_three_weeks_begins_anew() -> None:
    client, person = begun()
    answer(client, "welcome", form())
    with time_machine.travel(clock.now() + timedelta(days=21), tick=False):
        client, _ = signed_in(person)
        assert "/find-my-way/start/" in text(client, WAY)
        client.post("/find-my-way/start/", form())
        assert "Question 1 sur 9" in text(client, WAY)
    assert len(entries(person, Enrolled)) == 2


def test_it_may_be_done_beside_a_programme_which_stays_where_it_was() -> None:
    client, person = started()
    publish_orientation()
    before = queries.current_place(record(person))
    client.post("/find-my-way/start/", form())
    walk(client, total=12)
    text(client, WAY)
    after = queries.current_place(record(person))
    assert before is not None
    assert after is not None
    assert (after.enrolment, after.progress.steps) == (before.enrolment, before.progress.steps)


def test_a_professional_sees_where_it_led_and_may_change_it_in_words_that_the_person_reads() -> None:
    client, person = begun()
    walk(client, total=12, wish="talk")
    text(client, WAY)
    professional = psychologist()
    begin_care(patient=record(person), professional=professional, now=clock.now() - timedelta(days=1))
    desk, _ = signed_in(professional)
    page = text(desk, f"/desk/patients/{record(person)}/")
    assert "PHQ-9" in page
    assert "Parler d’abord à quelqu’un" in page
    changed = desk.post(
        f"/desk/patients/{record(person)}/orientation/",
        form(outcome="programme-guided", words="Nous en avons parlé hier : commençons ensemble."),
    )
    assert changed.status_code == 302
    seen = text(client, RESULT)
    assert "commençons ensemble" in seen
    assert "avec un professionnel" in seen


def test_a_stranger_changes_nothing() -> None:
    client, person = begun()
    walk(client)
    text(client, WAY)
    desk, _ = signed_in(psychologist())
    path = f"/desk/patients/{record(person)}/orientation/"
    assert desk.post(path, form(outcome="somebody", words="x")).status_code == 404


def test_the_projection_is_the_same_when_it_is_rebuilt() -> None:
    client, person = begun()
    walk(client, total=17)
    text(client, WAY)
    client.post("/find-my-way/change/", form(outcome="somebody", words="Plus tard."))
    before = queries.orientation(record(person))
    journal.rebuild(record(person))
    after = queries.orientation(record(person))
    assert before is not None
    assert after is not None
    assert (before.outcome, before.words, before.said, before.reached_at) == (
        after.outcome,
        after.words,
        after.said,
        after.reached_at,
    )


def test_a_site_whose_rules_nobody_signed_asks_nothing_and_says_who_answers(settings: LazySettings) -> None:
    publish_orientation()
    client, person = signed_in()
    a_closed_site(settings)
    assert "n’inscrit pas encore" in client.get(WAY).content.decode()
    client.post("/find-my-way/start/", form())
    assert queries.orientation(record(person)) is None


def test_before_the_questions_with_yes_and_no_it_is_said_who_reads_the_answers() -> None:
    client, _person = begun()
    walk(client)
    shown = text(client, "/find-my-way/step/before-starting/")
    assert "gardées dans votre dossier" in shown
