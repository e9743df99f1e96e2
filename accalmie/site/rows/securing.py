"""Making the database refuse: two roles, the functions, and for each table its grants and policies, all anew."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import connection, transaction
from psycopg import sql

from accalmie.foundation import crypto
from accalmie.foundation.rows.postgresql.base import writer_of
from accalmie.site.rows import functions, policies
from accalmie.site.rows.policies import Rules

_BLOCK = 64
"""Bytes of a block of SHA-256: HMAC is two hashes, each begun with the key in a block of its own."""


class Refused(Exception):
    """The database is not what it must be for its rows to be guarded."""


def secure(pages: str, *, password: str = "") -> int:
    """Guards every table for the role under which pages are served; says how many have policies.

    In one transaction: whoever reads meanwhile meets the former rules or these. Raises Refused.
    """
    if connection.vendor != "postgresql":
        raise Refused("Rows are guarded on PostgreSQL only.")
    rules = list(policies.all_rules())
    with transaction.atomic():
        _roles(pages, password)
        for statement in _statements(pages, rules):
            _run(statement)
    return sum(one.is_guarded for one in rules)


def _roles(pages: str, password: str) -> None:
    """Two roles that own nothing. The one that pages sign in as may become the writer, and nobody else."""
    writer = writer_of(pages)
    for role in (pages, writer):
        if not _asked("SELECT 1 FROM pg_roles WHERE rolname = %s", role):
            _run(sql.SQL("CREATE ROLE {} NOINHERIT").format(sql.Identifier(role)))
    if password:
        _run(
            sql.SQL("ALTER ROLE {} LOGIN PASSWORD {}").format(
                sql.Identifier(pages), sql.Literal(_scrambled(pages, password))
            )
        )
    if not _asked("SELECT 1 FROM pg_auth_members WHERE roleid = %s::regrole AND member = %s::regrole", writer, pages):
        _run(sql.SQL("GRANT {} TO {}").format(sql.Identifier(writer), sql.Identifier(pages)))
    _require_lowly(pages, writer)


def _scrambled(role: str, password: str) -> str:
    """As the server keeps it, so that the password itself stands in no log of statements."""
    raw = connection.connection.pgconn
    return str(raw.encrypt_password(password.encode(), role.encode(), b"scram-sha-256").decode())


def _require_lowly(pages: str, writer: str) -> None:
    """Raises Refused for a role that policies would not hold: a superuser, one that passes by, or the owner."""
    for role in (pages, writer):
        if _asked(
            "SELECT 1 FROM pg_roles WHERE rolname = %s AND (rolsuper OR rolbypassrls OR rolcreaterole "
            "OR pg_has_role(rolname, current_user, 'MEMBER') AND rolname <> current_user OR rolname = current_user)",
            role,
        ):
            raise Refused(f"The role {role} is above the policies: it may be neither owner nor superuser.")


def _statements(pages: str, rules: list[Rules]) -> Iterator[str | sql.Composed]:
    yield "CREATE SCHEMA IF NOT EXISTS accalmie"
    yield "CREATE TABLE IF NOT EXISTS accalmie.signing (inside bytea NOT NULL, outside bytea NOT NULL)"
    yield from _signing()
    yield from functions.statements()
    yield from _former()
    for statement in _GRANTED:
        yield sql.SQL(statement).format(roles=_roles_named(pages))
    for one in rules:
        yield from _of_table(one, pages)


_GRANTED = (
    "REVOKE CREATE ON SCHEMA public, accalmie FROM PUBLIC",
    "REVOKE ALL ON ALL TABLES IN SCHEMA public, accalmie FROM {roles}, PUBLIC",
    "REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM {roles}, PUBLIC",
    "REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA accalmie FROM PUBLIC",
    "GRANT USAGE ON SCHEMA public, accalmie TO {roles}",
    "GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {roles}",
    "GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA accalmie TO {roles}",
)


def _signing() -> Iterator[str | sql.Composed]:
    """The key of passes, as HMAC begins its two hashes."""
    key = crypto.pass_key().ljust(_BLOCK, b"\0")
    inside, outside = (bytes(byte ^ mark for byte in key) for mark in (0x36, 0x5C))
    yield "DELETE FROM accalmie.signing"
    yield sql.SQL("INSERT INTO accalmie.signing VALUES ({}, {})").format(sql.Literal(inside), sql.Literal(outside))


def _former() -> Iterator[sql.Composed]:
    """Every policy goes: what a table no longer says is no longer allowed. A table that says nothing is closed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename, policyname FROM pg_policies WHERE schemaname = 'public'")
        found = cursor.fetchall()
    for table, name in found:
        yield sql.SQL("DROP POLICY {} ON {}").format(sql.Identifier(name), sql.Identifier(table))


def _of_table(rules: Rules, pages: str) -> Iterator[sql.Composed]:
    """The grants of one table, and its policies."""
    for role, grants in ((pages, rules.grants), (writer_of(pages), rules.writer_grants)):
        if grants:
            yield _made(f"GRANT {grants} ON {{table}} TO {{role}}", rules.table, role)
    if not rules.is_guarded:
        return
    yield _made("ALTER TABLE {table} ENABLE ROW LEVEL SECURITY", rules.table, pages)
    seen = f"CREATE POLICY {{name}} ON {{table}} FOR SELECT TO {{role}} USING ({rules.sees})"
    yield _made(seen.replace("{name}", "seen"), rules.table, pages)
    if rules.writer_sees:
        yield _made(seen.replace("{name}", "seen_by_writer"), rules.table, writer_of(pages))
    if rules.changes is not None:
        for event, clause in (
            ("INSERT", "WITH CHECK ({})"),
            ("UPDATE", "USING ({}) WITH CHECK ({})"),
            ("DELETE", "USING ({})"),
        ):
            said = clause.format(*[rules.changes] * 2)
            yield _made(
                f"CREATE POLICY own_{event.lower()} ON {{table}} FOR {event} TO {{role}} {said}", rules.table, pages
            )
    if rules.writer is not None:
        said = f"USING ({rules.writer}) WITH CHECK ({rules.writer})"
        yield _made(f"CREATE POLICY written ON {{table}} TO {{role}} {said}", rules.table, writer_of(pages))


def _made(text: str, table: str, role: str) -> sql.Composed:
    """The statement with these names in it; the braces of arrays stay what they are."""
    before = text.replace("{", "{{").replace("}", "}}")
    before = before.replace("{{table}}", "{table}").replace("{{role}}", "{role}")
    return sql.SQL(before).format(table=sql.Identifier(table), role=sql.Identifier(role))


def _roles_named(pages: str) -> sql.Composed:
    return sql.SQL(", ").join(sql.Identifier(role) for role in (pages, writer_of(pages)))


def _run(statement: str | sql.Composed) -> None:
    text = statement if isinstance(statement, str) else statement.as_string(connection.connection)
    with connection.cursor() as cursor:
        cursor.execute(text)


def _asked(question: str, *values: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(question, values)
        return cursor.fetchone() is not None
