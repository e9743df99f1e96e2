"""The drink diary in the browser: counted, refused kindly with nothing lost, and asking after a sharp fall."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from accalmie.capabilities.exercises import actions, library, queries
from accalmie.foundation import clock

pytestmark = pytest.mark.django_db(databases=["default", "keys"])

DIARY = "/exercises/new/drink-diary/"
WEEK = {
    "moments-0-day": "2026-11-21",
    "moments-0-what": "large-wine",
    "moments-0-glasses": "2",
    "moments-2-day": "2026-11-22",
    "moments-2-what": "none",
    "trigger": "Vendredi, 18 h 30",
}


def test_a_week_is_counted_and_said_in_words(browser, record):
    answer = browser.post(DIARY, {**WEEK, "id": str(uuid4())})
    (sheet,) = queries.mine(record)
    assert (sheet.answers["drinks"], sheet.answers["days_without"]) == (4, 1)
    page = browser.get(answer["Location"]).content.decode()
    assert "4 verres standard sur ce carnet." in page
    assert "dont 1 sans alcool" in page
    assert "appelez le 15" not in page


@pytest.mark.parametrize(
    ("cell", "given", "said"),
    [
        ("moments-2-glasses", "-3", "Vous avez noté −3."),
        ("moments-2-glasses", "500", "Vous avez noté 500 verres sur une seule ligne."),
        ("moments-2-cl", "750", "Vous avez noté un verre de 750"),
        ("moments-2-percent", "120", "Vous avez noté 120"),
    ],
)
def test_what_cannot_be_is_said_kindly_and_nothing_is_lost(browser, record, cell, given, said):
    answer = browser.post(DIARY, {**WEEK, "moments-2-what": "other", cell: given})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert f'value="{given}"' in page
    assert "Vendredi, 18 h 30" in page
    assert not queries.mine(record)


def test_a_glass_without_its_strength_is_asked_at_its_own_line(browser, record):
    typed = {**WEEK, "moments-2-what": "other", "moments-2-cl": "33", "moments-2-glasses": "1"}
    page = browser.post(DIARY, typed).content.decode()
    assert 'id="moments-2-percent-error"' in page
    assert not queries.mine(record)


def test_a_heavy_diary_that_falls_sharply_asks_about_withdrawal_and_shows_15(browser, record):
    diary = library.exercises()["drink-diary"]
    before = clock.now() - timedelta(days=7)
    actions.write(
        patient=record, exercise=diary, answers={"drinks": 70, "trigger": "Soir"}, shared=False, by=None, now=before
    )
    answer = browser.post(DIARY, {"drinks": "20", "trigger": "Soir", "id": str(uuid4())})
    page = browser.get(answer["Location"]).content.decode()
    assert "appelez le 15 ou le 112 maintenant" in page
    assert "Vos mains tremblent-elles" in page


def test_a_target_is_not_in_the_toolbox(browser, record):
    assert browser.get("/exercises/new/drink-target/").status_code == 404
    assert "/exercises/new/drink-target/" not in browser.get("/exercises/new/").content.decode()
    assert "/exercises/new/drink-diary/" in browser.get("/exercises/new/").content.decode()
