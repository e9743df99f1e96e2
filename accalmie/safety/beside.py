"""Nobody in training answers alone for somebody in danger: who does, and what may not be done that would lead there.

Somebody in training is who stands so on the rota. High risk: a danger that no professional has settled, from thoughts
of death on, or an alert that is open.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from accalmie.core.crisis import Level
from accalmie.foundation.access.codes import CareBasis
from accalmie.foundation.access.models import CareRelationship
from accalmie.foundation.access.permissions import CARING_ROLES
from accalmie.foundation.people.models import Patient, Person
from accalmie.foundation.rows import house
from accalmie.safety.alerts.models import Alert
from accalmie.safety.concern_models import Concern
from accalmie.safety.readiness.queries import trainees

HIGH = Level.PASSIVE
"""From this level on a case is of high risk."""


class WouldBeAlone(Exception):
    """It would leave somebody in training alone with somebody in danger."""


def at_high_risk(patients: Iterable[UUID]) -> set[UUID]:
    """Those of these patients whose case is of high risk. In two queries."""
    ids = list(patients)
    unsettled = Concern.objects.filter(patient_id__in=ids, severity__gte=HIGH.severity)
    unsettled = unsettled.exclude(origin=Concern.Origin.ASKED).filter(Q(reviewed_at__isnull=True) | Q(goes_on=False))
    alerts = Alert.objects.filter(patient_id__in=ids, closed_at__isnull=True, severity__gte=HIGH.severity)
    return {*unsettled.values_list("patient_id", flat=True), *alerts.values_list("patient_id", flat=True)}


def alone(patients: Iterable[UUID], *, now: datetime) -> dict[UUID, UUID]:
    """Of these patients, those at high risk whom only people in training answer, with one of these people."""
    in_training = trainees()
    if not in_training:
        return {}
    teams: dict[UUID, set[UUID]] = {patient: set() for patient in at_high_risk(patients)}
    standing = CareRelationship.objects.standing(now).filter(
        patient_id__in=list(teams), basis=CareBasis.TEAM, role__in=CARING_ROLES
    )
    for patient, professional in standing.values_list("patient_id", "professional_id"):
        teams[patient].add(professional)
    return {patient: min(team) for patient, team in teams.items() if team and team <= in_training}


def is_alone(patient: UUID, *, now: datetime) -> bool:
    """Whether only people in training answer this person, who is at high risk."""
    return bool(alone([patient], now=now))


def check_joining(patient: UUID, by: Person, team: Iterable[Person]) -> None:
    """Before this person takes a patient into their care, beside this team. Raises WouldBeAlone."""
    _check(patient, {by.id, *(one.id for one in team)})


def check_leaving(patient: UUID, by: Person, team: Iterable[Person]) -> None:
    """Before this person leaves the team of a patient. Raises WouldBeAlone."""
    _check(patient, {one.id for one in team} - {by.id})


def check_covering(patient: UUID, away: Person, by: Person, team: Iterable[Person]) -> None:
    """Before somebody reads this patient while a colleague is away. Raises WouldBeAlone."""
    _check(patient, {by.id, *(one.id for one in team)} - {away.id})


@house()  # nothing is shown of it; whoever is to cover a colleague does not see the record yet
def _check(patient: UUID, team: set[UUID]) -> None:
    if team and team <= trainees() and at_high_risk([patient]):
        raise WouldBeAlone


@house()  # counts by professional: neither who is in danger nor a level of it
def alone_in(organisation: UUID, *, now: datetime) -> Counter[UUID]:
    """How many people at high risk each person in training of this organisation answers alone."""
    in_care = CareRelationship.objects.standing(now).filter(professional__in=trainees(), basis=CareBasis.TEAM)
    here = Patient.objects.open().filter(organisation=organisation, id__in=in_care.values("patient_id"))
    return Counter(alone(here.values_list("id", flat=True), now=now).values())
