"""Starting: what was answered is kept, each refusal says why and leads to somebody, and nothing is kept twice."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
import time_machine

from accalmie.capabilities.programmes import actions, queries
from accalmie.core.entries import ContactNoted, StartQuestionsAnswered
from accalmie.foundation import clock, journal
from accalmie.foundation.access.actions import begin_care
from accalmie.foundation.people.models import Person
from tests.client import StrictClient
from tests.factories.journeys import MILD, next_form, no_to_all, phq9, publish, signed_in, started
from tests.factories.people import psychologist

pytestmark = [pytest.mark.django_db(databases=["default", "keys"], transaction=True), pytest.mark.database]

START = "/programmes/depression/start/"
PAGE = "/programmes/depression/"
SCORES = {3: (1, 1, 1), 12: (2, 2, 2, 2, 2, 2), 17: (3, 3, 3, 3, 3, 2), 22: (3, 3, 3, 3, 3, 3, 3, 1)}


def scored(total: int, *, guided: bool = False) -> tuple[StrictClient, Person]:
    """Somebody whose PHQ-9 says so much, item 9 at zero; `guided`: in a professional's care."""
    publish()
    client, person = signed_in()
    if guided:
        begin_care(patient=record(person), professional=psychologist(), now=clock.now() - timedelta(days=1))
    answers = (*SCORES[total], *(0,) * 9)[:9] if total in SCORES else MILD
    client.post("/measures/phq-9/", phq9(*answers))
    return client, person


def record(person: Person) -> UUID:
    assert person.patient_id is not None
    return person.patient_id


def asked(person: Person) -> list[StartQuestionsAnswered]:
    return [one.value for one in journal.entries(record(person)) if isinstance(one.value, StartQuestionsAnswered)]


def spoken(person: Person, by: UUID) -> None:
    author = actions.Author(patient=record(person), by=by, now=clock.now())
    actions.note_contact(author=author, channel="phone", words="Dix minutes.")


def test_the_answers_before_a_start_are_kept_with_it() -> None:
    _client, person = started()
    (kept,) = asked(person)
    assert set(kept.answers.values()) == {"no"}
    assert (kept.programme, kept.mode, kept.reasons) == ("depression", "alone", ())


def test_the_answers_that_lead_to_somebody_are_kept_too_and_only_once() -> None:
    client, person = scored(7)
    form = no_to_all() | {"violence": "yes", "dependence": "declined"}
    for _ in range(2):
        page = client.post(START, form)
    assert "3114" in page.content.decode()
    (kept,) = asked(person)
    assert kept.answers["violence"] == "yes"
    assert kept.answers["dependence"] == "unsaid"
    assert set(kept.reasons) == {"violence", "dependence"}
    assert queries.current_place(record(person)) is None


def test_a_start_sent_twice_starts_once() -> None:
    client, person = scored(7)
    form = no_to_all()
    client.post(START, form)
    client.post(START, form)
    assert len(asked(person)) == 1
    assert len(queries.adherence(record(person))) == 1


def test_another_answer_in_the_same_form_is_another_answer() -> None:
    client, person = scored(7)
    form = no_to_all()
    client.post(START, form | {"mania": "yes"})
    client.post(START, form)
    assert [one.reasons for one in asked(person)] == [("mania",), ()]
    assert queries.current_place(record(person)) is not None


def test_before_the_questions_the_page_says_who_reads_the_answers() -> None:
    alone, _person = scored(7)
    assert "personne ne les lit" in alone.get(PAGE).content.decode()
    guided, _other = scored(7, guided=True)
    assert "qui vous suit ici peut les lire" in guided.get(PAGE).content.decode()


def test_without_a_questionnaire_it_comes_first_and_nothing_is_asked() -> None:
    publish()
    client, person = signed_in()
    page = client.get(PAGE).content.decode()
    assert "/measures/phq-9/" in page
    assert 'name="mania"' not in page
    assert client.post(START, no_to_all())["Location"] == PAGE
    assert queries.current_place(record(person)) is None


def test_an_old_questionnaire_is_asked_again_first() -> None:
    client, person = scored(7)
    with time_machine.travel(clock.now() + timedelta(days=15), tick=False):
        client, _same = signed_in(person)
        assert "/measures/phq-9/" in client.get(PAGE).content.decode()


def test_a_questionnaire_with_a_question_left_aside_says_why_no_total_comes_of_it() -> None:
    publish()
    client, _person = signed_in()
    client.post("/measures/phq-9/", phq9(1, 1, 1, 1, 1, 1, 1, "declined", 0))
    assert "aucun total" in client.get(PAGE).content.decode()


@pytest.mark.parametrize(
    ("total", "guided", "says"),
    [
        (3, False, "Rien ici ne vous pousse"),
        (3, True, "Rien ici ne vous pousse"),
        (12, False, "un appel suffit"),
        (17, False, "seul·e ne suffit pas"),
        (22, False, "avec un professionnel et avec"),
        (22, True, "Indiquer mon médecin"),
    ],
)
def test_each_refusal_says_why_before_any_question_and_help_stays_open(total: int, guided: bool, says: str) -> None:
    client, person = scored(total, guided=guided)
    page = client.get(PAGE).content.decode()
    assert says in page
    assert 'name="mania"' not in page
    assert "3114" in page
    assert "/exercises/new/" in page
    client.post(START, no_to_all())
    assert queries.current_place(record(person)) is None


