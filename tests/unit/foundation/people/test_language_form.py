"""The language form stands on every page, without a token: another site may not send it all the same."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.test import Client

from tests.factories.people import patient_person

pytestmark = pytest.mark.django_db(databases=["default", "keys"])

ENGLISH = {"language": "en", "next": "/help/"}


def browser() -> Client:
    return Client(enforce_csrf_checks=True)


def test_a_visitor_reads_on_in_another_language() -> None:
    answer = browser().post("/language/", ENGLISH, headers={"Origin": "http://testserver"})
    assert answer.headers["Location"] == "/help/"
    assert answer.cookies[settings.LANGUAGE_COOKIE_NAME].value == "en"


@pytest.mark.parametrize("whence", [{"Origin": "https://elsewhere.example"}, {"Origin": "null"}])
def test_another_site_changes_nobodys_language(whence: dict[str, str]) -> None:
    person, client = patient_person(), browser()
    client.force_login(person)
    answer = client.post("/language/", ENGLISH, headers=whence)
    person.refresh_from_db()
    assert person.language == "fr"
    assert settings.LANGUAGE_COOKIE_NAME not in answer.cookies


def test_an_old_browser_that_does_not_say_whence_is_believed() -> None:
    assert browser().post("/language/", ENGLISH).cookies[settings.LANGUAGE_COOKIE_NAME].value == "en"
