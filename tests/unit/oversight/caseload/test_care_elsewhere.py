"""Care that somebody else gives: on one page, with its days, and on whose word it stands."""

from __future__ import annotations

from html import unescape
from uuid import UUID, uuid4

import pytest
from django.test import Client

from accalmie.capabilities.elsewhere import actions, queries
from accalmie.capabilities.elsewhere.queries import Told
from accalmie.foundation import journal
from accalmie.foundation.people.models import Person
from tests.factories.people import NOW

pytestmark = pytest.mark.django_db(databases=["default", "keys"])

SERTRALINE = {
    "about": "medication",
    "what": "Sertraline 50 mg, le matin",
    "who": "Dr Petit",
    "told_by": "patient",
    "since": "2026-01-10",
    "until": "",
}


def page(record: UUID) -> str:
    return f"/desk/patients/{record}/elsewhere/"


def noted(desk: Client, record: UUID, **other: str) -> UUID:
    id_ = uuid4()
    assert desk.post(page(record), {"id": str(id_), **SERTRALINE, **other}).status_code == 302
    return id_


def test_a_medicine_is_shown_with_its_days_and_who_told_it(record: UUID, desk: Client) -> None:
    noted(desk, record)
    shown = unescape(desk.get(page(record)).content.decode())
    assert "Sertraline 50 mg, le matin" in shown
    assert "depuis le 10 janvier 2026" in shown
    assert "dit par\u00a0: la personne" in shown
    assert "noté par Claire Morel" in shown
    assert "Sertraline 50 mg, le matin" in unescape(desk.get(f"/desk/patients/{record}/").content.decode())


def test_nothing_told_is_not_said_to_be_nothing(record: UUID, desk: Client) -> None:
    assert "Cela ne veut pas dire qu’il n’y a rien" in unescape(desk.get(page(record)).content.decode())


def test_what_ended_stands_apart(record: UUID, desk: Client) -> None:
    noted(desk, record, about="hospital", what="Clinique des Lilas", since="2025-11-01", until="2025-11-20")
    shown = desk.get(page(record)).content.decode()
    assert "<h2>Une hospitalisation</h2>" not in shown
    assert shown.index("<h2>Terminé</h2>") < shown.index("Clinique des Lilas")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"told_by": ""}, "Dites qui l’a dit"),
        ({"what": ""}, "Écrivez ce que c’est"),
        ({"since": "2026-02-31"}, "Écrivez une date qui existe"),
        ({"until": "2025-12-31"}, "Cela finit avant d’avoir commencé"),
        ({"about": "horoscope"}, "Choisissez"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    typed: dict[str, str], said: str, record: UUID, desk: Client
) -> None:
    answer = desk.post(page(record), {"id": str(uuid4()), **SERTRALINE, **typed})
    assert answer.status_code == 422
    assert said in unescape(answer.content.decode())
    assert "Dr Petit" in unescape(answer.content.decode())
    assert not queries.lines(record)


def test_a_correction_takes_the_place_of_what_was_told(record: UUID, desk: Client) -> None:
    told = noted(desk, record)
    where, corrected = f"{page(record)}{told}/", {"id": str(uuid4()), **SERTRALINE, "what": "Sertraline 100 mg"}
    assert 'value="Dr Petit"' in desk.get(where).content.decode()
    assert desk.post(where, corrected).status_code == 302
    assert desk.post(where, corrected).status_code == 302
    assert [line.told.what for line in queries.lines(record)] == ["Sertraline 100 mg"]
    late = desk.post(where, {"id": str(uuid4()), **SERTRALINE, "what": "Sertraline 200 mg"})
    assert late.status_code == 409
    assert "Sertraline 200 mg" in unescape(late.content.decode())


def test_a_mistake_is_struck_with_a_reason_and_stays_in_the_history(record: UUID, desk: Client) -> None:
    told = noted(desk, record)
    where = f"{page(record)}{told}/"
    assert desk.post(where, {"id": str(uuid4()), "do": "strike", "because": ""}).status_code == 422
    struck = {"id": str(uuid4()), "do": "strike", "because": "Mauvais dossier."}
    assert desk.post(where, struck).status_code == 302
    assert desk.post(where, struck).status_code == 302
    assert not queries.lines(record)
    kinds = [type(one.value).__name__ for one in journal.entries(record)]
    assert kinds.count("CareElsewhereNoted") == kinds.count("CareElsewhereStruck") == 1


def test_somebody_outside_the_team_finds_no_such_page(record: UUID, desk: Client, bob: Client) -> None:
    told = noted(desk, record)
    assert bob.get(page(record)).status_code == 404
    assert bob.get(f"{page(record)}{told}/").status_code == 404


def test_days_that_run_backwards_are_no_line(record: UUID, claire: Person) -> None:
    told = Told("gp", "Dr Petit", "", "patient", NOW.date(), NOW.date().replace(year=2020))
    with pytest.raises(ValueError, match="2020"):
        actions.note(patient=record, told=told, by=claire.id, now=NOW)


def test_computed_again_the_lines_are_the_same(record: UUID, claire: Person) -> None:
    told = Told("gp", "Dr Petit", "", "patient", None, None)
    first = actions.note(patient=record, told=told, by=claire.id, now=NOW)
    second = actions.note(patient=record, told=told, by=claire.id, now=NOW, replaces=first)
    actions.strike(patient=record, line=second, because="erreur", by=claire.id, now=NOW)
    actions.note(patient=record, told=told, by=claire.id, now=NOW)
    shown = queries.lines(record)
    assert not journal.rebuild(record)
    assert queries.lines(record) == shown
    assert len(shown) == 1


def test_a_correction_that_comes_a_moment_after_a_colleagues_loses_no_word(
    record: UUID, desk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = noted(desk, record)
    seen = queries.standing(record, line)
    actions.strike(patient=record, line=line, because="Erreur.", by=uuid4(), now=NOW)
    monkeypatch.setattr(queries, "standing", lambda patient, id: seen)  # looked at just before
    answer = desk.post(f"{page(record)}{line}/", {"id": str(uuid4()), **SERTRALINE, "what": "Sertraline 25 mg"})
    assert answer.status_code == 409
    assert "Sertraline 25 mg" in unescape(answer.content.decode())
