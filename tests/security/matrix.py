"""Every address tried as every role in every situation, with real objects, against what `doors` expects.

`run()` needs a database that it may fill; each attempt is rolled back. `Figures` holds what `make security` reports.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from http.cookies import SimpleCookie
from typing import Any, NamedTuple
from urllib.parse import urlsplit
from uuid import UUID, uuid4

from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.urls.converters import SlugConverter, StringConverter, UUIDConverter

from accalmie.foundation import clock
from accalmie.foundation.access import mandates
from accalmie.foundation.access.codes import CareBasis, Purpose
from accalmie.foundation.access.models import CareRelationship, EmergencyOpening
from accalmie.foundation.people import organisations
from accalmie.foundation.people.codes import Role
from accalmie.foundation.people.models import Organisation, Person
from tests.factories import people
from tests.figures import note
from tests.security.doors import ANYBODY, DECIDE, FORMS, NEEDS, OWN_OBJECT, READ, ROLES, WORRY, is_expected
from tests.security.records import Record, full_record

HOUR = timedelta(hours=1)
SITUATIONS = (
    "in care",
    "by consent",
    "in emergency",
    "outside care",
    "care ended",
    "emergency over",
    "in care elsewhere",
    "in emergency elsewhere",
)
"""The last three rows of the database are forged: no action writes them, and the policy must not believe them."""
_SIGN_IN, _REFUSED = "people:sign-in", (403, 404, 405)


class Attempt(NamedTuple):
    """One request, and what came of it."""

    address: str
    method: str
    role: str
    situation: str
    status: int
    is_open: bool
    is_expected: bool


@dataclass
class Figures:
    """What was tried. A leak opened, or showed words, where it should not; a lock-out refused where it should
    not."""

    routes: int = 0
    roles: int = 0
    attempts: int = 0
    leaks: list[Attempt] = field(default_factory=list)
    locked_out: list[Attempt] = field(default_factory=list)

    def report(self) -> None:
        """Writes the four figures into the report, if there is to be one."""
        note(routes=self.routes, roles=self.roles, attempts=self.attempts, leaks=len(self.leaks))


def addresses() -> Iterator[tuple[str, URLPattern]]:
    """Every named address of the site, as room:name."""

    def walk(resolver: URLResolver, room: str) -> Iterator[tuple[str, URLPattern]]:
        for one in resolver.url_patterns:
            if isinstance(one, URLResolver):
                yield from walk(one, one.app_name or room)
            elif one.name and room:
                yield f"{room}:{one.name}", one

    return walk(get_resolver(), "")


def unlisted() -> list[str]:
    """Addresses that nobody has said for whom they are."""
    return sorted({name for name, _ in addresses()} ^ set(NEEDS))


def path_of(name: str, pattern: URLPattern, ids: dict[str, UUID | str]) -> str:
    """A path to this address; what `ids` does not name is somewhere that nobody owns."""
    given: dict[type, object] = {UUIDConverter: UUID(int=0), SlugConverter: "somewhere", StringConverter: "somewhere"}
    known = ids | ({"source": ids["talk"]} if name == "caseload:answer-talk" and ids else {})
    words = {
        key: known.get(key, given.get(type(converter), 1)) for key, converter in pattern.pattern.converters.items()
    }
    # Several programmes are on offer there, so that the page on which one is started must be told which.
    return reverse(name, kwargs=words) + ("?programme=depression" if name == "caseload:admit" else "")


def run(roles: Iterable[Role] = Role) -> Figures:
    """Try everything as these roles. Leaves the records and people that it made in the database."""
    here, there = organisations.first(now=people.NOW), people.elsewhere()
    records = {
        here: full_record(here, called="Alizarine", words="fenouil-lunaire"),
        there: full_record(there, called="Smaltine", words="cardon-solaire"),
    }
    figures = Figures(routes=len(NEEDS), roles=len(list(roles)))
    for role in roles:
        for situation in SITUATIONS:
            person, record = put_in(role, situation, here, records[here])
            _tried(figures, person, role, situation, record, of_patients=True)
        for place, where in ((here, "at work"), (there, "at work elsewhere")):
            _tried(figures, people.somebody(role, organisation=place), role, where, records[here], of_patients=False)
    _tried(figures, records[here].owner, Role.PATIENT, "own record", records[here], of_patients=True)
    _tried(figures, records[there].owner, Role.PATIENT, "another record", records[here], of_patients=True)
    return figures


def put_in(role: Role, situation: str, here: Organisation, record: Record) -> tuple[Person, Record]:
    """Somebody of this role whom the database puts in this situation, whether or not an action would."""
    is_outside = situation in ("by consent", SITUATIONS[-1], SITUATIONS[-2])
    person = people.somebody(role, organisation=people.elsewhere() if is_outside else here)
    now = clock.now()
    if "care" in situation and situation != "outside care":
        _care(person, record, ends_at=now - HOUR if situation == "care ended" else None)
        _mandate(person, record, is_ended=situation != "in care")
    if situation == "by consent":
        _care(person, record, basis=CareBasis.CONSENT, consent=uuid4(), purposes=Purpose.values)
    if "emergency" in situation:
        _emergency(person, record, is_over=situation == "emergency over")
    return person, record


def _care(person: Person, record: Record, **more: Any) -> None:
    CareRelationship.objects.create(
        patient_id=record.patient, professional=person, role=person.role, starts_at=clock.now() - 2 * HOUR, **more
    )


def _mandate(person: Person, record: Record, *, is_ended: bool) -> None:
    now, owner = clock.now(), record.owner.id
    made = mandates.give(
        patient=record.patient, structure=record.words, powers=["tasks"], lasts=HOUR, by=owner, now=now
    )
    if person.role == Role.HELPER:
        mandates.accept(code=made.code, helper=person, now=now)
    if is_ended:
        mandates.end(patient=record.patient, mandate=made.id, by=owner, now=now)


def _emergency(person: Person, record: Record, *, is_over: bool) -> None:
    opened = clock.now() - 2 * HOUR
    EmergencyOpening.objects.create(
        patient_id=record.patient,
        professional=person,
        organisation=record.owner.organisation,
        opened_at=opened,
        ends_at=opened + (HOUR if is_over else 3 * HOUR),
    )


def _tried(figures: Figures, person: Person, role: Role, situation: str, record: Record, *, of_patients: bool) -> None:
    """All addresses that name a patient or something of theirs, or all the others."""
    client = Client()
    client.force_login(person)
    cookies = client.cookies.output()
    is_owner = person == record.owner
    for name, pattern in addresses():
        need = NEEDS.get(name, "nobody")
        if (need in (READ, DECIDE, WORRY, OWN_OBJECT)) is not of_patients:
            continue
        for method in ("get",) if need == ANYBODY else ("get", "post"):
            asked = FORMS.get(name, need) if method == "post" else need
            expected = is_expected(asked, role, situation, is_owner=is_owner)
            client.cookies = SimpleCookie(cookies.replace("Set-Cookie: ", ""))
            answer = _asked(client, method, path_of(name, pattern, record.ids), record)
            is_seen = not is_owner and _shows(answer, person, record, is_expected=expected and of_patients)
            tried = Attempt(name, method, role, situation, answer.status_code, _opens(answer), expected)
            _counted(figures, tried, is_seen=is_seen)


def _asked(client: Client, method: str, path: str, record: Record) -> Any:
    """One request, of which nothing stays."""
    with transaction.atomic():
        answer = client.post(path, record.review) if method == "post" else client.get(path)
        transaction.set_rollback(True)
    return answer


def _shows(answer: Any, person: Person, record: Record, *, is_expected: bool) -> bool:
    """Whether words of the record are on a page for somebody to whom it is closed, or the name of its owner on any page
    of another organisation."""
    is_elsewhere = person.organisation_id != record.owner.organisation_id
    hidden = [record.words, record.owner.called] if is_elsewhere else [record.words]
    return not is_expected and any(word.encode() in _body(answer) for word in hidden)


def _body(answer: Any) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else bytes(answer.content)


def _opens(answer: Any) -> bool:
    leads = urlsplit(answer.headers.get("Location", "")).path
    return answer.status_code not in _REFUSED and leads != reverse(_SIGN_IN)


def _counted(figures: Figures, tried: Attempt, *, is_seen: bool) -> None:
    figures.attempts += 1
    if is_seen or (tried.is_open and not tried.is_expected):
        figures.leaks.append(tried)
    if tried.is_expected and not tried.is_open and tried.status not in (404, 405):
        figures.locked_out.append(tried)
    if tried.is_expected and tried.status == 404 and NEEDS[tried.address] in (READ, DECIDE, OWN_OBJECT):
        figures.locked_out.append(tried)


assert set(ROLES) == set(Role.values)
