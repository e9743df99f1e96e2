"""Invitations: a code that a professional gives, by voice or on paper, and that a patient enters once."""

from __future__ import annotations

from datetime import datetime, timedelta
from secrets import choice
from uuid import UUID

from django.db import transaction
from uuid6 import uuid7

from accalmie.foundation.access.actions import NotAProfessional, OtherOrganisation, begin_care
from accalmie.foundation.access.codes import Purpose
from accalmie.foundation.access.models import CareRelationship, Invitation, SharingRequest
from accalmie.foundation.access.permissions import Permission
from accalmie.foundation.access.policy import may
from accalmie.foundation.access.sharing import question
from accalmie.foundation.people.models import Organisation, Person
from accalmie.foundation.rows import house

LASTS = timedelta(days=30)
_CONSONANTS, _VOWELS = "bdfgklmnprstv", "aeiou"  # heard and spelt alike in French and in English
_GROUPS, _SYLLABLES = 3, 2  # six syllables: 65^6, about 7 x 10^10 codes


class InvitationRefused(ValueError):
    """No invitation has this code, or it has expired or been used: the three look the same from outside."""


def invite(*, professional: Person, now: datetime, id: UUID | None = None) -> Invitation:
    """A new code, good for one patient and 30 days. The same `id` gives the same invitation. Raises
    NotAProfessional."""
    if not may(professional, Permission.CARE_INVITE, now=now):
        raise NotAProfessional(professional.role)
    made, _is_new = Invitation.objects.get_or_create(
        id=id or uuid7(),
        professional=professional,
        defaults={"code": new_code(), "created_at": now, "expires_at": now + LASTS},
    )
    return made


@transaction.atomic
@house()
def accept(*, code: str, patient: UUID, now: datetime) -> CareRelationship | SharingRequest:
    """From now on the professional who gave this code cares for this patient. Raises InvitationRefused.

    Where the professional is of another organisation nothing opens yet: the patient is asked what to show them. The
    patient who used a code already finds their relationship again: a form sent twice does no harm.
    """
    found = Invitation.objects.select_for_update().select_related("professional").filter(code=code_of(code)).first()
    if found is None or (found.used_by is None and found.expires_at <= now) or found.used_by not in (None, patient):
        raise InvitationRefused
    if found.used_by == patient:
        return _standing(found.professional, patient, now)
    found.used_at, found.used_by = now, patient
    found.save(update_fields=["used_at", "used_by"])
    try:
        return begin_care(patient=patient, professional=found.professional, now=now)
    except OtherOrganisation:
        return question(
            patient=patient, professional=found.professional, purposes=Purpose.values, by=found.professional, now=now
        )


@house()
def welcomes(code: str, *, now: datetime) -> Organisation:
    """The organisation of the professional who gave this code. Raises InvitationRefused unless it waits to be used."""
    waiting = Invitation.objects.select_related("professional__organisation").filter(used_at=None, expires_at__gt=now)
    found = waiting.filter(code=code_of(code)).first()
    if found is None:
        raise InvitationRefused
    return found.professional.organisation


def _standing(professional: Person, patient: UUID, now: datetime) -> CareRelationship | SharingRequest:
    """A code that was used does not open again a care that has ended, and asks nothing twice."""
    both = {"patient_id": patient, "professional": professional}
    relation = CareRelationship.objects.standing(now).filter(**both).first()
    standing = relation or SharingRequest.objects.filter(**both, answered_at__isnull=True).first()
    if standing is None:
        raise InvitationRefused
    return standing


def waiting(professional: Person, *, now: datetime) -> list[Invitation]:
    """The codes of this professional that nobody has used yet, the newest first."""
    rows = Invitation.objects.filter(professional=professional, used_at__isnull=True, expires_at__gt=now)
    return list(rows.order_by("-created_at", "-id"))


def code_of(typed: str) -> str:
    """The one form of a code: capitals, spaces and other hyphens do not matter."""
    letters = "".join(letter for letter in typed.casefold() if letter in _CONSONANTS + _VOWELS)
    size = 2 * _SYLLABLES
    return "-".join(letters[start : start + size] for start in range(0, min(len(letters), 100), size))


def name_on(code: str) -> str:
    """A name to sign in with for somebody who has none in mind: the first half of a code's sounds, and two figures that
    the code decides, so that a form shown again proposes the same."""
    letters = code_of(code)
    return f"{letters[:4]}-{sum(map(ord, letters)) % 90 + 10}"


def new_code() -> str:
    """Pronounceable: three groups of two syllables, as in “bako-limu-tesa”."""
    return "-".join(
        "".join(choice(_CONSONANTS) + choice(_VOWELS) for _syllable in range(_SYLLABLES)) for _group in range(_GROUPS)
    )
