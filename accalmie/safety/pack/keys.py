"""The passphrase of packs: made and shown once to whoever leads on safety, and who holds it, written down."""

from __future__ import annotations

import hashlib
from datetime import datetime
from uuid import UUID

from uuid6 import uuid7

from accalmie.foundation import crypto
from accalmie.foundation.access.permissions import Permission
from accalmie.foundation.access.policy import may
from accalmie.foundation.people.codes import Role
from accalmie.foundation.people.models import Person
from accalmie.safety.alerts import on_call
from accalmie.safety.pack import sealing
from accalmie.safety.pack.models import PackKey
from accalmie.safety.pack.sealing import Locked
from accalmie.safety.readiness.queries import current_rota

HOLDERS = "safety.pack.holders"
LONGEST_HOLDERS = 1000


class NotTheLead(PermissionError):
    """Only whoever leads on safety makes a passphrase."""


class NotOurKey(ValueError):
    """This site did not make this key: what is sealed with it, somebody else may open."""


def leads(person: Person) -> bool:
    """Whether this person leads on safety: by their role, or on the rota that counts."""
    if person.role == Role.SAFETY_LEAD:
        return True
    rota = current_rota()
    return rota is not None and rota.lead_id == person.id


def may_take(person: Person, *, now: datetime) -> bool:
    """Whether this person may take packs: on the rota here, or leading on safety."""
    return may(person, Permission.PACK_TAKE, now=now) and (leads(person) or on_call.is_on_rota(person))


def make_passphrase(*, by: Person, holders: str, now: datetime) -> str:
    """A new passphrase, which is returned and kept nowhere: packs from now on open with it, earlier ones with the one
    before. `holders`: who has it, and where it lies. Raises NotTheLead.

    The keys are made before anything is written: it takes a second."""
    if not (may(by, Permission.PACK_TAKE, now=now) and leads(by)):
        raise NotTheLead(by.role)
    passphrase, row = sealing.new_passphrase(), uuid7()
    locked = sealing.lock(passphrase)
    PackKey.objects.bulk_create(
        [
            PackKey(
                id=row,
                organisation=by.organisation,
                made_at=now,
                made_by=by,
                public=locked.public,
                private_locked=locked.private_locked,
                salt=locked.salt,
                rounds=locked.rounds,
                holders_sealed=_bound(row, holders, locked.public),
            )
        ]
    )
    return passphrase


def current(organisation: UUID) -> PackKey | None:
    """What packs of this service are sealed with now; None before a passphrase was made."""
    rows = PackKey.objects.filter(organisation=organisation).select_related("made_by")
    return rows.order_by("-made_at", "-id").first()


def _bound(row: UUID, holders: str, public: bytes) -> bytes:
    """Who holds it, with the digest of the public half, sealed by this site: another half, or one that another site
    made, is known."""
    return crypto.seal_of_site(row, {"holders": holders.strip(), "public": _digest(public)}, purpose=HOLDERS)


def _digest(public: bytes) -> str:
    return hashlib.sha256(public).hexdigest()


def locked_of(key: PackKey) -> Locked:
    """The key as sealing takes it. Raises NotOurKey."""
    holders_of(key)
    return Locked(bytes(key.public), bytes(key.private_locked), bytes(key.salt), key.rounds)


def holders_of(key: PackKey) -> str:
    """Who holds the passphrase, as whoever made it wrote it. Raises NotOurKey."""
    try:
        said = crypto.open_of_site(key.id, key.holders_sealed, purpose=HOLDERS)
    except crypto.SealBroken:
        raise NotOurKey(str(key.id)) from None
    if not isinstance(said, dict) or said.get("public") != _digest(bytes(key.public)):
        raise NotOurKey(str(key.id))
    return str(said.get("holders", ""))
