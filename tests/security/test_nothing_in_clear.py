"""Whoever carries the databases away reads nothing that somebody wrote, nor who they are."""

from __future__ import annotations

import pytest
from django.db import connections

from accalmie.foundation import clock
from accalmie.foundation.clinic.actions import describe
from accalmie.foundation.clinic.queries import Clinic
from accalmie.foundation.people import organisations
from tests.figures import note
from tests.security.raw_bytes import a_life, plaintext_found

pytestmark = [pytest.mark.django_db(databases=["default", "keys"], transaction=True), pytest.mark.database]


def test_the_raw_databases_hold_nothing_readable_of_a_whole_life() -> None:
    secrets = a_life()
    assert len(secrets) >= 25
    found = plaintext_found(secrets)
    note(plaintext_found=len(found))
    assert found == {}


def test_what_stands_in_clear_is_found() -> None:
    """The look itself works: the clinic's own name is public, and stands in clear."""
    describe(clinic=Clinic(name="CMP des Érables"), organisation=organisations.first(now=clock.now()))
    with connections["keys"].cursor() as cursor:
        cursor.execute("CREATE TABLE leak (words text)")
        cursor.execute("INSERT INTO leak VALUES ('un mot qui fuit')")
    try:
        assert set(plaintext_found(["CMP des Érables", "un mot qui fuit", "nulle part"])) == {
            "CMP des Érables",
            "un mot qui fuit",
        }
    finally:
        with connections["keys"].cursor() as cursor:
            cursor.execute("DROP TABLE leak")
