"""Around a start, at the professional's desk: what was answered, a contact noted, a programme started with grounds."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.test import Client

from accalmie.capabilities.care import queries as care
from accalmie.capabilities.measures import library
from accalmie.capabilities.measures.actions import answer_instrument
from accalmie.capabilities.programmes import actions, queries
from accalmie.core.entries import StartIndicated, StartQuestionsAnswered
from accalmie.foundation import clock, journal
from accalmie.foundation.people.models import Person
from tests.factories import people
from tests.factories.journeys import depression, publish

pytestmark = pytest.mark.django_db(databases=["default", "keys"])

MILD, MODERATE = (1, 1, 1, 1, 1, 1, 1, 0, 0), (2, 2, 2, 2, 2, 2, 0, 0, 0)
MARKED, SEVERE = (3, 3, 3, 3, 3, 2, 0, 0, 0), (3, 3, 3, 3, 3, 3, 3, 1, 0)


def page(record: UUID) -> str:
    return f"/desk/patients/{record}/"


def score(record: UUID, answers: tuple[int, ...]) -> None:
    instrument = library.instruments()["phq-9"]
    answer_instrument(patient=record, instrument=instrument, answers=answers, language="fr", by=None, now=clock.now())


def grounds(**changes: str) -> dict[str, str]:
    """The form of a start, every question checked and answered no."""
    checked = {f"checked-{question.id}": "no" for question in depression().needs_a_person}
    usual = {"programme": "depression", "mode": "guided", "indication": "Épisode modéré, suivi convenu."}
    signature = {"within_days": "3", "signed": "on"}
    return checked | usual | signature | {"id": str(uuid4())} | changes


def answered(alice: Person, record: UUID, **answers: str) -> None:
    said = {question.id: "no" for question in depression().needs_a_person} | answers
    author = actions.Author(patient=record, by=alice.id, now=clock.now() - timedelta(hours=1))
    with suppress(actions.NeedsAPerson):
        actions.enrol(author=author, programme="depression", mode="guided", language="fr", answers=said)


def test_the_professional_reads_who_answered_what_and_where_it_led(desk: Client, alice: Person, record: UUID) -> None:
    publish()
    score(record, MILD)
    answered(alice, record, violence="yes")
    html = desk.get(page(record)).content.decode()
    assert "La personne a répondu" in html
    assert "Quelqu’un d’abord" in html
    assert "vous fait peur" in html
    assert html.index('id="concerns"') < html.index('id="starting"')


def test_a_contact_is_noted_once_with_how_and_words(desk: Client, record: UUID) -> None:
    form = {"channel": "phone", "words": "Voix posée, demande à commencer.", "id": str(uuid4())}
    for _ in range(2):
        assert desk.post(f"{page(record)}contacts/", form).status_code == 302
    assert len(queries.contacts(record)) == 1
    html = desk.get(page(record)).content.decode()
    assert "Voix posée" in html
    assert "Claire Morel" in html


def test_a_contact_without_how_is_asked_for_and_the_words_stay(desk: Client, record: UUID) -> None:
    answer = desk.post(f"{page(record)}contacts/", {"words": "Ce matin.", "id": str(uuid4())})
    assert answer.status_code == 422
    assert "Ce matin." in answer.content.decode()


def test_a_professional_starts_a_programme_once_with_its_grounds(desk: Client, record: UUID) -> None:
    publish()
    score(record, MODERATE)
    assert "admit/?programme=depression" in desk.get(page(record)).content.decode()
    form = grounds()
    for _ in range(2):
        assert desk.post(f"{page(record)}admit/", form).status_code == 302
    assert len(queries.adherence(record)) == 1
    kinds = [one.value for one in journal.entries(record)]
    assert sum(isinstance(one, StartIndicated) for one in kinds) == 1
    (asked,) = [one for one in kinds if isinstance(one, StartQuestionsAnswered)]
    assert asked.reasons == ()
    assert "Épisode modéré" in desk.get(page(record)).content.decode()


def test_the_form_of_a_start_begins_with_the_person_s_own_answers(desk: Client, alice: Person, record: UUID) -> None:
    publish()
    score(record, MILD)
    answered(alice, record, mania="yes")
    html = desk.get(f"{page(record)}admit/?programme=depression").content.decode()
    assert html.count(" checked") == len(depression().needs_a_person)
    assert "a répondu" in html


def test_a_start_without_its_reason_or_with_a_question_unchecked_keeps_the_rest(desk: Client, record: UUID) -> None:
    publish()
    score(record, MODERATE)
    form = grounds(indication="")
    del form["checked-violence"]
    answer = desk.post(f"{page(record)}admit/", form)
    assert answer.status_code == 422
    assert answer.content.decode().count(" checked") == len(depression().needs_a_person)  # all but one, and signed
    assert queries.current_place(record) is None


def test_a_yes_that_is_passed_over_says_why(desk: Client, record: UUID) -> None:
    publish()
    score(record, MODERATE)
    form = grounds(**{"checked-perinatal": "yes"})
    assert desk.post(f"{page(record)}admit/", form).status_code == 422
    form["despite"] = "Vu avec sa sage-femme et son médecin."
    assert desk.post(f"{page(record)}admit/", form).status_code == 302
    assert "sage-femme" in desk.get(page(record)).content.decode()


def test_with_severe_symptoms_no_start_without_a_doctor_s_name(desk: Client, record: UUID) -> None:
    publish()
    score(record, SEVERE)
    assert desk.post(f"{page(record)}admit/", grounds()).status_code == 422
    assert queries.current_place(record) is None
    form = grounds(doctor_role="psychiatrist", doctor_name="Dr Nemri")
    assert desk.post(f"{page(record)}admit/", form).status_code == 302
    assert queries.current_place(record) is not None
    assert "Dr Nemri" in desk.get(page(record)).content.decode()


def test_a_doctor_s_name_without_their_role_is_asked_for(desk: Client, record: UUID) -> None:
    publish()
    score(record, SEVERE)
    assert desk.post(f"{page(record)}admit/", grounds(doctor_name="Dr Nemri")).status_code == 422
    assert desk.post(f"{page(record)}admit/", grounds(doctor_role="gp")).status_code == 422


@pytest.mark.parametrize("answers", [MARKED, SEVERE])
def test_not_alone_from_fifteen_on_whoever_decides(desk: Client, record: UUID, answers: tuple[int, ...]) -> None:
    publish()
    score(record, answers)
    form = grounds(mode="alone", doctor_role="gp", doctor_name="Dr Nemri")
    answer = desk.post(f"{page(record)}admit/", form)
    assert answer.status_code == 422
    assert "pas seul" in answer.content.decode()
    assert queries.current_place(record) is None


def test_without_a_questionnaire_the_person_answers_it_first(desk: Client, record: UUID) -> None:
    publish()
    answer = desk.post(f"{page(record)}admit/", grounds())
    assert answer.status_code == 422
    assert "PHQ-9" in answer.content.decode()


def test_a_professional_may_start_it_with_light_symptoms_after_speaking(desk: Client, record: UUID) -> None:
    publish()
    score(record, (1, 1, 0, 0, 0, 0, 0, 0, 0))
    assert desk.post(f"{page(record)}admit/", grounds()).status_code == 302
    assert queries.current_place(record) is not None


def test_a_programme_that_is_not_offered_is_not_there(desk: Client, record: UUID) -> None:
    publish()
    assert desk.get(f"{page(record)}admit/?programme=nothing").status_code == 404
    assert desk.post(f"{page(record)}admit/", grounds(programme="nothing")).status_code == 404


def test_whoever_was_led_to_somebody_is_on_the_list_until_somebody_came(
    desk: Client, alice: Person, record: UUID
) -> None:
    publish()
    score(record, MILD)
    answered(alice, record, violence="yes")
    assert "Voulait commencer, d’abord quelqu’un" in desk.get("/desk/").content.decode()
    desk.post(f"{page(record)}contacts/", {"channel": "phone", "words": "", "id": str(uuid4())})
    assert "Voulait commencer" not in desk.get("/desk/").content.decode()


def test_a_missing_questionnaire_waits_for_nobody(desk: Client, alice: Person, record: UUID) -> None:
    publish()
    answered(alice, record)
    assert "Voulait commencer" not in desk.get("/desk/").content.decode()


def test_a_start_says_who_reads_how_soon_and_who_covers_and_is_signed(
    desk: Client, claire: Person, record: UUID
) -> None:
    publish()
    score(record, MODERATE)
    jean = people.psychologist("Jean Roux")
    answer = desk.post(f"{page(record)}admit/", grounds(within_days="2"))
    assert answer.status_code == 422
    assert "personne ne reste seul" in answer.content.decode()
    answer = desk.post(f"{page(record)}admit/", grounds(within_days="2", covered_by=str(jean.id)))
    assert answer.status_code == 302
    assert care.agreement(record) == care.Agreement(claire.id, jean.id, 2)


def test_a_start_that_nobody_signs_does_not_begin(desk: Client, record: UUID) -> None:
    publish()
    score(record, MODERATE)
    form = grounds()
    del form["signed"]
    answer = desk.post(f"{page(record)}admit/", form)
    assert answer.status_code == 422
    assert "acte clinique" in answer.content.decode()
    assert queries.current_place(record) is None
