"""What a professional reads about sharing: who was brought in, who waits for an answer, what was shared with them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from accalmie.foundation.access import queries
from accalmie.foundation.access.models import EmergencyOpening
from accalmie.foundation.access.permissions import Permission
from accalmie.foundation.access.policy import Basis, basis_of, granted
from accalmie.foundation.design.addresses import reverse
from accalmie.foundation.people.models import Patient, Person
from accalmie.foundation.people.queries import colleagues_of, contact_of
from accalmie.oversight.caseload.words import PURPOSES


@dataclass(frozen=True)
class SharedLine:
    """Somebody who agreed to show this reader something. `href` is empty where there is no page to open."""

    called: str
    href: str
    purposes: tuple[str, ...]
    telephone: str


def shared_lines(reader: Person, now: datetime) -> list[SharedLine]:
    """Everybody who agreed to show this reader something, outside their care teams."""
    return [_shared(reader, patient, now) for patient in queries.shared_with(reader, now=now)]


def _shared(reader: Person, patient: Patient, now: datetime) -> SharedLine:
    can = granted(reader, patient=patient.id, now=now)
    has_page = Permission.RECORD_READ in can or Permission.CONCERN_READ in can
    relation = next(one for one in queries.relations_of(patient.id) if one.professional_id == reader.id)
    return SharedLine(
        called=patient.person.called,
        href=reverse("caseload:show-patient", args=[patient.id]) if has_page else "",
        purposes=tuple(str(dict(PURPOSES)[one]) for one in relation.purposes),
        telephone=contact_of(patient).telephone if Permission.CONTACT_READ in can else "",
    )


def emergency_of(reader: Person, patient: UUID, now: datetime) -> datetime | None:
    """Until when this reader sees this record on the ground of an emergency alone; None: on another ground."""
    if basis_of(reader, Permission.RECORD_READ, patient=patient, now=now) != Basis.BREAK_GLASS:
        return None
    standing = EmergencyOpening.objects.standing(now).filter(professional=reader, patient_id=patient)
    return max(standing.values_list("ends_at", flat=True), default=None)


def colleagues(reader: Person, patient: UUID, now: datetime) -> list[Person]:
    """Colleagues of the same organisation who are not in this care team for good: whoever covers for some days, or was
    shown a part, may come into it."""
    standing = [one for one in queries.relations_of(patient) if one.stands_at(now) and not one.is_by_consent]
    there = {one.professional_id for one in standing if one.ends_at is None}
    return [one for one in colleagues_of(reader) if one.id not in there]


@dataclass(frozen=True)
class SharePage:
    """Who is in a care team, and who waits for the patient's answer: name, role, and since when."""

    patient: UUID
    called: str
    team: tuple[tuple[str, str, datetime], ...]
    waiting: tuple[tuple[str, datetime], ...]


def share_page(patient: Patient, now: datetime) -> SharePage:
    """The page on which a professional brings somebody in."""
    standing = [one for one in queries.relations_of(patient.id) if one.stands_at(now)]
    return SharePage(
        patient=patient.id,
        called=patient.person.called,
        team=tuple((one.professional.called, one.get_role_display(), one.starts_at) for one in standing),
        waiting=tuple((one.professional.called, one.asked_at) for one in queries.sharing_asked(patient.id)),
    )
