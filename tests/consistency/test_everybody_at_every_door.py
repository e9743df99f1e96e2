"""Every address of the site, tried by everybody: each door opens for its own, and says no to the others.

Who a door is for stands in tests/security/doors.py; an address that is not there fails here.
"""

from __future__ import annotations

import os
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from django.urls import reverse

from accalmie.foundation.access import queries
from accalmie.foundation.access.policy import Basis
from accalmie.foundation.people.codes import Role
from accalmie.foundation.people.models import Person
from tests.client import StrictClient
from tests.factories.people import patient_person
from tests.figures import FILE
from tests.security import matrix
from tests.security.doors import ANYBODY, NEEDS

pytestmark = [
    pytest.mark.django_db(databases=["default", "keys"]),
    pytest.mark.database,
    pytest.mark.same_on_both,  # what PostgreSQL refuses by itself is tried in tests/security/test_rows_on_postgresql.py
]


def closed_doors() -> dict[str, str]:
    """The doors at which one has to be signed in, each with a path."""
    return {name: matrix.path_of(name, pattern, {}) for name, pattern in matrix.addresses() if NEEDS[name] != ANYBODY}


def test_every_address_says_for_whom_it_is() -> None:
    assert matrix.unlisted() == [], "say in tests/security/doors.py for whom each address is"


def tried() -> list[Role]:
    """Every role; on PostgreSQL, where that takes minutes, one of each kind, unless the figures are asked for."""
    is_slow = connection.vendor == "postgresql" and FILE not in os.environ
    return [Role.PATIENT, Role.HELPER, Role.NURSE, Role.SECRETARY, Role.ADMINISTRATOR] if is_slow else list(Role)


def test_everybody_opens_what_is_theirs_and_nothing_else() -> None:
    figures = matrix.run(tried())
    figures.report()
    assert figures.leaks == []
    assert figures.locked_out == []
    assert figures.routes >= 80
    assert figures.roles == len(tried())
    assert figures.attempts > 200 * figures.roles


def test_a_door_left_open_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "basis_of", lambda *_, **__: Basis.CARE)
    left_open = {leak.situation for leak in matrix.run([Role.NURSE]).leaks}
    outside = {"outside care", "care ended", "emergency over", "in care elsewhere"}
    if connection.vendor == "postgresql":
        assert not left_open & outside  # its rows are refused by the database (docs/adr/0025)
    else:
        assert left_open >= outside


def test_whoever_is_not_signed_in_is_led_there_and_back() -> None:
    client = StrictClient()
    for name, path in closed_doors().items():
        answer = client.get(path)
        answer = client.post(path) if answer.status_code == 405 else answer
        assert answer.status_code == 302, name
        target = urlsplit(answer.headers["Location"])
        assert target.path == reverse("people:sign-in"), name
        assert parse_qs(target.query)["next"][0].startswith("/"), name


def test_somebody_switched_off_is_a_stranger_at_every_door() -> None:
    person = patient_person()
    client = StrictClient()
    client.force_login(person)
    Person.objects.filter(pk=person.pk).update(is_active=False)
    answers = [client.get(path) for path in closed_doors().values()]
    assert {answer.status_code for answer in answers} <= {302, 405}
    assert {urlsplit(answer.headers["Location"]).path for answer in answers if answer.status_code == 302} == {
        reverse("people:sign-in")
    }
