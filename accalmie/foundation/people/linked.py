"""Which account somebody has here who signs in through an identity provider. Who they are there can be read nowhere."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from accalmie.foundation import crypto
from accalmie.foundation.people import providers
from accalmie.foundation.people.models import LinkedIdentity, Person
from accalmie.foundation.people.providers import Provider
from accalmie.foundation.rows import house

SUBJECT = "people.linked_identity.subject"
NUMBER = "people.linked_identity.number"


class LinkedElsewhere(Exception):
    """Another account of this site is linked with it already."""


@dataclass(frozen=True, slots=True)
class Way:
    """One way to sign in that this person has, or could have. `number`: their RPPS number, where it is known."""

    provider: Provider
    is_linked: bool
    number: str = ""


def link(*, person: Person, provider: Provider, subject: str, number: str = "", now: datetime) -> None:
    """From now on they may sign in through this provider, in the place of who they were there before.

    Raises LinkedElsewhere; what was linked before stays then.
    """
    sealed = crypto.seal_json(person.sealed_for, number, purpose=NUMBER) if number else None
    mark = _mark(provider, subject)
    try:
        with transaction.atomic():
            unlink(person=person, provider=provider)
            LinkedIdentity.objects.create(
                person=person, provider=provider.code, subject=mark, number_sealed=sealed, linked_at=now
            )
    except IntegrityError:
        raise LinkedElsewhere from None


def unlink(*, person: Person, provider: Provider) -> None:
    """They no longer sign in through this provider. Done twice, it does no harm."""
    LinkedIdentity.objects.filter(person=person, provider=provider.code).delete()


@house()  # who comes back from there is nobody yet
def person_of(provider: Provider, subject: str) -> Person | None:
    """Whose account it is, if they may sign in and the provider is for people like them."""
    theirs = LinkedIdentity.objects.filter(provider=provider.code, subject=_mark(provider, subject))
    found = theirs.filter(person__is_active=True, person__role__in=provider.roles).select_related("person__patient")
    row = found.first()
    return None if row is None else row.person


def ways_of(person: Person) -> tuple[Way, ...]:
    """The ways that are for people like them. Costs nothing where no provider is configured for them."""
    theirs = [provider for provider in providers.configured() if person.role in provider.roles]
    rows = {row.provider: row for row in LinkedIdentity.objects.filter(person=person)} if theirs else {}
    return tuple(_way(person, provider, rows.get(provider.code)) for provider in theirs)


def _way(person: Person, provider: Provider, row: LinkedIdentity | None) -> Way:
    if row is None or row.number_sealed is None:
        return Way(provider, row is not None)
    return Way(provider, True, str(crypto.open_json(person.sealed_for, row.number_sealed, purpose=NUMBER)))


def _mark(provider: Provider, subject: str) -> bytes:
    """Of this issuer: somebody in its sandbox is nobody in the other. A blind index does not tell case; subjects do."""
    return crypto.blind(f"{provider.issuer}|{subject.encode().hex()}", purpose=SUBJECT)
