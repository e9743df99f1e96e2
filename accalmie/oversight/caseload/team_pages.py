"""The patient's page about who may see what: everybody who ever could, with dates, and what they may end."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from accalmie.core.entries import MandateGiven
from accalmie.foundation import journal
from accalmie.foundation.access import queries
from accalmie.foundation.access.codes import Power, Purpose
from accalmie.foundation.access.models import CareRelationship, Mandate, SharingRequest
from accalmie.foundation.access.permissions import CARING_ROLES
from accalmie.foundation.people.models import Person
from accalmie.foundation.people.queries import colleagues_of


@dataclass(frozen=True)
class Member:
    """Somebody who may see something, or who could. `purposes` is empty in the care team, where sharing is presumed."""

    relation: UUID
    called: str
    role: str
    organisation: str
    purposes: tuple[str, ...]
    added_by: str
    since: datetime
    until: datetime | None


@dataclass(frozen=True)
class Question:
    """A question that waits: may this person see this?"""

    id: UUID
    called: str
    role: str
    organisation: str
    asked_by: str
    purposes: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class MandateLine:
    """A helper's mandate. `code` is empty once somebody has entered it."""

    id: UUID
    helper: str
    structure: str
    powers: tuple[str, ...]
    code: str
    until: datetime
    stands: bool


@dataclass(frozen=True)
class TeamPage:
    """Who may see what."""

    members: tuple[Member, ...]
    coming: tuple[Member, ...]
    shared: tuple[Member, ...]
    past: tuple[Member, ...]
    questions: tuple[Question, ...]
    mandates: tuple[MandateLine, ...]
    openings: tuple[tuple[str, str, datetime, datetime], ...]


def team_page(patient: UUID, now: datetime) -> TeamPage:
    """All of it, for the patient themself."""
    relations = queries.relations_of(patient)
    standing = [one for one in relations if one.stands_at(now)]
    return TeamPage(
        members=_members(one for one in standing if not one.is_by_consent),
        coming=_members(one for one in relations if one.is_yet_to_come(now)),
        shared=tuple(_member(one) for one in standing if one.is_by_consent),
        past=tuple(_member(one) for one in relations if one.is_over(now)),
        questions=tuple(_question(one) for one in queries.sharing_asked(patient)),
        mandates=tuple(_mandate(one, now) for one in queries.mandates_of(patient)),
        openings=tuple(
            (one.professional.called, one.professional.get_role_display(), one.opened_at, one.ends_at)
            for one in queries.openings_of(patient)
        ),
    )


def _members(relations: Iterable[CareRelationship]) -> tuple[Member, ...]:
    """Each professional once: somebody who covers for two colleagues stands there twice, and goes with the later."""
    by_name: dict[UUID, CareRelationship] = {}
    for one in relations:
        known = by_name.get(one.professional_id)
        if known is None or (known.ends_at is not None and (one.ends_at is None or one.ends_at > known.ends_at)):
            by_name[one.professional_id] = one
    return tuple(_member(one) for one in by_name.values())


def _member(one: CareRelationship) -> Member:
    return Member(
        relation=one.id,
        called=one.professional.called,
        role=one.get_role_display(),
        organisation=one.professional.organisation.name if one.is_by_consent else "",
        purposes=tuple(str(Purpose(purpose).label) for purpose in one.purposes),
        added_by=one.added_by.called if one.added_by else "",
        since=one.starts_at,
        until=one.ends_at,
    )


def _question(one: SharingRequest) -> Question:
    return Question(
        id=one.id,
        called=one.professional.called,
        role=one.professional.get_role_display(),
        organisation=one.professional.organisation.name,
        asked_by="" if one.asked_by_id == one.professional_id else one.asked_by.called,
        purposes=tuple((purpose, str(Purpose(purpose).label)) for purpose in one.purposes),
    )


def _mandate(one: Mandate, now: datetime) -> MandateLine:
    return MandateLine(
        id=one.id,
        helper=one.helper.called if one.helper else "",
        structure=structure_of(one),
        powers=tuple(str(Power(power).label) for power in one.powers),
        code="" if one.helper else one.code,
        until=one.ended_at or one.expires_at,
        stands=one.ended_at is None and one.expires_at > now,
    )


def structure_of(mandate: Mandate) -> str:
    """For whom the helper works, as the patient wrote it: the journal keeps it, sealed."""
    given = journal.entry(mandate.patient_id, mandate.id)
    return given.value.structure if given and isinstance(given.value, MandateGiven) else ""


def may_cover(professional: Person, *, patient: UUID | None = None) -> list[Person]:
    """The colleagues who may read for this professional, by name; of one patient, nobody whom they have left."""
    left = queries.left_by(patient) if patient else set()
    return [one for one in colleagues_of(professional) if one.role in CARING_ROLES and one.id not in left]
