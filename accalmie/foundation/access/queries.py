"""Records reached through their owner: a professional's own patients, a patient's own professionals."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Greatest

from accalmie.foundation.access import log
from accalmie.foundation.access.codes import CareBasis
from accalmie.foundation.access.models import CareRelationship, EmergencyOpening, Mandate, SharingRequest
from accalmie.foundation.access.permissions import CARING_ROLES, Permission
from accalmie.foundation.access.policy import Basis, basis_of
from accalmie.foundation.people import finding
from accalmie.foundation.people.codes import Role
from accalmie.foundation.people.identity import by_name, sign_in_index_of
from accalmie.foundation.people.lists import listed
from accalmie.foundation.people.models import Patient, PatientQuerySet, Person
from accalmie.foundation.rows import house, of_organisation


class NotYours(PermissionDenied):
    """No such patient, or not in this person's care: the two look the same from outside."""


def patients_of(professional: Person, *, now: datetime) -> PatientQuerySet:
    """Everybody whose care team this professional is in now, with the person beside them, in the order in which they
    came. Closed records are left out."""
    cared_for = _reached_by(professional, CareBasis.TEAM, now)
    here = Patient.objects.named().open().filter(id__in=cared_for, organisation=professional.organisation_id)
    return here.order_by("created_at", "id")


@of_organisation()
def patients_to_come(professional: Person, *, now: datetime, until: datetime | None = None) -> list[Patient]:
    """Everybody whose care team this professional comes into on a day ahead, or before `until`. For names only, so that
    somebody reads them then; the record stays closed until that day."""
    ahead = CareRelationship.objects.filter(professional=professional, basis=CareBasis.TEAM, starts_at__gt=now)
    if until is not None:
        ahead = ahead.filter(starts_at__lt=until)
    coming = ahead.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=F("starts_at"))).values_list("patient_id", flat=True)
    return list(_here(professional).filter(id__in=coming).order_by("created_at", "id"))


def in_team_between(
    professional: Person, patient: UUID, *, begins: datetime, until: datetime | None
) -> list[tuple[datetime, datetime | None]]:
    """The stretches between two moments during which this professional is in this care team, in order and apart from
    one another; None: no day ahead ends it."""
    places = CareRelationship.objects.filter(professional=professional, patient_id=patient, basis=CareBasis.TEAM)
    found: list[tuple[datetime, datetime | None]] = []
    for start, end in places.order_by("starts_at").values_list("starts_at", "ends_at"):
        first, last = max(start, begins), _earlier(end, until)
        if last is not None and last <= first:
            continue
        before = found[-1] if found else None
        if before is not None and (before[1] is None or first <= before[1]):
            found[-1] = before[0], None if before[1] is None or last is None else max(before[1], last)
        else:
            found.append((first, last))
    return found


def _earlier(one: datetime | None, other: datetime | None) -> datetime | None:
    return min((moment for moment in (one, other) if moment is not None), default=None)


def shared_with(professional: Person, *, now: datetime) -> PatientQuerySet:
    """Everybody who agreed to show part of their record to this professional, outside any care team of theirs."""
    return (
        Patient.objects.named().open().filter(id__in=_reached_by(professional, CareBasis.CONSENT, now)).order_by("id")
    )


def _reached_by(professional: Person, basis: CareBasis, now: datetime) -> QuerySet[CareRelationship, UUID]:
    relations = CareRelationship.objects.standing(now).filter(professional=professional, basis=basis)
    return relations.values_list("patient_id", flat=True)


def patient_of(
    person: Person, patient: UUID, *, now: datetime, permission: Permission = Permission.RECORD_READ
) -> Patient:
    """One patient, for somebody who may do this to their record now. An opening by somebody else than its owner is
    noted in the access log. Raises NotYours."""
    basis = basis_of(person, permission, patient=patient, now=now)
    found = Patient.objects.named().filter(id=patient).first() if basis else None
    if basis is None or found is None:
        raise NotYours
    if basis != Basis.OWN:
        log.note_opening(person=person, patient=patient, organisation=found.organisation_id, basis=basis.value, now=now)
    return found


