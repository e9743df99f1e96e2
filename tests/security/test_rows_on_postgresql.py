"""Raw SQL under the role of pages: whatever a view forgets to ask, PostgreSQL refuses what the policy refuses."""

from __future__ import annotations

import pytest
from django.db import connection

from accalmie.foundation.people.codes import Role
from accalmie.foundation.people import organisations
from tests.factories import people
from tests.rows import as_pages
from tests.security.records import full_record
from tests.security.matrix import _care

pytestmark = [
    pytest.mark.database,
    pytest.mark.django_db(databases=["default", "keys"]),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="rows are guarded on PostgreSQL"),
]


def test_slice() -> None:
    record = full_record(organisations.first(now=people.NOW), called="Alizarine", words="fenouil-lunaire")
    nurse = people.somebody(Role.NURSE)
    for who, expected in ((None, 0), (nurse.id, 0), (record.owner.id, 1)):
        with as_pages(who), connection.cursor() as cursor:
            for table in ("journal_storedentry", "caseload_caserow"):
                cursor.execute(f"SELECT count(*) FROM {table} WHERE patient_id = %s", [record.patient])
                assert bool(cursor.fetchone()[0]) == bool(expected), (who, table)
            cursor.execute("SELECT count(*) FROM people_patient WHERE id = %s", [record.patient])
            assert cursor.fetchone()[0] == expected
    _care(nurse, record)
    with as_pages(nurse.id), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM people_patient")
        assert cursor.fetchone()[0] == 1
