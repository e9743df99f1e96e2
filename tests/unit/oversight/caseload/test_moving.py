"""A professional moves somebody to a newer version: they see what changes, the person reads why, nothing is lost."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.test import Client

from accalmie.capabilities.programmes import actions, library, queries
from accalmie.core.entries import EnrolmentMoved, StepRef
from accalmie.foundation import journal
from accalmie.foundation.people.models import Person
from accalmie.foundation.steps import Given
from tests.client import StrictClient
from tests.factories.people import NOW
from tests.factories.programmes import programme as a_programme

pytestmark = pytest.mark.django_db(databases=["default", "keys"])

OLD = """
    module | opens              | step  | kind
    first  | at start           | read  | text
           |                    | plan  | text
    second | 1 day after first  | last  | text
"""
NEW = OLD.replace("| plan  | text", "| plan  | text\n           |                    | breathe | text")


@pytest.fixture
def enrolment(record: UUID) -> UUID:
    """Alice on the old version, her first step done; a newer one is published since."""
    old = library.publish(a_programme(OLD), now=NOW)
    author = actions.Author(patient=record, by=None, now=NOW)
    indication = actions.Indication("Vue.", {"mania": "no"})
    started = actions.admit(
        author=author, programme=old.programme.id, mode="guided", language="en", indication=indication
    )
    at = StepRef(enrolment=started, module="first", step="read")
    actions.complete_step(author=author, at=at, kind="text", given=Given())
    library.publish(a_programme(NEW, version="1.1.0"), now=NOW + timedelta(days=1))
    return started


def page(record: UUID) -> str:
    return f"/desk/patients/{record}/"


def form(**changes: str) -> dict[str, str]:
    usual = {"graph": library.current("small").graph, "reason": "Une étape pour souffler.", "id": str(uuid4())}
    return usual | changes


def place(record: UUID) -> queries.Place:
    found = queries.current_place(record)
    assert found is not None
    return found


def test_nobody_moves_by_themselves(record: UUID, enrolment: UUID) -> None:
    assert "breathe" not in place(record).programme.steps
    assert place(record).plan(NOW + timedelta(days=2)).step == "plan"


def test_the_page_says_what_changes_before_anything_does(desk: Client, record: UUID, enrolment: UUID) -> None:
    assert "1.1.0" in desk.get(page(record)).content.decode()
    html = desk.get(f"{page(record)}move/").content.decode()
    assert "Étapes ajoutées" in html
    assert "breathe" in html.lower()
    assert "Étapes retirées" not in html


def test_moved_once_with_a_reason_place_and_words_are_kept_and_the_person_reads_why(
    desk: Client, alice: Person, record: UUID, enrolment: UUID
) -> None:
    sent = form()
    assert desk.post(f"{page(record)}move/", sent)["Location"] == page(record)
    desk.post(f"{page(record)}move/", sent)
    moves = [one.value for one in journal.entries(record) if isinstance(one.value, EnrolmentMoved)]
    assert len(moves) == 1
    assert "breathe" in place(record).programme.steps
    assert place(record).enrolment == enrolment
    assert place(record).progress.steps["first/read"].how == "done"
    assert place(record).plan(NOW + timedelta(days=2)).step == "plan"
    client = StrictClient()
    client.force_login(alice)
    html = client.get("/programme/").content.decode()
    assert "Claire Morel" in html
    assert "Une étape pour souffler." in html
    assert "/move/" not in desk.get(page(record)).content.decode()


def test_a_move_without_a_reason_is_asked_for_one(desk: Client, record: UUID, enrolment: UUID) -> None:
    assert desk.post(f"{page(record)}move/", form(reason="")).status_code == 422
    assert "breathe" not in place(record).programme.steps


def test_a_version_published_while_somebody_reads_is_shown_first(desk: Client, record: UUID, enrolment: UUID) -> None:
    sent = form(reason="Pour souffler, et rire.")
    newest = NEW.replace("breathe", "laugh")
    library.publish(a_programme(newest, version="1.2.0"), now=NOW + timedelta(days=2))
    answer = desk.post(f"{page(record)}move/", sent)
    assert answer.status_code == 422
    assert "Pour souffler, et rire." in answer.content.decode()
    assert "laugh" not in place(record).programme.steps


def test_on_the_newest_version_there_is_nothing_to_decide(desk: Client, record: UUID) -> None:
    assert desk.get(f"{page(record)}move/")["Location"] == page(record)


def test_a_colleague_who_is_not_in_care_moves_nobody(
    bob: Client, charlie: Client, record: UUID, enrolment: UUID
) -> None:
    assert bob.post(f"{page(record)}move/", form()).status_code == 404
    assert bob.get(f"{page(record)}move/").status_code == 404
    assert charlie.post(f"{page(record)}move/", form()).status_code == 403
    assert "breathe" not in place(record).programme.steps


def test_the_move_is_rebuilt_to_the_same(desk: Client, record: UUID, enrolment: UUID) -> None:
    desk.post(f"{page(record)}move/", form())
    before = queries.last_decisions(record, enrolment)
    assert not journal.rebuild(record)
    assert queries.last_decisions(record, enrolment) == before
    assert "breathe" in place(record).programme.steps
