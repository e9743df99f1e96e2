"""A server that does one thing: append what is posted, answer when it is durable. Served as the site is, by granian."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID

import django
import msgspec
from django.db import connections
from django.db.backends.signals import connection_created

django.setup()

from accalmie.core.entries import MoodNoted
from accalmie.foundation import clock, journal

SYNCHRONOUS = os.environ.get("TEST_SYNCHRONOUS")


def _weakened(connection: Any, **_signal: Any) -> None:
    """Only for showing that the tests would notice: less than what the site's settings ask of every connection."""
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA synchronous = {SYNCHRONOUS}")


if SYNCHRONOUS:
    connection_created.connect(_weakened)


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Appends the posted mood and says where it stands, and how careful each live connection is."""
    asked = msgspec.json.decode(environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"])))
    appended = journal.append(
        UUID(asked["patient"]), MoodNoted(mood=asked["mood"]), by=None, now=clock.now(), id=UUID(asked["id"])
    )
    answer = {"sequence": appended.entry.sequence, "repeated": appended.repeated, "pragmas": _pragmas()}
    start_response("200 OK", [("Content-Type", "application/json")])
    return [msgspec.json.encode(answer)]


def _pragmas() -> dict[str, list[Any]]:
    return {
        connection.alias: [_pragma(connection, "journal_mode"), _pragma(connection, "synchronous")]
        for connection in connections.all(initialized_only=True)
    }


def _pragma(connection: Any, name: str) -> Any:
    with connection.cursor() as cursor:
        return cursor.execute(f"PRAGMA {name}").fetchone()[0]
