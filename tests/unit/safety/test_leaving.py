"""Leaving quickly: away at once, signed out, and nothing of the pages comes back."""

from __future__ import annotations

import pytest
from django.conf import LazySettings
from django.contrib.auth import SESSION_KEY
from django.test import Client

from accalmie.safety.leaving import GONE
from tests.client import StrictClient
from tests.factories.people import patient_person, psychologist

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


@pytest.fixture
def alice() -> Client:
    client = StrictClient()
    client.force_login(patient_person("Alice"))
    return client


def test_it_leads_to_the_sites_neutral_page_and_says_nothing_of_where_one_was(
    alice: Client, settings: LazySettings
) -> None:
    settings.NEUTRAL_SITE = "https://weather.example/"
    answer = alice.get("/leave/")
    assert answer.status_code == 302
    assert answer.headers["Location"] == "https://weather.example/"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["Cache-Control"] == "no-store"


def test_whoever_leaves_is_signed_out(alice: Client) -> None:
    alice.get("/leave/")
    assert SESSION_KEY not in alice.session


@pytest.mark.parametrize("path", ["/", "/today/", "/help/", "/exercises/new/thought-record/", "/no-such-page/"])
def test_every_address_then_shows_the_neutral_page(alice: Client, path: str) -> None:
    alice.get("/leave/")
    assert alice.get(path).headers["Location"] == "/pause/"


def test_the_neutral_page_names_nothing_and_has_one_link(alice: Client) -> None:
    alice.get("/leave/")
    shown = Client().get("/pause/").content.decode()
    assert "<title>Carnet</title>" in shown
    assert "ccalmie" not in shown.replace("accalmie.css", "")
    assert shown.count("<a ") == 1


def test_the_one_link_opens_the_site_again_as_for_a_visitor(alice: Client) -> None:
    alice.get("/leave/")
    assert alice.get("/pause/back/").headers["Location"] == "/"
    assert alice.get("/").status_code == 200
    assert alice.get("/today/").headers["Location"].startswith("/sign-in/")


def test_a_form_sent_from_a_page_that_stayed_open_is_not_thrown_away(alice: Client) -> None:
    alice.get("/leave/")
    assert alice.post("/sign-in/", {"username": "", "password": ""}).status_code == 200


def test_the_mark_is_no_scripts_business(alice: Client) -> None:
    mark = alice.get("/leave/").cookies[GONE]
    assert mark["httponly"]
    assert mark["samesite"] == "Lax"


def test_a_link_on_another_site_signs_nobody_out(alice: Client) -> None:
    answer = alice.get("/leave/", headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 302
    assert GONE not in answer.cookies
    assert SESSION_KEY in alice.session


def test_no_page_is_kept_by_the_browser(alice: Client) -> None:
    desk = StrictClient()
    desk.force_login(psychologist())
    seen = [
        alice.get("/today/"),
        alice.get("/settings/"),
        alice.get("/no-such/"),
        desk.get("/desk/"),
        Client().get("/"),
    ]
    assert all("no-store" in one.headers["Cache-Control"] for one in seen)


def test_the_way_out_is_on_every_page(alice: Client) -> None:
    for path in ("/today/", "/help/", "/no-such/", "/settings/"):
        shown = alice.get(path).content.decode()
        assert shown.index('href="/leave/"') < shown.index("<header")
