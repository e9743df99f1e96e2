"""After a contact: four lines that begin with what happened, are signed, and are never changed; working notes apart."""

from __future__ import annotations

import re
from html import unescape
from uuid import UUID, uuid4

import pytest
from django.test import Client

from accalmie.capabilities.notes import actions, queries
from accalmie.capabilities.notes.models import SignedNote, WorkingNote
from accalmie.capabilities.programmes import actions as programmes
from accalmie.core.entries import MeasureScored, NoteSigned
from accalmie.foundation import clock, crypto, journal
from accalmie.foundation.access.actions import begin_care
from accalmie.foundation.people.codes import Role
from accalmie.foundation.people.models import Person
from tests.client import StrictClient
from tests.factories import people
from tests.factories.people import NOW

pytestmark = pytest.mark.django_db(databases=["default", "keys"])

FOUR = {
    "contact": "Téléphone, 20 minutes.",
    "state": "Dort mieux, reste triste.",
    "risk_asked": "yes",
    "risk": "« Je n’y pense plus. »",
    "next_step": "La rappeler jeudi, Claire.",
}


def notes_page(record: UUID) -> str:
    return f"/desk/patients/{record}/notes/"


def filled(page: str, name: str) -> str:
    """What stands in one text field of a page."""
    found = re.search(rf'<textarea[^>]*name="{name}"[^>]*>(.*?)</textarea>', page, re.DOTALL)
    assert found is not None
    return unescape(found[1]).strip()


def signs(desk: Client, record: UUID, **other: str) -> UUID:
    id_ = uuid4()
    assert desk.post(notes_page(record), {"id": str(id_), **FOUR, **other}).status_code == 302
    return id_


def test_a_signed_note_is_read_by_the_team_with_who_signed_it(record: UUID, desk: Client) -> None:
    signs(desk, record)
    for where in (notes_page(record), f"/desk/patients/{record}/"):
        shown = unescape(desk.get(where).content.decode())
        assert FOUR["state"] in shown
        assert "Signée par Claire Morel" in shown
        assert "La question des idées de mort ou de suicide a été posée." in shown


def test_a_new_note_begins_with_what_happened_today_and_never_with_the_risk(
    record: UUID, claire: Person, desk: Client
) -> None:
    scored = MeasureScored(
        instrument="phq-9",
        instrument_version="1.0.0",
        answers=(2,) * 9,
        total=18,
        band="moderately_severe",
        language="fr",
    )
    journal.append(record, scored, by=None, now=clock.now())
    author = programmes.Author(patient=record, by=claire.id, now=clock.now())
    programmes.note_contact(author=author, channel="phone", words="Elle va chercher son fils.")
    shown = desk.get(notes_page(record)).content.decode()
    assert "Par téléphone" in filled(shown, "contact")
    assert "Elle va chercher son fils." in filled(shown, "contact")
    assert "PHQ-9\u00a0: 18" in filled(shown, "state")
    assert filled(shown, "risk") == ""
    assert " checked" not in shown


def test_whether_the_question_of_risk_was_put_has_to_be_said(record: UUID, desk: Client) -> None:
    answer = desk.post(notes_page(record), {"id": str(uuid4()), **FOUR, "risk_asked": ""})
    assert answer.status_code == 422
    assert "Dites si vous avez posé la question" in unescape(answer.content.decode())
    assert FOUR["state"] in unescape(answer.content.decode())
    assert not queries.notes(record)


def test_another_version_says_why_and_leaves_the_first_readable(record: UUID, desk: Client) -> None:
    first = signs(desk, record)
    again = f"{notes_page(record)}{first}/"
    assert filled(desk.get(again).content.decode(), "state") == FOUR["state"]
    without = desk.post(again, {"id": str(uuid4()), **FOUR, "state": "Dort mal."})
    assert without.status_code == 422
    with_why = {"id": str(uuid4()), **FOUR, "state": "Dort mal.", "because": "J’avais mal entendu."}
    assert desk.post(again, with_why).status_code == 302
    assert desk.post(again, with_why).status_code == 302
    [one] = queries.notes(record)
    assert (one.note.lines.state, one.note.because) == ("Dort mal.", "J’avais mal entendu.")
    assert [before.lines.state for before in one.earlier] == [FOUR["state"]]
    shown = unescape(desk.get(notes_page(record)).content.decode())
    assert FOUR["state"] in shown
    assert "J’avais mal entendu." in shown


