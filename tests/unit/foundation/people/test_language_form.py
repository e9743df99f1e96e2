"""Another language: a link for a visitor, who has no cookie yet; a form with a token for somebody who is signed in."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from tests.client import StrictClient
from tests.factories.people import patient_person

pytestmark = pytest.mark.django_db(databases=["default", "keys"])

ENGLISH = {"language": "en", "next": "/help/"}
LINK = "/language/en/?next=/help/"
COOKIE = settings.LANGUAGE_COOKIE_NAME


def test_a_visitor_reads_on_in_another_language_by_a_link() -> None:
    client = StrictClient(headers={"accept-language": "fr"})
    page = client.get("/help/")
    assert f'href="{LINK}"' in page.content.decode()
    assert "<form" not in page.content.decode().partition("</header>")[0]
    answer = client.get(LINK)
    assert answer.headers["Location"] == "/help/"
    assert answer.cookies[COOKIE].value == "en"
    assert b'<html lang="en"' in client.get("/help/").content


@pytest.mark.parametrize(
    "whence",
    [
        {"Referer": "https://elsewhere.example/"},
        {"Origin": "https://elsewhere.example"},
        {"Sec-Fetch-Site": "cross-site"},
    ],
)
def test_a_link_on_another_site_changes_nothing(whence: dict[str, str]) -> None:
    assert COOKIE not in Client().get(LINK, headers=whence).cookies


def test_a_link_changes_nothing_of_somebody_who_is_signed_in() -> None:
    person, client = patient_person(), Client()
    client.force_login(person)
    client.get(LINK)
    person.refresh_from_db()
    assert person.language == "fr"


@pytest.mark.parametrize("language", ["de", "en-x", "fr-fr"])
def test_a_language_that_is_not_ours_is_no_address(language: str) -> None:
    assert Client().get(f"/language/{language}/").status_code == 404


@pytest.mark.parametrize("elsewhere", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:x", ""])
def test_neither_leads_elsewhere(elsewhere: str) -> None:
    assert Client().get("/language/en/", {"next": elsewhere}).headers["Location"] == "/"
    assert Client().post("/language/", ENGLISH | {"next": elsewhere}).headers["Location"] == "/"


def test_the_form_of_somebody_signed_in_is_refused_without_its_token() -> None:
    person, client = patient_person(), Client(enforce_csrf_checks=True)
    client.force_login(person)
    client.post(reverse("people:use-language"), ENGLISH, headers={"Origin": "http://testserver"})
    person.refresh_from_db()
    assert person.language == "fr"
    page = client.get("/settings/").content.decode()
    form = page.partition('class="languages"')[2].partition("</form>")[0]
    token = form.partition('name="csrfmiddlewaretoken" value="')[2].partition('"')[0]
    client.post(reverse("people:use-language"), ENGLISH | {"csrfmiddlewaretoken": token})
    person.refresh_from_db()
    assert person.language == "en"
