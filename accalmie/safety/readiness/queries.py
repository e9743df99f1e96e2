"""Whether this site may enrol real people, and what is still missing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Literal
from uuid import UUID

import msgspec
from django.conf import settings

from accalmie.foundation.people.identity import by_name
from accalmie.foundation.people.models import Person
from accalmie.foundation.rows import house
from accalmie.safety.library import opening, rules
from accalmie.safety.readiness.documents import Difference, difference, digests, documents
from accalmie.safety.readiness.models import Acknowledgement, Rota, RotaMember, Signature, TestAlert

Missing = Literal["", "no_rota", "no_alert", "no_answer", "hours_changed", "too_old"]


@dataclass(frozen=True)
class Signed:
    """The last signature, and what is not as it was signed. Without a signature everything still waits for one."""

    signature: Signature | None
    difference: Difference

    @property
    def holds(self) -> bool:
        return self.signature is not None and not self.difference


@dataclass(frozen=True)
class Answered:
    """Who answers on this site, and whether somebody of them has shown it. `missing` is empty when they have."""

    rota: Rota | None
    members: tuple[Person, ...]
    alert: TestAlert | None
    acknowledged: tuple[tuple[Person, datetime], ...]
    missing: Missing

    @property
    def holds(self) -> bool:
        return not self.missing


@dataclass(frozen=True)
class Readiness:
    """Both steps. `is_demo`: invented people only, so that nothing needs to be ready."""

    signed: Signed
    answered: Answered
    is_demo: bool

    @property
    def is_ready(self) -> bool:
        return self.signed.holds and self.answered.holds

    @property
    def is_open(self) -> bool:
        """Whether somebody may be enrolled here now."""
        return self.is_demo or self.is_ready


class NotOpenYet(Exception):
    """This site does not enrol yet: its rules are not signed, or its rota has not shown that it answers."""


def is_demo() -> bool:
    """Whether this site is for invented people only."""
    return bool(settings.DEMO_ENROLMENT)


def require_open(now: datetime) -> None:
    """Raises NotOpenYet unless this site may enrol at this moment."""
    if not is_demo() and not readiness(now).is_ready:
        raise NotOpenYet


def is_open(now: datetime) -> bool:
    """Whether somebody may be enrolled here at this moment."""
    return is_demo() or readiness(now).is_ready


def readiness(now: datetime) -> Readiness:
    """The state of both steps at this moment."""
    return Readiness(signed(), answered(now), is_demo())


@house()
def signed() -> Signed:
    """The last signature against the set as it stands."""
    signature = Signature.objects.select_related("signer").order_by("-signed_at", "-id").first()
    before: dict[str, str] = {} if signature is None else signature.documents
    return Signed(signature, difference(before, digests(documents())))


def staffed_hours() -> str:
    """A digest of the staffed hours of the rules: when they change, a rota has to show itself again."""
    return sha256(msgspec.json.encode(rules().staffed, order="sorted")).hexdigest()


def current_rota() -> Rota | None:
    """Who answers now: the rota decided last."""
    return Rota.objects.select_related("lead").order_by("-decided_at", "-id").first()


def trainees() -> frozenset[UUID]:
    """Who is on this rota in training, and answers beside a colleague only."""
    rows = RotaMember.objects.filter(rota=current_rota(), is_trainee=True)
    return frozenset(rows.values_list("person_id", flat=True))


@house()
def answered(now: datetime) -> Answered:
    """The rota, its last test alert, and what is missing for it to count as proven."""
    rota = current_rota()
    if rota is None:
        return Answered(None, (), None, (), "no_rota")
    members = tuple(by_name(rota.members.filter(is_active=True)))
    alert = TestAlert.objects.filter(rota=rota).select_related("sent_by").order_by("-sent_at", "-id").first()
    said = _acknowledged(rota, members)
    return Answered(rota, members, alert, said, _missing(rota, alert, said, now))


def _acknowledged(rota: Rota, members: tuple[Person, ...]) -> tuple[tuple[Person, datetime], ...]:
    """Who of those still on this rota acknowledged a test alert that its present hours know, the latest first."""
    rows = Acknowledgement.objects.filter(
        alert__rota=rota, alert__hours=staffed_hours(), person__in=members
    ).select_related("person")
    return tuple((row.person, row.at) for row in rows.order_by("-at", "-id"))


def _missing(rota: Rota, alert: TestAlert | None, said: tuple[tuple[Person, datetime], ...], now: datetime) -> Missing:
    if alert is None:
        return "no_alert"
    if said:
        return "" if said[0][1] >= now - opening().test_alert else "too_old"
    return "no_answer" if alert.hours == staffed_hours() else "hours_changed"


@house()
def alert_for(person: Person) -> TestAlert | None:
    """The test alert that waits for this person's answer: the last one sent to the rota of now."""
    rota = current_rota()
    if rota is None or not rota.members.filter(id=person.id).exists():
        return None
    alert = TestAlert.objects.filter(rota=rota).select_related("sent_by").order_by("-sent_at", "-id").first()
    if alert is None or alert.acknowledged.filter(person=person).exists():
        return None
    return alert
