"""What makes a site ready: the rules signed, a rota decided, a test alert sent and acknowledged."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from uuid6 import uuid7

from accalmie.foundation.access.permissions import Permission
from accalmie.foundation.access.policy import may
from accalmie.foundation.people.models import Person
from accalmie.safety.readiness import queries
from accalmie.safety.readiness.documents import digest_of, digests, documents
from accalmie.safety.readiness.models import Acknowledgement, Rota, RotaMember, Signature, TestAlert


class NotAllowed(PermissionError):
    """This person's role does not decide this."""


class SetChanged(Exception):
    """The rules are not those that were read: they changed while somebody was reading them."""


class NoRota(Exception):
    """Nobody answers here yet, so there is nobody to send a test alert to."""


class NotOnTheRota(PermissionError):
    """Only somebody who answers may say that they saw the alert."""


def sign(
    *, by: Person, name: str, role: str, words: str, digest: str, now: datetime, id: UUID | None = None
) -> Signature:
    """Sign the whole set. `digest` is that of the set as it was read. The same `id` gives the same signature.

    Raises NotAllowed for a role that does not sign, SetChanged when the set is another one by now.
    """
    if not may(by, Permission.RULES_SIGN, now=now):
        raise NotAllowed(by.role)
    found = digests(documents())
    if digest_of(found) != digest:
        raise SetChanged
    kept = {"signed_at": now, "signer": by, "name": name, "role": role, "words": words}
    made, _is_new = Signature.objects.get_or_create(
        id=id or uuid7(), defaults={**kept, "digest": digest, "documents": found}
    )
    return made


@transaction.atomic
def decide_rota(
    *, by: Person, members: Sequence[Person], lead: Person, now: datetime, trainees: Collection[Person] = ()
) -> Rota:
    """Who answers from now on, in this order. The same rota again changes nothing; another has to show itself anew.

    Raises NotAllowed, or ValueError unless all are professionals and the lead is one of them.
    """
    if not may(by, Permission.ROTA_DECIDE, now=now):
        raise NotAllowed(by.role)
    if lead not in members or not all(one.is_professional and one.is_active for one in members):
        raise ValueError("a rota holds professionals, and its lead is one of them")
    standing = queries.current_rota()
    wanted = [(one.id, one in trainees) for one in members]
    if standing and standing.lead_id == lead.id and _places(standing) == wanted:
        return standing
    rota = Rota.objects.create(decided_at=now, decided_by=by, lead=lead)
    RotaMember.objects.bulk_create(
        RotaMember(rota=rota, person_id=person, position=position, is_trainee=is_trainee)
        for position, (person, is_trainee) in enumerate(wanted)
    )
    return rota


def _places(rota: Rota) -> list[tuple[UUID, bool]]:
    return list(rota.places.order_by("position", "id").values_list("person_id", "is_trainee"))


def send_test_alert(*, by: Person, now: datetime, id: UUID | None = None) -> TestAlert:
    """Ask the rota whether it sees alerts. By an administrator, or by whoever leads on safety. The same `id` sends one.

    Raises NoRota or NotAllowed.
    """
    rota = queries.current_rota()
    if rota is None:
        raise NoRota
    if not may_send(by, now=now):
        raise NotAllowed(by.role)
    kept = {"rota": rota, "sent_at": now, "sent_by": by, "hours": queries.staffed_hours()}
    made, _is_new = TestAlert.objects.get_or_create(id=id or uuid7(), defaults=kept)
    return made


def may_send(person: Person, *, now: datetime) -> bool:
    """Whether this person may send a test alert to the rota of now."""
    rota = queries.current_rota()
    is_lead = rota is not None and rota.lead_id == person.id and person.is_active
    return is_lead or may(person, Permission.ALERT_TEST, now=now)


def acknowledge(*, by: Person, alert: UUID, now: datetime) -> None:
    """*I see it.* Once is enough, twice does no harm. Raises TestAlert.DoesNotExist or NotOnTheRota."""
    found = TestAlert.objects.select_related("rota").get(id=alert)
    if not found.rota.members.filter(id=by.id).exists():
        raise NotOnTheRota
    Acknowledgement.objects.get_or_create(alert=found, person=by, defaults={"at": now})
