"""Before any account: what one may try, and what one is told."""

from __future__ import annotations

import pytest
from django.test import Client

from accalmie.capabilities.programmes import library
from accalmie.doors.home.before import length_of
from tests.client import StrictClient
from tests.factories.journeys import depression
from tests.factories.people import NOW
from tests.factories.programmes import programme

pytestmark = pytest.mark.django_db(databases=["default", "keys"])

TABLE = """
    module | opens    | step  | kind
    one    | at start | read  | text
           |          | think | text
    two    | at start | rest  | text
"""


def test_the_welcome_offers_every_way_on() -> None:
    shown = StrictClient().get("/").content.decode()
    for path in ("/three-minutes/", "/before/", "/talk/", "/help/", "/sign-up/", "/sign-in/", "/leave/"):
        assert f'href="{path}"' in shown


def test_the_exercise_can_send_nothing() -> None:
    shown = StrictClient().get("/three-minutes/").content.decode()
    main = shown[shown.index("<main") : shown.index("</main>")]
    assert "<form" not in main
    assert " name=" not in main
    assert Client().post("/three-minutes/", {"words": "rien"}).status_code == 405


def test_the_plain_page_tells_how_long_each_programme_is() -> None:
    edition = library.publish(programme(TABLE), now=NOW)
    told = length_of(edition.programme, "fr")
    minutes = [step.minutes for step in edition.programme.steps.values()]
    assert (told.modules, told.shortest, told.longest) == (2, min(minutes), max(minutes))
    assert told.title in StrictClient().get("/before/").content.decode()


def test_after_care_is_not_counted_among_the_modules() -> None:
    assert length_of(depression(), "fr").modules == 8


def test_the_plain_page_is_there_before_anything_is_published() -> None:
    assert StrictClient().get("/before/").status_code == 200


def test_the_plain_page_says_that_everything_can_be_erased() -> None:
    shown = StrictClient().get("/before/").content.decode()
    assert "fait tout effacer" in shown
    assert "pas encore de bouton" not in shown
