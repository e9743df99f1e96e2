"""Those who attack, each from a browser of their own, and what every attack needs: all addresses with real objects,
where an answer would take a browser, what was written, and a way to undo it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any, NamedTuple
from urllib.parse import urljoin, urlsplit
from uuid import UUID

from django.db import connections, transaction
from django.test import Client
from django.urls import URLPattern

from accalmie.foundation import clock
from accalmie.foundation.access.actions import begin_care
from accalmie.foundation.crypto import keyring
from accalmie.foundation.people.codes import Role
from accalmie.foundation.people.models import Patient, Person
from tests import figures
from tests.factories import people
from tests.security import matrix
from tests.security.records import Record

STORES = ("default", "keys")
HERE = "http://testserver"
EVIL = "https://evil.example"
WHO = ("visitor", "patient", "psychologist", "administrator", "officer", "secretary")
LEAVES = {"safety:leave", "people:sign-out"}
"""After these there is nobody left to go on with."""
_WRITES = re.compile(r'^\s*(INSERT INTO|UPDATE|DELETE FROM)\s+"?(\w+)"?', re.I)
_DROPPED_BY_BROWSERS = str.maketrans("", "", "\t\r\n")


class Target(NamedTuple):
    """One address, and a path to it with the objects of the record."""

    name: str
    path: str
    pattern: URLPattern


@dataclass(frozen=True)
class Attacker:
    """Somebody with a browser; signed in, unless a visitor."""

    who: str
    person: Person | None
    record: Record = field(repr=False)

    def client(self, **wishes: Any) -> Client:
        client = Client(**wishes)
        if self.person is not None:
            client.force_login(self.person)
        return client

    def targets(self) -> list[Target]:
        """Every address of the site."""
        return [Target(name, matrix.path_of(name, one, self.record.ids), one) for name, one in matrix.addresses()]


def attacker(who: str, record: Record) -> Attacker:
    """`who`: one of WHO. The patient owns the record, the psychologist treats its owner."""
    return Attacker(who, _PERSONS[who](record), record)


def _treating(record: Record) -> Person:
    claire = people.psychologist()
    begin_care(patient=record.patient, professional=claire, now=clock.now())
    return claire


_PERSONS: dict[str, Callable[[Record], Person | None]] = {
    "visitor": lambda _: None,
    "patient": lambda record: record.owner,
    "psychologist": _treating,
    "administrator": lambda _: people.administrator(),
    "officer": lambda _: people.officer(),
    "secretary": lambda _: people.somebody(Role.SECRETARY),
}


def tried(attacks: int) -> None:
    """Adds to the figure that `make security` prints."""
    figures.add(attacks_tried=attacks)


def landing(answer: Any, *, on: str = "/") -> str:
    """The site to which a browser would go from this answer: it reads a backslash as a slash and drops line ends."""
    place = answer.headers.get("Location") or answer.headers.get("Refresh", "").partition("url=")[2]
    return site_of(place, on=on)


def site_of(place: str, *, on: str = "/") -> str:
    """Scheme and host of an address on one of our pages, as a browser reads it."""
    read = place.strip().translate(_DROPPED_BY_BROWSERS)
    scheme, colon, rest = read.partition(":")
    if colon and scheme.lower() in ("http", "https"):  # “https:evil” and “https:/evil” are “https://evil”
        read = f"{scheme}://{rest.replace(chr(92), '/').lstrip('/')}"
    else:
        read = re.sub(r"^[/\\]{2,}", "//", read)
    parts = urlsplit(urljoin(HERE + on, read))
    return f"{parts.scheme}://{parts.netloc}"


@dataclass
class Written:
    """What reached the database: the tables that were written, and every statement."""

    tables: set[str] = field(default_factory=set)
    statements: list[str] = field(default_factory=list)

    def __call__(self, execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: Any) -> Any:
        self.statements.append(str(sql))
        found = _WRITES.match(str(sql))
        if found:
            self.tables.add(found[2])
        return execute(sql, params, many, context)


@contextmanager
def written() -> Iterator[Written]:
    """Watches both databases."""
    seen = Written()
    with ExitStack() as work:
        for store in STORES:
            work.enter_context(connections[store].execute_wrapper(seen))
        yield seen


class NothingStays:
    """Undoes what was done, erased keys included, and gives the browser its cookies back."""

    def __init__(self, client: Client) -> None:
        self.client, self.cookies = client, client.cookies.output().replace("Set-Cookie: ", "")
        self.work = ExitStack()

    def __enter__(self) -> None:
        for database in STORES:
            self.work.enter_context(transaction.atomic(using=database))

    def __exit__(self, *raised: Any) -> None:
        for database in STORES:
            transaction.set_rollback(True, using=database)
        self.work.__exit__(*raised)
        keyring.kept.clear()
        self.client.cookies = SimpleCookie(self.cookies)


def row_of(person: UUID) -> dict[str, Any]:
    """All that the tables say of this person, and of their patient."""
    found = Person.objects.filter(pk=person).values().get()
    patient = Patient.objects.filter(person=person).values().first() or {}
    return found | {f"patient.{name}": value for name, value in patient.items()}
