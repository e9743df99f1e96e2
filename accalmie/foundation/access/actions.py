"""Care relationships begin and end here."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.db.models.functions import Greatest

from accalmie.core.entries import CareLeft, ColleagueAdded, SharingWithdrawn
from accalmie.foundation import journal
from accalmie.foundation.access import queries
from accalmie.foundation.access.codes import CareBasis
from accalmie.foundation.access.models import CareRelationship
from accalmie.foundation.people.models import Patient, Person
from accalmie.foundation.rows import written


class NotAProfessional(ValueError):
    """Only a professional can be given the care of a patient."""


class OtherOrganisation(ValueError):
    """A care team does not reach beyond its organisation: the patient is asked instead (access.sharing)."""


class NotAllowed(PermissionError):
    """The policy says no."""


@written
def begin_care(
    *, patient: UUID, professional: Person, now: datetime, added_by: Person | None = None
) -> CareRelationship:
    """From now on this professional is in this patient's care team. Asked twice, the standing relationship is the
    answer. What was agreed to outside the team, or arranged for a day ahead, gives less: this takes its place.

    Raises NotAProfessional or OtherOrganisation.
    """
    if not professional.is_professional:
        raise NotAProfessional(professional.role)
    if not Patient.objects.filter(id=patient, organisation=professional.organisation_id).exists():
        raise OtherOrganisation
    try:
        with transaction.atomic():
            return CareRelationship.objects.create(
                patient_id=patient,
                professional=professional,
                role=professional.role,
                added_by=added_by,
                starts_at=now,
            )
    except IntegrityError:
        found = CareRelationship.objects.get(patient_id=patient, professional=professional, ends_at__isnull=True)
    if not found.is_by_consent and found.stands_at(now):
        return found
    found.ends_at = max(now, found.starts_at)
    found.save(update_fields=["ends_at"])
    return begin_care(patient=patient, professional=professional, now=now, added_by=added_by)


class AlreadyFollowed(Exception):
    """A colleague was quicker."""


@transaction.atomic
@written
def take_into_care(*, patient: UUID, professional: Person, now: datetime) -> CareRelationship:
    """Somebody whom nobody follows comes into this professional's care, and the journal says so. By the one who took
    them first, asked twice, the same relationship is the answer.

    Raises AlreadyFollowed, NotAProfessional, OtherOrganisation, or Patient.DoesNotExist for a closed record.
    """
    Patient.objects.open().select_for_update().get(id=patient)
    team = {one.id for one in queries.professionals_of(patient, now=now)}
    if team - {professional.id}:
        raise AlreadyFollowed
    relation = begin_care(patient=patient, professional=professional, now=now)
    if not team:
        joined = ColleagueAdded(professional=professional.id, role=professional.role)
        journal.append(patient, joined, by=professional.id, now=now)
    return relation


@transaction.atomic
@written
def cover(*, patient: UUID, professional: Person, now: datetime, until: datetime) -> None:
    """This professional is in the person's care team until then; longer, if they were already. The caller says why in
    the journal. Raises NotAProfessional or OtherOrganisation."""
    if not professional.is_professional:
        raise NotAProfessional(professional.role)
    if not Patient.objects.filter(id=patient, organisation=professional.organisation_id).exists():
        raise OtherOrganisation
    standing = CareRelationship.objects.standing(now).filter(
        patient_id=patient, professional=professional, basis=CareBasis.TEAM
    )
    if standing.filter(ends_at__isnull=True).exists():
        return
    standing.filter(ends_at__lt=until).update(ends_at=until)
    if not standing.exists():
        CareRelationship.objects.create(
            patient_id=patient, professional=professional, role=professional.role, starts_at=now, ends_at=until
        )


@transaction.atomic
@written
def arrange_cover(
    *, patient: UUID, professional: Person, added_by: Person, begins: datetime, until: datetime | None, id: UUID
) -> None:
    """This professional is in the person's care team from one moment to another, for good without the second, and not
    before; nothing changes for somebody who is in it for good. The caller says why in the journal.

    Raises NotAProfessional or OtherOrganisation.
    """
    if not professional.is_professional:
        raise NotAProfessional(professional.role)
    if not Patient.objects.filter(id=patient, organisation=professional.organisation_id).exists():
        raise OtherOrganisation
    for_good = CareRelationship.objects.filter(
        patient_id=patient, professional=professional, basis=CareBasis.TEAM, ends_at__isnull=True
    )
    if for_good.filter(starts_at__lte=begins).exists():
        return
    if until is None:
        for_good.update(ends_at=F("starts_at"))  # arranged for later: it never begins, since this one does
        agreed = CareRelationship.objects.filter(patient_id=patient, professional=professional, ends_at__isnull=True)
        agreed.update(ends_at=Greatest(F("starts_at"), begins))  # the care team opens more than was agreed to
    CareRelationship.objects.create(
        id=id,
        patient_id=patient,
        professional=professional,
        role=professional.role,
        added_by=added_by,
        starts_at=begins,
        ends_at=until,
    )


@written
def end_place(*, patient: UUID, relation: UUID, at: datetime) -> bool:
    """One relationship ends at this moment, or before it ever stood when that is yet to come. Ended earlier, or none:
    nothing happens. Returns whether there is one."""
    found = CareRelationship.objects.filter(id=relation, patient_id=patient).first()
    if found is None:
        return False
    end = max(at, found.starts_at)
    if found.ends_at is None or found.ends_at > end:
        found.ends_at = end
        found.save(update_fields=["ends_at"])
    return True


@written
def end_care(*, patient: UUID, professional: Person, now: datetime) -> None:
    """From this moment the professional opens nothing of this patient's any more."""
    CareRelationship.objects.standing(now).filter(patient_id=patient, professional=professional).update(ends_at=now)


