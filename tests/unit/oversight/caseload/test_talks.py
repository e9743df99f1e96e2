"""Somebody who asks to talk stands in the professional's list, and is answered from their page."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.utils import translation

from accalmie.capabilities.contact import actions, queries as contact
from accalmie.foundation import clock
from accalmie.foundation.people.models import Person
from accalmie.oversight.caseload import queries
from accalmie.oversight.caseload.models import CaseRow
from accalmie.oversight.caseload.talks import since
from accalmie.oversight.caseload.triage import Group
from tests.factories.people import NOW

pytestmark = pytest.mark.django_db(databases=["default", "keys"])

NUMBER = "06 39 98 00 11"


def asks(record: UUID, way: str = "callback", *, days: int = 0) -> UUID:
    return actions.ask(
        patient=record,
        way=way,
        about="programme",
        reach=NUMBER,
        words="Je bloque au module 2.",
        by=None,
        now=NOW + timedelta(days=days),
    )


def page(record: UUID) -> str:
    return f"/desk/patients/{record}/"


def test_the_list_says_who_asks_since_when(record: UUID, claire: Person, desk: Client) -> None:
    asks(record)
    [case] = queries.caseload(claire, now=clock.now())
    assert case.group is Group.ASKED
    assert "Demande à être rappelé·e depuis le lundi 2 mars" in desk.get("/desk/").content.decode()


@pytest.mark.parametrize("way", ["callback", "message", "visit"])
def test_each_way_has_its_sentence_in_both_languages(way: str) -> None:
    said = []
    for language, day in (("fr", "lundi 2 mars"), ("en", "Monday 2 March")):
        with translation.override(language):
            said.append(since((way, NOW)))
            assert day in said[-1]
    assert said[0] != said[1]


def test_the_oldest_unanswered_request_counts(record: UUID, claire: Person) -> None:
    first = asks(record)
    asks(record, "visit", days=2)
    assert contact.waiting([record])[record] == ("callback", NOW)
    actions.answer(patient=record, source=first, words="Fait.", by=claire.id, now=NOW)
    assert contact.waiting([record])[record][0] == "visit"


def test_asking_is_a_sign_of_life(record: UUID) -> None:
    asks(record, days=3)
    assert CaseRow.objects.get(patient_id=record).last_activity_at == NOW + timedelta(days=3)


def test_the_patients_page_shows_the_words_and_takes_the_answer(record: UUID, claire: Person, desk: Client) -> None:
    source = asks(record)
    shown = desk.get(page(record)).content.decode()
    assert NUMBER in shown
    assert "Je bloque au module 2." in shown
    answer = desk.post(f"{page(record)}talk/{source}/", {"id": str(uuid4()), "words": "Appelée à 10 h."})
    assert answer.status_code == 302
    found = contact.request_of(record, source)
    assert found is not None
    assert (found.answer, found.answered_by) == ("Appelée à 10 h.", claire.id)
    [case] = queries.caseload(claire, now=clock.now())
    assert case.group is not Group.ASKED
    assert f"talk/{source}/" not in desk.get(page(record)).content.decode()


def test_an_empty_answer_is_asked_again_and_kept_open(record: UUID, desk: Client) -> None:
    source = asks(record)
    answer = desk.post(f"{page(record)}talk/{source}/", {"words": " "})
    assert answer.status_code == 422
    assert f'href="#talk-{source}-words"' in answer.content.decode()


def test_a_colleagues_quicker_answer_loses_no_words(record: UUID, claire: Person, desk: Client) -> None:
    source = asks(record)
    actions.answer(patient=record, source=source, words="Déjà fait.", by=claire.id, now=NOW)
    answer = desk.post(f"{page(record)}talk/{source}/", {"id": str(uuid4()), "words": "Mes mots à moi."})
    assert answer.status_code == 409
    assert "Mes mots à moi." in answer.content.decode()


def test_nobody_else_answers_or_reads(record: UUID, bob: Client, charlie: Client) -> None:
    source = asks(record)
    assert bob.post(f"{page(record)}talk/{source}/", {"words": "?"}).status_code == 404
    assert charlie.post(f"{page(record)}talk/{source}/", {"words": "?"}).status_code == 403
    found = contact.request_of(record, source)
    assert found is not None
    assert found.answered_at is None


def test_a_request_of_somebody_else_is_not_there(record: UUID, desk: Client) -> None:
    assert desk.post(f"{page(record)}talk/{uuid4()}/", {"words": "?"}).status_code == 404
