"""Exercises in the browser, without JavaScript: written, found again, opened and closed; nobody else's."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest
from django.test import Client

from accalmie.capabilities.exercises import actions, library, queries
from accalmie.core.entries import ExerciseWritten
from accalmie.foundation import journal
from accalmie.foundation.access.actions import begin_care
from tests.factories import people
from tests.factories.people import NOW

pytestmark = pytest.mark.django_db(databases=["default", "keys"])

PLAN = "/exercises/new/activity-plan/"


def write(record: UUID, *, shared: bool = False) -> UUID:
    plan = library.exercises()["activity-plan"]
    return actions.write(
        patient=record, exercise=plan, answers={"activity": "Marcher"}, shared=shared, by=None, now=NOW
    )


def test_an_exercise_written_freely_is_shown_and_listed(browser, record):
    answer = browser.post(PLAN, {"activity": "Marcher <b>loin</b>", "day": "2026-11-24", "id": str(uuid4())})
    (sheet,) = queries.mine(record)
    assert answer.status_code == 302
    assert answer["Location"] == f"/exercises/written/{sheet.id}/"
    page = browser.get(answer["Location"]).content.decode()
    assert "Marcher &lt;b&gt;loin&lt;/b&gt;" in page
    assert "mardi 24 novembre" in page
    assert "Marcher" in browser.get("/exercises/").content.decode()
    assert not sheet.shared


def test_every_exercise_opens_in_both_languages_with_a_label_for_each_field(browser, samira):
    for language in ("fr", "en"):
        samira.language = language
        samira.save()
        for name in (one.id for one in library.exercises().values() if one.is_open):
            answer = browser.get(f"/exercises/new/{name}/")
            assert answer.status_code == 200
            page = answer.content.decode()
            for box in (part.split('"')[0] for part in page.split('<input class="nhsuk-input" id="')[1:]):
                assert f'for="{box}"' in page
        assert browser.get("/exercises/new/").status_code == 200


def test_an_exercise_that_needs_what_stands_before_it_is_not_opened_freely(browser, record):
    """Meeting a sensation comes after the questions about the body, and nowhere else."""
    closed = "/exercises/new/sensation-practice/"
    assert browser.get(closed).status_code == 404
    assert browser.post(closed, {"sensation": "Le cœur", "id": str(uuid4())}).status_code == 404
    assert not queries.mine(record)
    listed = browser.get("/exercises/new/").content.decode()
    assert closed not in listed
    assert "/exercises/new/exposure-ladder/" in listed


def test_a_megabyte_is_refused_with_a_sentence_and_stays_in_the_form(browser, record):
    words = "mot " * 262_144
    answer = browser.post("/exercises/new/thought-record/", {"automatic_thought": "Rien", "evidence_for": words})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert not queries.mine(record)
    assert words in page
    assert "20000" in page


def test_the_same_form_sent_twice_is_kept_once(browser, record):
    typed = {"activity": "Marcher", "id": str(uuid4())}
    assert browser.post(PLAN, typed)["Location"] == browser.post(PLAN, typed)["Location"]
    assert len(queries.mine(record)) == 1


def test_the_same_form_with_other_words_shows_them_and_keeps_the_first(browser, record):
    typed = {"activity": "Marcher", "id": str(uuid4())}
    browser.post(PLAN, typed)
    answer = browser.post(PLAN, typed | {"activity": "Nager"})
    assert answer.status_code == 409
    assert "Nager" in answer.content.decode()
    assert [sheet.answers["activity"] for sheet in queries.mine(record)] == ["Marcher"]


def test_who_would_read_it_is_said_by_name(browser, record):
    begin_care(patient=record, professional=people.psychologist("Claire Morel"), now=NOW)
    assert "Claire Morel" in browser.get(PLAN).content.decode()


def test_an_exercise_is_opened_to_the_team_and_closed_again(browser, record):
    written = write(record)
    assert queries.shared_with_team(record) == []
    browser.post(f"/exercises/written/{written}/share/", {"shared": "yes"})
    assert [sheet.id for sheet in queries.shared_with_team(record)] == [written]
    browser.post(f"/exercises/written/{written}/share/", {"shared": "no"})
    assert queries.shared_with_team(record) == []


def test_a_stranger_finds_nothing_and_opens_nothing(record):
    written = write(record)
    charlie = Client()
    charlie.force_login(people.patient_person("Charlie"))
    assert charlie.get(f"/exercises/written/{written}/").status_code == 404
    assert charlie.post(f"/exercises/written/{written}/share/", {"shared": "yes"}).status_code == 404
    assert queries.shared_with_team(record) == []


def test_these_pages_are_for_patients(record):
    written = write(record)
    bob = Client()
    bob.force_login(people.psychologist("Bob"))
    assert bob.get("/exercises/").status_code == 403
    assert bob.get(f"/exercises/written/{written}/").status_code == 403


def test_what_is_gone_is_a_clear_404(browser):
    assert browser.get("/exercises/new/no-such-exercise/").status_code == 404
    assert browser.get(f"/exercises/written/{uuid4()}/").status_code == 404


def test_an_exercise_that_the_site_no_longer_has_is_still_read(browser, record):
    entry = ExerciseWritten(exercise="old-sheet", exercise_version="1.0.0", answers={"words": "gardés"}, shared=False)
    written = journal.append(record, entry, by=None, now=NOW).entry.id
    assert "gardés" in browser.get(f"/exercises/written/{written}/").content.decode()
    assert "old-sheet" in browser.get("/exercises/").content.decode()


def test_replaying_the_journal_gives_the_same_exercises(record):
    actions.share(patient=record, written=write(record), shared=True, by=None, now=NOW)
    write(record, shared=True)
    before = queries.mine(record)
    assert journal.rebuild(record) == ()
    assert queries.mine(record) == before
