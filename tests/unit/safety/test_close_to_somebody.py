"""The page for whoever is close to somebody in care: open to everybody, about nobody."""

from __future__ import annotations

import pytest
from django.urls import reverse

from accalmie.safety.library import helplines
from tests.client import StrictClient
from tests.factories import people

pytestmark = pytest.mark.django_db(databases=["default", "keys"])

WHERE = "/close-to-somebody/"


def read(client: StrictClient, language: str = "fr") -> str:
    return client.get(WHERE, headers={"accept-language": language}).content.decode()


@pytest.mark.parametrize(("language", "helps"), [("fr", "Ce qui aide"), ("en", "What helps")])
def test_it_says_what_helps_and_whom_to_call_without_an_account(language: str, helps: str) -> None:
    page = read(StrictClient(), language)
    assert helps in page
    for line in helplines():
        if line.group in ("danger", "suicide"):
            assert line.address in page, line.id


def test_it_keeps_nothing_and_asks_for_nothing() -> None:
    answer = StrictClient().get(WHERE)
    assert "<form" not in answer.content.decode().split("<main", 1)[1].split("</main>", 1)[0]
    assert StrictClient().post(WHERE).status_code == 405


def test_help_now_and_the_persons_own_page_lead_to_it() -> None:
    assert WHERE in StrictClient().get(reverse("safety:help-now")).content.decode()
    alice = StrictClient()
    alice.force_login(people.patient_person("Alice"))
    assert WHERE in alice.get(reverse("caseload:show-team")).content.decode()
