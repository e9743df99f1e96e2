"""Giving an account back to somebody who lost the way in and has no e-mail: two named people vouch for them."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.contrib.auth.hashers import make_password
from django.db import transaction

from accalmie.foundation import crypto
from accalmie.foundation.access import queries
from accalmie.foundation.access.invitations import code_of, new_code
from accalmie.foundation.access.permissions import Permission
from accalmie.foundation.access.policy import may
from accalmie.foundation.access.restoration_models import Lost, Proof, Restoration
from accalmie.foundation.people import factors, sessions
from accalmie.foundation.people.identity import sign_in_index_of
from accalmie.foundation.people.models import Person
from accalmie.foundation.people.queries import staff_of
from accalmie.foundation.rows import house

WAITS, OPENS = timedelta(days=7), timedelta(hours=24)
"""How long the first may wait for the second, and how long the code opens."""
_MARK = "access.restoration"


class NotForYou(ValueError):
    """Not somebody for whom this person may vouch: themselves, somebody of another organisation, a closed record."""


class Unknown(ValueError):
    """Nobody here signs in under this name or is called so; or several are."""


class RestorationRefused(ValueError):
    """No restoration has this code or this id, or it was used, or it is too old: they look the same from outside."""


def find(by: Person, words: str, *, now: datetime) -> Person:
    """The one person of this organisation who signs in under this name, or is called so, among those for whom `by` may
    vouch. Raises Unknown."""
    patients = [one.person for one in queries.patient_known_as(by, words)]
    called, index = words.strip().casefold(), sign_in_index_of(words)
    staff = [
        one for one in staff_of(by.organisation_id) if one.called.casefold() == called or one.sign_in_index == index
    ]
    found = [one for one in (*patients, *staff) if may_vouch(by, one, now=now)]
    if len(found) != 1:
        raise Unknown
    return found[0]


def may_vouch(by: Person, person: Person, *, now: datetime) -> bool:
    """Whether `by` may say that it is this person: a colleague here, or a patient whom they may reach."""
    if by.pk == person.pk or by.organisation_id != person.organisation_id:
        return False
    if not may(by, Permission.ACCOUNT_RESTORE, now=now):
        return False
    if not person.is_patient:
        return person.is_staff_member
    patient = person.patient_id
    return patient is not None and may(by, Permission.CONTACT_READ, patient=patient, now=now)


@house()
def ask(*, person: Person, lost: Lost, proof: Proof, by: Person, now: datetime) -> Restoration:
    """The first of two says how they made sure. Asked again meanwhile, the same comes back. Raises NotForYou."""
    _note_opening(by, person, now=now)
    standing = Restoration.objects.waiting(now).filter(person=person, lost=lost).first()
    return standing or Restoration.objects.create(
        person=person,
        organisation=person.organisation,
        lost=lost,
        asked_by=by,
        asked_proof=proof,
        asked_at=now,
        expires_at=now + WAITS,
    )


@house()
@transaction.atomic
def confirm(*, restoration: UUID, proof: Proof, by: Person, now: datetime) -> str:
    """The second says how they made sure. The code, said once, for the person alone. Raises NotForYou, or
    RestorationRefused."""
    rows = Restoration.objects.select_for_update(of=("self",)).waiting(now).select_related("person__patient")
    found = rows.filter(id=restoration).first()
    if found is None:
        raise RestorationRefused
    if found.asked_by_id == by.pk:
        raise NotForYou
    _note_opening(by, found.person, now=now)
    code = f"{new_code()}-{new_code()}"  # twelve syllables: 65^12 codes
    found.confirmed_by, found.confirmed_proof, found.confirmed_at = by, proof, now
    found.mark, found.expires_at = _mark_of(code), now + OPENS
    found.save()
    return code


@house()
def usable(code: str, *, now: datetime) -> Restoration:
    """What this code opens. Raises RestorationRefused."""
    rows = Restoration.objects.usable(now).select_related("person__patient", "asked_by", "confirmed_by")
    found = rows.filter(mark=_mark_of(code), person__is_active=True).first()
    if found is None:
        raise RestorationRefused
    return found


@house()
@transaction.atomic
def use(*, code: str, password: str, now: datetime) -> Person:
    """A new password, no second key where it was lost, and every session ended. Raises RestorationRefused."""
    found = usable(code, now=now)
    if not Restoration.objects.usable(now).filter(id=found.id).update(used_at=now):
        raise RestorationRefused
    person = found.person
    person.password = make_password(password)
    person.session_epoch += 1
    person.save(update_fields=["password", "session_epoch"])
    if found.lost != Lost.PASSWORD:
        factors.remove_all(person)
    sessions.end_all(person.pk)
    return person


@house()
def waiting_for(by: Person, *, now: datetime) -> list[Restoration]:
    """What waits for a second person in this organisation and concerns somebody for whom `by` may vouch."""
    rows = Restoration.objects.waiting(now).filter(organisation=by.organisation_id)
    waiting = rows.select_related("person__patient", "asked_by").order_by("asked_at")
    return [one for one in waiting if may_vouch(by, one.person, now=now)]


def restorations_of(person: UUID) -> list[Restoration]:
    """The times that this account was given back, the newest first."""
    rows = Restoration.objects.filter(person=person, confirmed_at__isnull=False)
    return list(rows.select_related("asked_by", "confirmed_by").order_by("-confirmed_at"))


def _note_opening(by: Person, person: Person, *, now: datetime) -> None:
    """Whoever vouches for a patient has looked at their record: the access log says so. Raises NotForYou."""
    if not may_vouch(by, person, now=now):
        raise NotForYou
    if person.patient_id is not None:
        queries.patient_of(by, person.patient_id, now=now, permission=Permission.CONTACT_READ)


def _mark_of(code: str) -> bytes:
    return crypto.blind(code_of(code), purpose=_MARK)
