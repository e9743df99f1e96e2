"""Passwords cannot be guessed by trying, and nobody is kept out for long by somebody else's tries."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.conf import LazySettings
from django.contrib.auth import SESSION_KEY
from django.core.cache import cache
from django.http import HttpRequest
from django.urls import reverse

from accalmie.foundation.people import limits
from accalmie.foundation.people.models import Person
from accalmie.foundation.people.whence import address_of
from tests.client import StrictClient
from tests.factories.people import PASSWORD, patient_person

pytestmark = pytest.mark.django_db(databases=["default", "keys"])

NOW = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def nothing_tried_yet() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def samira() -> Person:
    return patient_person()


def tries(name: str, password: str = "faux", *, address: str = "192.0.2.1") -> tuple[bool, str]:
    """Whether this signs in, and what the page says."""
    client = StrictClient()
    form = {"username": name, "password": password}
    page = client.post(reverse("people:sign-in"), form, REMOTE_ADDR=address)
    return SESSION_KEY in client.session, page.content.decode()


def test_after_ten_wrong_passwords_even_the_right_one_waits(samira: Person) -> None:
    for _ in range(limits.FROM_ONE_ADDRESS):
        assert "un quart d’heure" not in tries(samira.sign_in_name)[1]
    signed_in, page = tries(samira.sign_in_name, PASSWORD)
    assert not signed_in
    assert "un quart d’heure" in page
    assert reverse("safety:help-now") in page


def test_the_wait_ends_by_itself(samira: Person) -> None:
    with time_machine.travel(NOW, tick=False):
        for _ in range(limits.FROM_ONE_ADDRESS):
            tries(samira.sign_in_name)
        assert not tries(samira.sign_in_name, PASSWORD)[0]
    with time_machine.travel(NOW + limits.WAIT + timedelta(seconds=1), tick=False):
        assert tries(samira.sign_in_name, PASSWORD)[0]


def test_an_attacker_elsewhere_keeps_nobody_out_of_their_own_home(samira: Person) -> None:
    for _ in range(limits.FROM_ONE_ADDRESS + 5):
        tries(samira.sign_in_name, address="198.51.100.9")
    assert tries(samira.sign_in_name, PASSWORD)[0]


def test_many_addresses_together_are_stopped_too(samira: Person) -> None:
    for number in range(limits.FROM_EVERYWHERE):
        tries(samira.sign_in_name, address=f"198.51.100.{number}")
    assert not tries(samira.sign_in_name, PASSWORD)[0]


def test_the_people_of_a_clinic_do_not_lock_one_another_out(samira: Person) -> None:
    for number in range(limits.FROM_ONE_ADDRESS * 3):
        tries(f"quelqu-un-{number}")
    assert tries(samira.sign_in_name, PASSWORD)[0]


def test_one_address_that_tries_every_name_is_stopped(samira: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "FOR_ALL_NAMES", 12)
    for number in range(12):
        tries(f"quelqu-un-{number}")
    assert not tries(samira.sign_in_name, PASSWORD)[0]
    assert tries(samira.sign_in_name, PASSWORD, address="203.0.113.5")[0]


def test_a_name_that_nobody_has_waits_like_any_other() -> None:
    for _ in range(limits.FROM_ONE_ADDRESS):
        tries("personne")
    assert "un quart d’heure" in tries("personne")[1]


def test_another_spelling_is_the_same_name(samira: Person) -> None:
    for number in range(limits.FROM_ONE_ADDRESS):
        tries(samira.sign_in_name.upper() if number % 2 else f" {samira.sign_in_name}")
    assert not tries(samira.sign_in_name, PASSWORD)[0]


def test_the_right_password_begins_the_count_anew(samira: Person) -> None:
    for _ in range(limits.FROM_ONE_ADDRESS - 1):
        tries(samira.sign_in_name)
    assert tries(samira.sign_in_name, PASSWORD)[0]
    assert "un quart d’heure" not in tries(samira.sign_in_name)[1]


@pytest.mark.parametrize(
    ("is_secure", "told", "address"),
    [
        (False, "203.0.113.7", "192.0.2.1"),
        (True, "203.0.113.7", "203.0.113.7"),
        (True, "10.1.1.1, 203.0.113.7", "203.0.113.7"),
        (True, "", "192.0.2.1"),
    ],
)
def test_an_invented_address_is_not_believed(settings: LazySettings, is_secure: bool, told: str, address: str) -> None:
    settings.IS_SECURE = is_secure
    request = HttpRequest()
    request.META = {"REMOTE_ADDR": "192.0.2.1", "HTTP_X_FORWARDED_FOR": told}
    assert address_of(request) == address
