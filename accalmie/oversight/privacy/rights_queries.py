"""What is asked of records, and by whom it is answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from accalmie.core import entries
from accalmie.foundation import crypto, journal
from accalmie.foundation.access.models import CareRelationship
from accalmie.foundation.access.queries import NotYours
from accalmie.foundation.journal.models import StoredEntry
from accalmie.foundation.people import consents
from accalmie.foundation.people.codes import Role
from accalmie.foundation.people.models import Patient, Person
from accalmie.foundation.rows import house, of_organisation
from accalmie.oversight.privacy.rights_law import law
from accalmie.oversight.privacy.rights_models import (
    ANSWER,
    REASON,
    WORDS,
    About,
    Kind,
    LegalHold,
    RightsRequest,
    RightsRequestQuerySet,
    State,
)

CONSENTS: tuple[type[Any], ...] = (entries.ConsentGiven, entries.ConsentWithdrawn)
ANSWERING = (Role.DATA_PROTECTION_OFFICER, Role.SAFETY_LEAD, Role.ADMINISTRATOR)
"""Who may find a request in their list. What each of them finds there is `requests_for`."""


@dataclass(frozen=True, slots=True)
class Standing:
    """One purpose, and where the person's consent to it stands. `is_older`: given to an earlier text."""

    purpose: str
    is_given: bool
    text_version: str
    at: datetime | None
    is_older: bool


def standings(patient: UUID) -> tuple[Standing, ...]:
    """Each purpose of this site, as the person last decided on it; of what was never asked nothing is presumed but what
    is part of care (`consents.PRESUMED`)."""
    last: dict[str, journal.Recorded[Any]] = {}
    for one in journal.entries(patient, CONSENTS):
        last[one.value.purpose] = one
    return tuple(_standing(purpose, last.get(purpose)) for purpose in consents.TEXT_VERSIONS)


def _standing(purpose: str, one: journal.Recorded[Any] | None) -> Standing:
    current = consents.TEXT_VERSIONS[purpose]
    if one is None:
        return Standing(purpose, purpose in consents.PRESUMED, current, None, False)
    given, version = isinstance(one.value, entries.ConsentGiven), one.value.text_version
    return Standing(purpose, given, version, one.occurred_at, given and version != current)


def mine(patient: UUID) -> list[RightsRequest]:
    """What this person has asked, the newest first."""
    return list(RightsRequest.objects.of(patient))


def waits(patient: UUID, kind: str) -> bool:
    """Whether such a request of theirs waits for its answer."""
    return RightsRequest.objects.of(patient).waiting().filter(kind=kind).exists()


def words_of(request: RightsRequest) -> tuple[str, str]:
    """What was asked and what was answered, opened; both empty once the record has been erased."""
    try:
        return _opened(request, request.words, WORDS), _opened(request, request.answer, ANSWER)
    except (crypto.KeyDestroyed, crypto.KeyMissing):
        return "", ""


def _opened(request: RightsRequest, sealed: bytes | memoryview | None, purpose: str) -> str:
    return "" if sealed is None else str(crypto.open_json(request.patient_id, sealed, purpose=purpose))


def released_until(patient: UUID) -> datetime | None:
    """Until when professionals' notes in this record have been read over for their owner; None when never."""
    granted = RightsRequest.objects.filter(patient_id=patient, kind=Kind.ACCESS, state=State.GRANTED)
    return granted.order_by("-answered_at").values_list("answered_at", flat=True).first()


def requests_for(person: Person) -> RightsRequestQuerySet:
    """What this person answers, in their own organisation: never about somebody for whom they care or have cared.

    The officer: everything. A safety lead: complaints about care. An administrator: the same, and all of it where no
    officer is named, since nobody would answer otherwise.
    """
    found = RightsRequest.objects.filter(organisation_id=person.organisation_id).exclude(
        patient_id__in=CareRelationship.objects.filter(professional=person).values("patient_id")
    )
    if person.role == Role.DATA_PROTECTION_OFFICER or _stands_in(person):
        return found
    if person.role in ANSWERING:
        return found.filter(kind=Kind.COMPLAINT, about=About.CARE)
    return found.none()


def _stands_in(person: Person) -> bool:
    officers = Person.objects.filter(
        organisation_id=person.organisation_id, role=Role.DATA_PROTECTION_OFFICER, is_active=True
    )
    return person.role == Role.ADMINISTRATOR and not officers.exists()


def request_for(person: Person, id: UUID) -> RightsRequest:
    """One request that this person answers. Raises NotYours."""
    found = requests_for(person).filter(id=id).first()
    if found is None:
        raise NotYours
    return found


def listed_for(person: Person, *, at_most: int = 200) -> list[RightsRequest]:
    """Those that wait, the most overdue first; then those answered, the latest first."""
    waiting = list(requests_for(person).waiting().order_by("due_at", "id")[:at_most])
    answered = requests_for(person).filter(~Q(state=State.WAITING)).order_by("-answered_at", "-id")
    return waiting + list(answered[: max(at_most - len(waiting), 0)])


@of_organisation()
def called(patients: list[UUID]) -> dict[UUID, str]:
    """How each of these is addressed; somebody erased is left out."""
    return {one.id: one.person.called for one in Patient.objects.named().filter(id__in=patients)}


def team_of(patient: UUID) -> list[str]:
    """Who cares or has cared for this person, the first first."""
    relations = CareRelationship.objects.filter(patient_id=patient).select_related("professional")
    names = [
        f"{one.professional.called}, {one.professional.get_role_display()}" for one in relations.order_by("starts_at")
    ]
    return list(dict.fromkeys(names))


def newest(patient: UUID) -> datetime | None:
    """When something was last written in this record."""
    entries_ = StoredEntry.objects.filter(patient_id=patient).order_by("-sequence")
    return entries_.values_list("recorded_at", flat=True).first()


@house()
def kept_until(patient: Patient) -> datetime:
    """From when on this record may be erased: at once where nobody was ever in charge of its owner's care."""
    if not CareRelationship.objects.filter(patient_id=patient.id).exists():
        return patient.created_at
    last = newest(patient.id) or patient.created_at
    return law().kept_until(patient.organisation.holder, last_contact=last)


def holds(patient: UUID, *, now: datetime) -> list[tuple[str, datetime | None]]:
    """Why this record may not be erased for now, and until when."""
    standing = LegalHold.objects.standing(now).filter(patient_id=patient).order_by("at", "id")
    return [(str(crypto.open_json(patient, one.reason, purpose=REASON)), one.until) for one in standing]


def is_held(patient: UUID, *, now: datetime) -> bool:
    """Whether something keeps this record from erasure."""
    return LegalHold.objects.standing(now).filter(patient_id=patient).exists()


def may_erase_at_once(patient: Patient, *, now: datetime) -> bool:
    """Whether its owner alone decides: nobody ever cared for them here, and nothing holds the record."""
    cared_for = CareRelationship.objects.filter(patient_id=patient.id).exists()
    return not cared_for and not is_held(patient.id, now=now)


def decided() -> QuerySet[RightsRequest]:
    """The erasures on which an officer has decided and that wait for the end of their record's time."""
    return RightsRequest.objects.filter(kind=Kind.ERASURE, state=State.ARCHIVED)