def test_a_colleague_who_was_quicker_costs_nobody_their_words(record: UUID, desk: Client) -> None:
    first = signs(desk, record)
    again = f"{notes_page(record)}{first}/"
    desk.post(again, {"id": str(uuid4()), **FOUR, "because": "Précision."})
    late = desk.post(again, {"id": str(uuid4()), **FOUR, "state": "Elle part vendredi.", "because": "Oublié."})
    assert late.status_code == 409
    assert "Elle part vendredi." in unescape(late.content.decode())


def test_only_the_care_team_reads_notes_and_a_supervisor_signs_none(record: UUID, desk: Client, bob: Client) -> None:
    signs(desk, record)
    assert bob.get(notes_page(record)).status_code == 404
    supervisor = people.somebody(Role.SUPERVISOR)
    begin_care(patient=record, professional=supervisor, now=NOW)
    client = StrictClient()
    client.force_login(supervisor)
    assert FOUR["state"] in unescape(client.get(notes_page(record)).content.decode())
    assert client.post(notes_page(record), {"id": str(uuid4()), **FOUR}).status_code == 404


def test_a_working_note_is_its_authors_alone_and_can_be_thrown_away(record: UUID, claire: Person, desk: Client) -> None:
    where = f"/desk/patients/{record}/working-notes/"
    typed = {"id": str(uuid4()), "words": "Penser à la sœur ?"}
    assert desk.post(where, typed).status_code == 302
    assert desk.post(where, typed).status_code == 302
    colleague = people.psychologist("Denis")
    begin_care(patient=record, professional=colleague, now=NOW)
    other = StrictClient()
    other.force_login(colleague)
    assert "Penser à la sœur" in unescape(desk.get(notes_page(record)).content.decode())
    assert "Penser à la sœur" not in unescape(other.get(notes_page(record)).content.decode())
    [kept] = queries.working(record, claire.id)
    other.post(f"{where}{kept.id}/")
    assert queries.working(record, claire.id)
    desk.post(f"{where}{kept.id}/")
    assert not queries.working(record, claire.id)


def test_a_working_note_is_in_no_journal_and_sealed_under_the_persons_key(record: UUID, claire: Person) -> None:
    before = len(list(journal.entries(record)))
    actions.keep_working(patient=record, author=claire.id, words="Penser à la sœur ?", now=NOW)
    assert len(list(journal.entries(record))) == before
    row = WorkingNote.objects.get()
    assert "sœur".encode() not in bytes(row.words)
    crypto.destroy_key(record, now=NOW)
    with pytest.raises(crypto.KeyDestroyed):
        queries.working(record, claire.id)


def test_a_version_of_somebody_elses_note_is_refused(record: UUID, claire: Person) -> None:
    other = people.patient_person("Zoé").patient_id
    assert other is not None
    lines = queries.Lines("a", "b", "c", risk_asked=False, next_step="d")
    theirs = actions.sign(patient=other, lines=lines, by=claire.id, now=NOW)
    with pytest.raises(actions.NotThere):
        actions.sign(patient=record, lines=lines, by=claire.id, now=NOW, replaces=theirs, because="erreur")


def test_computed_again_the_notes_are_the_same(record: UUID, claire: Person) -> None:
    lines = queries.Lines("a", "b", "c", risk_asked=True, next_step="d")
    first = actions.sign(patient=record, lines=lines, by=claire.id, now=NOW)
    actions.sign(patient=record, lines=lines, by=claire.id, now=NOW, replaces=first, because="erreur")
    shown = queries.notes(record)
    assert not journal.rebuild(record)
    assert queries.notes(record) == shown
    assert SignedNote.objects.filter(replaced_by__isnull=True).count() == 1


def test_an_entry_reads_back_as_it_was_written(record: UUID, claire: Person) -> None:
    lines = queries.Lines("a", "b", "c", risk_asked=False, next_step="d")
    actions.sign(patient=record, lines=lines, by=claire.id, now=NOW)
    [written] = [one.value for one in journal.entries(record) if isinstance(one.value, NoteSigned)]
    assert written == NoteSigned(contact="a", state="b", risk="c", risk_asked=False, next_step="d")