def professionals_of(patient: UUID, *, now: datetime) -> list[Person]:
    """Who answers this patient now: the caring professionals of their team, the longest first."""
    standing = CareRelationship.objects.standing(now).filter(
        patient_id=patient, basis=CareBasis.TEAM, role__in=CARING_ROLES
    )
    ordered = standing.select_related("professional").order_by("starts_at", "id")
    # Somebody who covers for two colleagues at once stands there twice.
    return list({relation.professional_id: relation.professional for relation in ordered}.values())


def caring_teams(patients: Collection[UUID], *, now: datetime) -> dict[UUID, list[UUID]]:
    """Who answers each of these patients now, the longest first, in one query."""
    standing = CareRelationship.objects.standing(now).filter(
        patient_id__in=list(patients), basis=CareBasis.TEAM, role__in=CARING_ROLES
    )
    found: dict[UUID, dict[UUID, None]] = {}
    for patient, professional in standing.order_by("starts_at", "id").values_list("patient_id", "professional_id"):
        found.setdefault(patient, {})[professional] = None
    return {patient: list(team) for patient, team in found.items()}


def supervisors_of(patient: UUID, *, now: datetime) -> set[UUID]:
    """Who supervises those who answer this patient, from inside the care team."""
    standing = CareRelationship.objects.standing(now).filter(
        patient_id=patient, basis=CareBasis.TEAM, role=Role.SUPERVISOR
    )
    return set(standing.values_list("professional_id", flat=True))


def first_followed_by(professionals: Iterable[UUID], *, now: datetime) -> QuerySet[CareRelationship, UUID]:
    """The patients whom one of these has followed the longest of their care team: for queries over patients."""
    team = CareRelationship.objects.standing(now).filter(basis=CareBasis.TEAM, role__in=CARING_ROLES)
    earlier = team.filter(patient_id=OuterRef("patient_id")).filter(
        Q(starts_at__lt=OuterRef("starts_at")) | Q(starts_at=OuterRef("starts_at"), id__lt=OuterRef("id"))
    )
    first = team.filter(~Exists(earlier), professional__in=list(professionals))
    return first.values_list("patient_id", flat=True)


def followers_of(patients: Iterable[UUID], *, now: datetime) -> dict[UUID, UUID]:
    """Who of the care team has followed each of these patients the longest."""
    team = CareRelationship.objects.standing(now).filter(
        patient_id__in=list(patients), basis=CareBasis.TEAM, role__in=CARING_ROLES
    )
    found: dict[UUID, UUID] = {}
    for patient, professional in team.order_by("starts_at", "id").values_list("patient_id", "professional_id"):
        found.setdefault(patient, professional)
    return found


def unfollowed(organisation: UUID, *, now: datetime) -> PatientQuerySet:
    """The patients of this organisation whose care team has nobody in it who answers them."""
    followed = CareRelationship.objects.standing(now).filter(basis=CareBasis.TEAM, role__in=CARING_ROLES)
    here = Patient.objects.open().filter(organisation=organisation)
    return listed(here).exclude(id__in=followed.values("patient_id"))


@house()  # ids of professionals alone; asked of a patient whom somebody is to cover, before they may open the record
def left_by(patient: UUID) -> set[UUID]:
    """The professionals whom this patient has left."""
    gone = CareRelationship.objects.filter(patient_id=patient, left_by_patient=True)
    return set(gone.values_list("professional_id", flat=True))


def left_by_each(patients: Collection[UUID]) -> set[tuple[UUID, UUID]]:
    """Each of these patients with each professional whom they have left, in one query."""
    gone = CareRelationship.objects.filter(patient_id__in=list(patients), left_by_patient=True)
    return set(gone.values_list("patient_id", "professional_id"))