def test_a_professional_s_contact_opens_moderate_symptoms_on_one_s_own() -> None:
    client, person = scored(12)
    spoken(person, psychologist().id)
    client.post(START, no_to_all())
    place = queries.current_place(record(person))
    assert place is not None
    assert place.progress.mode == "alone"


def test_a_contact_in_any_other_hand_or_too_long_ago_opens_nothing() -> None:
    _client, person = scored(12)
    spoken(person, person.id)
    journal.append(record(person), ContactNoted(channel="letter"), by=psychologist().id, now=clock.now())
    assert not queries.start_facts(record(person), now=clock.now())["contact"]
    spoken(person, psychologist().id)
    assert queries.start_facts(record(person), now=clock.now())["contact"]
    assert not queries.start_facts(record(person), now=clock.now() + timedelta(days=91))["contact"]


def test_with_severe_symptoms_and_a_professional_naming_a_doctor_opens_the_way() -> None:
    client, person = scored(22, guided=True)
    assert client.get(f"{PAGE}doctor/").status_code == 200
    form = {"role": "gp", "name": "Dr Leïla Nemri, Roubaix", "id": str(uuid4())}
    assert client.post(f"{PAGE}doctor/", form)["Location"] == PAGE
    client.post(f"{PAGE}doctor/", form)
    client.post(START, no_to_all())
    place = queries.current_place(record(person))
    assert place is not None
    assert place.progress.mode == "guided"
    named = queries.doctor(record(person))
    assert named is not None
    assert named.name == "Dr Leïla Nemri, Roubaix"


def test_a_doctor_without_a_name_is_asked_for_and_what_was_chosen_stays() -> None:
    client, _person = scored(22, guided=True)
    page = client.post(f"{PAGE}doctor/", {"role": "psychiatrist", "id": str(uuid4())})
    assert page.status_code == 422
    assert "checked" in page.content.decode()


def test_alone_and_severe_a_named_doctor_is_not_enough() -> None:
    client, person = scored(22)
    client.post(f"{PAGE}doctor/", {"role": "gp", "name": "Dr Nemri", "id": str(uuid4())})
    client.post(START, no_to_all())
    assert queries.current_place(record(person)) is None


def test_who_follows_a_programme_is_not_asked_to_start_it() -> None:
    client, _person = started()
    page = client.get(PAGE).content.decode()
    assert START not in page
    assert "/programme/" in page


def test_what_somebody_answered_lately_is_filled_in_for_them() -> None:
    client, _person = scored(7)
    client.post(START, no_to_all() | {"mania": "yes"})
    page = client.get(PAGE).content.decode()
    assert page.count("checked") == len(no_to_all()) - 1


def finish(person: Person) -> queries.Place:
    """Bring somebody to the end of the programme as the engine counts it: every module finished."""
    author = actions.Author(patient=record(person), by=person.id, now=clock.now())
    place = queries.current_place(record(person))
    assert place is not None
    actions.leave(author=author, enrolment=place.enrolment)
    ended = queries.last_place(record(person))
    assert ended is not None
    return ended


def test_a_later_start_asks_the_questions_again_when_they_are_older_than_two_weeks() -> None:
    _client, person = started()
    ended = finish(person)
    soon = actions.Author(patient=record(person), by=person.id, now=clock.now() + timedelta(days=15))
    with pytest.raises(actions.QuestionsFirst):
        actions.start_again(author=soon, place=ended)


def test_within_two_weeks_the_same_answers_serve_again() -> None:
    _client, person = started()
    ended = finish(person)
    again = actions.start_again(
        author=actions.Author(patient=record(person), by=person.id, now=clock.now()), place=ended
    )
    place = queries.current_place(record(person))
    assert place is not None
    assert place.enrolment == again
    assert len(asked(person)) == 2


def test_starting_again_after_a_relapse_into_severe_symptoms_leads_to_somebody() -> None:
    client, person = started()
    ended = finish(person)
    client.post("/measures/phq-9/", phq9(3, 3, 3, 3, 3, 3, 3, 1, 0))
    author = actions.Author(patient=record(person), by=person.id, now=clock.now())
    with pytest.raises(actions.NeedsAPerson):
        actions.start_again(author=author, place=ended)
    assert asked(person)[-1].reasons == ("score",)


def test_what_is_kept_around_a_start_is_rebuilt_to_the_same() -> None:
    client, person = scored(22, guided=True)
    spoken(person, psychologist().id)
    client.post(f"{PAGE}doctor/", {"role": "gp", "name": "Dr Nemri", "id": str(uuid4())})
    client.post(START, no_to_all())
    before = (queries.start_answers(record(person)), queries.contacts(record(person)), queries.doctor(record(person)))
    assert not journal.rebuild(record(person))
    after = (queries.start_answers(record(person)), queries.contacts(record(person)), queries.doctor(record(person)))
    assert before == after
    assert next_form(client).status_code == 200
