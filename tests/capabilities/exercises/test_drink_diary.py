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


def page_after(browser, record, earlier, drinks):
    """What the page says of a diary with so many drinks, after those `earlier`: days ago, and what was written then."""
    diary = library.exercises()["drink-diary"]
    for days, answers in earlier:
        written = {"trigger": "Soir", **answers}
        now = clock.now() - timedelta(days=days)
        actions.write(patient=record, exercise=diary, answers=written, shared=False, by=None, now=now)
    answer = browser.post(DIARY, {"drinks": f"{drinks}", "trigger": "Soir", "id": str(uuid4())})
    return browser.get(answer["Location"]).content.decode()


@pytest.mark.parametrize(
    "earlier",
    [
        [(7, {"drinks": 100}), (3, {"moments": [{"urge": 7}]})],
        [(7, {"drinks": 100}), (3, {})],
        [(28, {"drinks": 100}), (3, {})],
    ],
)
def test_a_line_with_only_an_urge_hides_no_fall(browser, record, earlier):
    assert "appelez le 15 ou le 112 maintenant" in page_after(browser, record, earlier, 10)


def test_two_smaller_falls_are_a_sharp_one(browser, record):
    page = page_after(browser, record, [(14, {"drinks": 100}), (7, {"drinks": 60})], 36)
    assert "appelez le 15 ou le 112 maintenant" in page


@pytest.mark.parametrize("earlier", [[(40, {"drinks": 100}), (7, {"drinks": 12})], [(7, {"drinks": 15})]])
def test_a_fall_of_long_ago_or_of_a_light_week_asks_nothing(browser, record, earlier):
    assert "appelez le 15" not in page_after(browser, record, earlier, 6)


def test_a_target_is_not_in_the_toolbox(browser, record):
    assert browser.get("/exercises/new/drink-target/").status_code == 404
    assert "/exercises/new/drink-target/" not in browser.get("/exercises/new/").content.decode()
    assert "/exercises/new/drink-diary/" in browser.get("/exercises/new/").content.decode()