def in_team_after(patients: Collection[UUID], *, moment: datetime) -> set[tuple[UUID, UUID]]:
    """Each of these patients with each professional who is in their care team now and then after this moment, or
    comes into it later."""
    places = CareRelationship.objects.filter(patient_id__in=list(patients), basis=CareBasis.TEAM)
    standing = places.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=Greatest(F("starts_at"), moment)))
    return set(standing.values_list("patient_id", "professional_id"))


@of_organisation()
def places_to_come(professional: Person, *, now: datetime) -> list[tuple[UUID, UUID]]:
    """Each patient into whose care team this professional comes on a day ahead, with the place there."""
    ahead = CareRelationship.objects.filter(professional=professional, basis=CareBasis.TEAM, starts_at__gt=now)
    still = ahead.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=F("starts_at"))).order_by("starts_at", "id")
    return list(still.values_list("patient_id", "id"))


def who_left(professional: Person) -> set[UUID]:
    """The patients who have left this professional."""
    gone = CareRelationship.objects.filter(professional=professional, left_by_patient=True)
    return set(gone.values_list("patient_id", flat=True))


def relations_of(patient: UUID) -> list[CareRelationship]:
    """Everybody who could ever open this record by care or consent, the newest first."""
    rows = CareRelationship.objects.filter(patient_id=patient).select_related("professional__organisation", "added_by")
    return list(rows.order_by("-starts_at", "-id"))


def sharing_asked(patient: UUID) -> list[SharingRequest]:
    """The questions that wait for this patient's answer, the oldest first."""
    rows = SharingRequest.objects.filter(patient_id=patient, answered_at__isnull=True)
    return list(rows.select_related("professional__organisation", "asked_by").order_by("asked_at", "id"))


def mandates_of(patient: UUID) -> list[Mandate]:
    """The mandates that this patient ever gave, the newest first."""
    rows = Mandate.objects.filter(patient_id=patient).select_related("helper")
    return list(rows.order_by("-starts_at", "-id"))


def mandates_held(helper: Person, *, now: datetime) -> list[Mandate]:
    """The mandates that stand for this helper now, the oldest first."""
    return list(Mandate.objects.standing(now).filter(helper=helper).order_by("starts_at", "id"))


def openings_of(patient: UUID) -> list[EmergencyOpening]:
    """When this record was opened in an emergency, the newest first."""
    rows = EmergencyOpening.objects.filter(patient_id=patient).select_related("professional")
    return list(rows.order_by("-opened_at", "-id"))


@of_organisation()
def openings_in(officer: Person) -> list[EmergencyOpening]:
    """The openings in an emergency of this officer's organisation, the newest first."""
    rows = EmergencyOpening.objects.filter(organisation=officer.organisation_id).select_related("professional")
    return list(rows.order_by("-opened_at", "-id"))


@of_organisation()
def patients_here(person: Person) -> list[Patient]:
    """Every patient of this person's organisation, with the person beside them, by name. For names only: a record is
    opened with `patient_of`."""
    here = {one.person_id: one for one in _here(person)}
    return [here[found.id] for found in by_name(one.person for one in here.values())]


def _here(person: Person) -> PatientQuerySet:
    return listed(Patient.objects.named().open().filter(organisation=person.organisation_id))


@of_organisation()
def patient_known_as(person: Person, words: str) -> list[Patient]:
    """The patients of this person's organisation who sign in with exactly this name, or are called so."""
    here, called = _here(person), words.strip().casefold()
    alike = finding.matching(here, words, organisation=person.organisation_id)
    found = [one for one in alike if one.person.called.casefold() == called]
    return [
        *found,
        *here.filter(person__sign_in_index=sign_in_index_of(words)).exclude(id__in=[one.id for one in found]),
    ]


@house()
def called(patient: UUID) -> str:
    """What this patient is called; nothing for a record that is gone. The caller has asked who may know it."""
    found = Patient.objects.named().filter(id=patient).first()
    return "" if found is None else found.person.called