@transaction.atomic
@written
def leave(*, patient: UUID, relation: UUID, by: UUID, now: datetime, by_patient: bool) -> None:
    """One relationship ends at once, or never begins, and the journal keeps it; no reason is asked. Ended already:
    nothing happens.

    `by_patient`: colleagues cannot bring them back. Raises CareRelationship.DoesNotExist for another patient's.
    """
    found = CareRelationship.objects.select_for_update().get(id=relation, patient_id=patient)
    if found.ends_at is not None and found.ends_at <= max(now, found.starts_at):
        return
    for one in [found, *(_other_places(found, now) if by_patient else ())]:
        one.ends_at, one.left_by_patient = max(now, one.starts_at), by_patient
        one.save(update_fields=["ends_at", "left_by_patient"])
    if found.consent is not None:
        ended = SharingWithdrawn(agreed=found.consent, professional=found.professional_id)
        journal.append(patient, ended, by=by, now=now)
    else:
        journal.append(patient, CareLeft(professional=found.professional_id), by=by, now=now)


@transaction.atomic
@written
def end_team(*, patient: UUID, by: UUID, now: datetime) -> None:
    """Everybody who is in this care team, or is to come into it, leaves, and the journal keeps it of each. What the
    person agreed to outside it stands until they end it."""
    places = CareRelationship.objects.filter(patient_id=patient, basis=CareBasis.TEAM)
    standing = places.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=Greatest(F("starts_at"), now)))
    for relation in list(standing.values_list("id", flat=True)):
        leave(patient=patient, relation=relation, by=by, now=now, by_patient=False)


def leave_places_to_come(*, professional: Person, now: datetime) -> None:
    """Whoever goes comes into no care team on a day ahead either; the journal keeps it for each person."""
    for patient, relation in queries.places_to_come(professional, now=now):
        leave(patient=patient, relation=relation, by=professional.id, now=now, by_patient=False)


def _other_places(left: CareRelationship, now: datetime) -> list[CareRelationship]:
    """Where else in the care team the same professional stands or is to come: whoever leaves them leaves all of it."""
    if left.is_by_consent:
        return []
    theirs = CareRelationship.objects.filter(patient_id=left.patient_id, professional=left.professional_id)
    still = theirs.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=now), basis=CareBasis.TEAM)
    return list(still.exclude(id=left.id))
