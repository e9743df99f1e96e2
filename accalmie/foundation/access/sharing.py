"""Who else may see a record: a colleague whom the care team takes in, somebody outside whom the patient agrees to.

French law's line (code de la santé publique, L. 1110-4 and L. 1110-12): inside the care team sharing is presumed and
the patient may object; outside it the patient agrees before, purpose by purpose. Their no is kept, and opens nothing.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction
from uuid6 import uuid7

from accalmie.core.entries import ColleagueAdded, SharingAgreed, SharingAsked, SharingRefused
from accalmie.foundation import journal
from accalmie.foundation.access.actions import NotAllowed, NotAProfessional, begin_care
from accalmie.foundation.access.codes import SHARING_TEXT, CareBasis, Purpose
from accalmie.foundation.access.models import CareRelationship, SharingRequest
from accalmie.foundation.access.permissions import Permission
from accalmie.foundation.access.policy import may
from accalmie.foundation.people.models import Person
from accalmie.foundation.rows import written


class PatientLeft(ValueError):
    """The patient left this professional: only they can come back, with a code."""


class AlreadyThere(ValueError):
    """This professional opens this record already, and no day ahead ends it."""


@transaction.atomic
@written
def add_colleague(*, patient: UUID, colleague: Person, by: Person, now: datetime) -> CareRelationship:
    """Take a colleague of the same organisation into the care team; the patient sees it and may object.

    Raises NotAllowed, NotAProfessional, OtherOrganisation, PatientLeft or AlreadyThere.
    """
    if not may(by, Permission.TEAM_CHANGE, patient=patient, now=now):
        raise NotAllowed(by.role)
    both = CareRelationship.objects.filter(patient_id=patient, professional=colleague)
    if both.filter(left_by_patient=True).exists():
        raise PatientLeft
    if both.standing(now).filter(basis=CareBasis.TEAM, ends_at__isnull=True).exists():
        raise AlreadyThere
    relation = begin_care(patient=patient, professional=colleague, added_by=by, now=now)
    journal.append(patient, ColleagueAdded(professional=colleague.id, role=colleague.role), by=by.id, now=now)
    return relation


def ask_to_share(
    *, patient: UUID, professional: Person, purposes: Collection[str], by: Person, now: datetime
) -> SharingRequest:
    """Ask the patient to open part of their record to somebody outside the care team. Nothing opens by asking.

    Raises NotAllowed, NotAProfessional, AlreadyThere, or ValueError for no or unknown purposes.
    """
    if not may(by, Permission.TEAM_CHANGE, patient=patient, now=now):
        raise NotAllowed(by.role)
    if CareRelationship.objects.standing(now).filter(patient_id=patient, professional=professional).exists():
        raise AlreadyThere
    return question(patient=patient, professional=professional, purposes=purposes, by=by, now=now)


@transaction.atomic
@written
def question(
    *, patient: UUID, professional: Person, purposes: Collection[str], by: Person, now: datetime
) -> SharingRequest:
    """The question itself, put to the patient once: while one waits, it is the answer.

    Whoever calls has asked the policy, or holds a code that the patient entered. Raises NotAProfessional or ValueError.
    """
    if not (professional.is_professional and professional.is_active):
        raise NotAProfessional(professional.role)
    wanted = _in_order(purposes)
    if not wanted:
        raise ValueError("sharing is asked for something")
    waiting = SharingRequest.objects.filter(patient_id=patient, professional=professional, answered_at__isnull=True)
    standing = waiting.first()
    if standing is not None:
        return standing
    asked = SharingRequest.objects.create(
        id=uuid7(), patient_id=patient, professional=professional, asked_by=by, purposes=list(wanted), asked_at=now
    )
    entry = SharingAsked(professional=professional.id, purposes=wanted)
    journal.append(patient, entry, by=by.id, now=now, id=asked.id)
    return asked


@transaction.atomic
@written
def answer(*, patient: UUID, asked: UUID, agreed: Collection[str], by: UUID, now: datetime) -> None:
    """The patient's yes or no to each purpose. Only what they agree to opens; both are kept.

    Answered already: the first answer stands. Raises SharingRequest.DoesNotExist for another patient's question,
    ValueError for a purpose that was not asked.
    """
    found = (
        SharingRequest.objects.select_for_update(of=("self",))
        .select_related("professional")
        .get(id=asked, patient_id=patient)
    )
    if found.answered_at is not None:
        return
    if not set(agreed) <= set(found.purposes):
        raise ValueError("nobody asked for this")
    found.answered_at = now
    found.save(update_fields=["answered_at"])
    yes = _in_order(agreed)
    no = tuple(purpose for purpose in found.purposes if purpose not in yes)
    if no:
        journal.append(patient, _said(SharingRefused, found, no), by=by, now=now)
    if yes:
        kept = journal.append(patient, _said(SharingAgreed, found, yes), by=by, now=now)
        _open(found, yes, consent=kept.entry.id, now=now)


def _said(
    kind: type[SharingAgreed | SharingRefused], asked: SharingRequest, purposes: tuple[str, ...]
) -> SharingAgreed | SharingRefused:
    return kind(asked=asked.id, professional=asked.professional_id, purposes=purposes, text_version=SHARING_TEXT)


def _open(asked: SharingRequest, purposes: tuple[str, ...], *, consent: UUID, now: datetime) -> None:
    """What the patient agreed to is open from now on; an agreement takes the place of an earlier one."""
    both = CareRelationship.objects.filter(patient_id=asked.patient_id, professional=asked.professional)
    both.filter(basis=CareBasis.CONSENT, ends_at__isnull=True).update(ends_at=now)
    if both.filter(ends_at__isnull=True).exists():
        return  # taken into the care team in the meantime: more is open than was asked
    CareRelationship.objects.create(
        patient_id=asked.patient_id,
        professional=asked.professional,
        role=asked.professional.role,
        basis=CareBasis.CONSENT,
        consent=consent,
        purposes=list(purposes),
        added_by=asked.asked_by,
        starts_at=now,
    )


def _in_order(purposes: Collection[str]) -> tuple[str, ...]:
    """These purposes as pages list them. Raises ValueError for an unknown one."""
    if not set(purposes) <= set(Purpose.values):
        raise ValueError("unknown purpose")
    return tuple(purpose for purpose in Purpose.values if purpose in purposes)
