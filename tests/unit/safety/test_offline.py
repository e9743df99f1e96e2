"""The pages for the time without a network, and the script that keeps them."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from accalmie.foundation import clock
from accalmie.foundation.clinic.actions import describe
from accalmie.foundation.clinic.queries import Clinic
from accalmie.foundation.people import organisations
from tests.client import StrictClient
from tests.factories.people import patient_person

pytestmark = pytest.mark.django_db(databases=["default", "keys"])

PAGES = [f"/offline/{kind}/{language}/" for kind in ("help", "page") for language in ("fr", "en")]
RESTS = ["/offline/rest/fr/", "/offline/rest/en/"]


def script() -> str:
    return Client().get("/service-worker.js").content.decode()


def version() -> str:
    found = re.search(r'HOUSE \+ "([0-9a-f]{16})"', script())
    assert found
    return found[1]


@pytest.mark.parametrize("path", PAGES)
def test_each_page_has_the_numbers(path: str) -> None:
    shown = StrictClient().get(path).content.decode()
    for address in ("tel:15", "tel:112", "sms:114", "tel:3114", "tel:3919", "tel:119", "tel:17"):
        assert f'href="{address}"' in shown


@pytest.mark.parametrize("path", PAGES)
def test_the_pages_are_the_same_for_everybody(path: str) -> None:
    client = StrictClient()
    client.force_login(patient_person("Alice", language="en"))
    assert client.get(path).content == Client().get(path).content
    assert b"<form" not in client.get(path).content


@pytest.mark.parametrize("path", PAGES)
def test_each_page_has_the_way_out_and_the_way_to_somebody(path: str) -> None:
    shown = StrictClient().get(path).content.decode()
    assert 'href="/leave/"' in shown
    assert 'href="#talk"' in shown


@pytest.mark.parametrize("path", RESTS)
def test_the_page_after_leaving_says_nothing(path: str) -> None:
    shown = Client().get(path).content.decode()
    assert "Accalmie" not in shown
    assert "tel:" not in shown


def test_another_page_or_language_is_not_there() -> None:
    assert Client().get("/offline/diary/fr/").status_code == 404
    assert Client().get("/offline/help/de/").status_code == 404


def test_the_script_keeps_these_pages_and_what_they_are_drawn_with() -> None:
    found = re.search(r"KEPT = (\[.*\]);", script())
    assert found
    kept = set(re.findall(r'"([^"]+)"', found[1]))
    pages = {*PAGES, *RESTS, "/offline/plan/fr/", "/offline/plan/en/"}
    assert pages <= kept
    assert {one.rpartition("/")[2] for one in kept - pages} == {"accalmie.css", "tab.svg", "here.js", "device.js"}


def test_a_change_of_the_help_text_is_a_new_version() -> None:
    before = version()
    assert before == version()
    describe(
        clinic=Clinic(name="CMP", telephone="01 99 00 12 34", hours_fr="9 h à 18 h"),
        organisation=organisations.first(now=clock.now()),
    )
    assert version() != before
    assert "01 99 00 12 34" in Client().get("/offline/help/fr/").content.decode()


def test_the_script_is_one_that_a_browser_takes() -> None:
    answer = Client().get("/service-worker.js")
    assert answer.headers["Content-Type"].startswith("text/javascript")
    assert "no-store" not in answer.headers["Cache-Control"]
    assert "'self'" in answer.headers["Content-Security-Policy"]
    assert len(script().splitlines()) <= 100
