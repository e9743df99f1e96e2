"""Raw SQL under the role of pages: whatever a view forgets to ask, PostgreSQL refuses what the policy refuses."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from django.apps import apps
from django.conf import LazySettings
from django.contrib.auth.hashers import make_password
from django.db import DatabaseError, connection, transaction

from accalmie.foundation import rows as passes
from accalmie.foundation.people.codes import Role
from accalmie.foundation.people.models import Person
from accalmie.site.rows import policies
from tests.client import StrictClient
from tests.factories import people
from tests.rows import PAGES, PASSWORD, as_pages
from tests.security import rows

pytestmark = [
    pytest.mark.database,
    pytest.mark.django_db(databases=["default", "keys"]),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="rows are guarded on PostgreSQL"),
]


def test_every_table_is_tried_or_holds_nothing_of_a_patient() -> None:
    known = {*rows.tables(), *rows.NO_RECORD, *rows.CLOSED}
    in_keys = {one._meta.db_table for one in apps.get_models() if one._meta.app_label == "crypto"}
    assert {one._meta.db_table for one in apps.get_models(include_auto_created=True)} - in_keys == known


def test_nobody_reads_or_writes_what_the_policy_does_not_give() -> None:
    figures = rows.run()
    figures.report()
    assert figures.leaks == []
    assert figures.locked_out == []
    assert figures.attempts > 10_000


@pytest.mark.parametrize(
    "opened",
    [
        "ALTER TABLE measures_score DISABLE ROW LEVEL SECURITY",
        "ALTER POLICY seen ON measures_score USING (true)",
        "GRANT DELETE ON measures_score TO {pages}; ALTER TABLE measures_score DISABLE ROW LEVEL SECURITY",
    ],
)
def test_a_policy_taken_away_is_found(opened: str) -> None:
    with connection.cursor() as cursor:
        for statement in opened.format(pages=PAGES).split(";"):
            cursor.execute(statement)
    leaks = rows.run([Role.NURSE]).leaks
    assert {leak.table for leak in leaks} == {"measures_score"}
    assert {leak.situation for leak in leaks} >= {"outside care", "care ended", "in care elsewhere", "record closed"}


def test_whichever_table_loses_its_policy_is_found() -> None:
    """All at once, so that one run shows that each of them is really asked."""
    guarded = {rules.table for rules in policies.all_rules() if rules.is_guarded and rules.grants}
    with connection.cursor() as cursor:
        for table in guarded:
            cursor.execute(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")
    assert {leak.table for leak in rows.run([Role.NURSE]).leaks} == guarded & set(rows.tables())


def test_a_policy_that_gives_too_little_is_found() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DROP POLICY seen ON measures_score")
    assert {one.table for one in rows.run([Role.NURSE]).locked_out} == {"measures_score"}


def test_a_role_withdrawn_closes_its_records_with_the_next_statement() -> None:
    owner = people.patient_person()
    with as_pages(owner.id):
        assert _count("people_patient") == 1
    Person.objects.filter(id=owner.id).update(is_active=False)
    with as_pages(owner.id):
        assert _count("people_patient") == 0


def test_nobody_makes_a_pass_of_their_own() -> None:
    owner, other = people.patient_person(), people.patient_person()
    with as_pages(owner.id):
        given = _asked("SELECT current_setting('accalmie.pass')")
        forged = given.replace(str(owner.id), str(other.id))
        _asked("SELECT set_config('accalmie.pass', %s, false)", forged)
        with pytest.raises(DatabaseError, match="not given by the house"), transaction.atomic():
            _count("people_patient")


def test_the_writer_sees_and_changes_one_record_only() -> None:
    one, other = people.patient_person(), people.patient_person()
    assert one.patient_id
    with as_pages(one.id), passes.writing(one.patient_id):
        assert _count("journal_storedentry") == 1
        assert _changed("UPDATE journal_head SET has_stale = true") == 1
    with as_pages(one.id):
        _asked("SELECT set_config('role', %s, false)", f"{PAGES}_writer")
        assert _changed("UPDATE journal_head SET has_stale = true") == 0
    assert other.patient_id


@pytest.mark.parametrize("statement", ["UPDATE access_accessline SET network = ''", "DELETE FROM access_accessline"])
def test_not_even_the_writer_changes_or_ends_a_line_of_the_access_log(statement: str) -> None:
    alice = people.patient_person("Alice").patient_id
    assert alice is not None
    refused = pytest.raises(DatabaseError, match="permission denied")
    with as_pages(), passes.writing(alice), refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_a_password_hash_of_before_is_renewed_at_sign_in_under_the_role_of_pages(settings: LazySettings) -> None:
    now_in_use, of_before = "MD5PasswordHasher", "PBKDF2PasswordHasher"
    settings.PASSWORD_HASHERS = [f"django.contrib.auth.hashers.{name}" for name in (now_in_use, of_before)]
    alice = people.patient_person("Alice")
    Person.objects.filter(pk=alice.pk).update(password=make_password(people.PASSWORD, hasher="pbkdf2_sha256"))
    for _time in ("when it is renewed", "with the new one"):
        answer = StrictClient().post("/sign-in/", {"username": alice.sign_in_name, "password": people.PASSWORD})
        assert answer.status_code == 302
        assert Person.objects.get(pk=alice.pk).password.startswith("md5$")


def test_a_pass_ends_with_its_transaction_when_that_is_undone() -> None:
    one, other = people.patient_person(), people.patient_person()
    with as_pages(one.id):
        with transaction.atomic():
            passes.seen_by(other.id)
            assert _asked("SELECT id FROM people_patient") == other.patient_id
            transaction.set_rollback(True)
        assert _asked("SELECT id FROM people_patient") == other.patient_id
        passes.seen_by(one.id)
        assert _asked("SELECT id FROM people_patient") == one.patient_id


@pytest.fixture
def signed_in() -> Iterator[psycopg.Connection[Any]]:
    """A connection that signed in as the role of pages, as on a site."""
    given = connection.settings_dict
    with psycopg.connect(
        host=given["HOST"], port=given["PORT"], dbname=given["NAME"], user=PAGES, password=PASSWORD, autocommit=True
    ) as made:
        yield made


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT * FROM accalmie.signing",
        "SET ROLE accalmie",
        "SET SESSION AUTHORIZATION accalmie",
        "ALTER TABLE people_patient DISABLE ROW LEVEL SECURITY",
        "DROP POLICY seen ON people_patient",
        "CREATE TABLE public.mine (id int)",
        "CREATE FUNCTION accalmie.mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "INSERT INTO journal_storedentry DEFAULT VALUES",
        "UPDATE people_person SET role = 'ADMINISTRATOR'",
        "DELETE FROM people_patient",
        "TRUNCATE people_keptform CASCADE",
        "SELECT * FROM django_migrations",
        "SET row_security = off; SELECT * FROM people_patient",
    ],
)
def test_the_role_of_pages_is_neither_owner_nor_superuser(signed_in: psycopg.Connection[Any], statement: str) -> None:
    with pytest.raises(psycopg.Error):
        signed_in.execute(statement)  # type: ignore[call-overload]


def test_whoever_shows_no_pass_sees_nothing(signed_in: psycopg.Connection[Any]) -> None:
    for rules in policies.all_rules():
        if rules.is_guarded and rules.grants:
            found = signed_in.execute(f"SELECT count(*) FROM {rules.table}").fetchone()  # type: ignore[call-overload]
            assert found == (0,), rules.table


def _count(table: str) -> int:
    return int(_asked(f"SELECT count(*) FROM {table}"))


def _asked(question: str, *values: Any) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(question, values)
        return cursor.fetchone()[0]


def _changed(statement: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return int(cursor.rowcount)
