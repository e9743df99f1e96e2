"""First pages of those who work here without a caseload: names for the secretary, emergencies for the officer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accalmie.core.entries import OpenedInEmergency
from accalmie.foundation import clock, crypto, journal
from accalmie.foundation.access import queries
from accalmie.foundation.access.decorators import permitted
from accalmie.foundation.access.models import EmergencyOpening
from accalmie.foundation.access.permissions import Permission
from accalmie.foundation.access.policy import may, may_to_all_here
from accalmie.foundation.people.models import Person
from accalmie.foundation.people.queries import contact_of
from accalmie.foundation.people.requests import PersonRequest


@require_safe
@permitted(Permission.WORK_READ)
def show_work(request: PersonRequest) -> HttpResponseBase:
    """One line on what a role does here, and the pages that it may open."""
    now = clock.now()
    context = {
        "role": request.user.role,
        "role_name": request.user.get_role_display(),
        "may_see_insight": may(request.user, Permission.INSIGHT_READ, now=now),
        "may_vouch": may(request.user, Permission.ACCOUNT_RESTORE, now=now),
        "may_read_rules": may(request.user, Permission.RULES_READ, now=now),
    }
    return render(request, "home/work.html", context)


@require_safe
@permitted(Permission.NAMES_READ)
def list_names(request: PersonRequest) -> HttpResponseBase:
    return render(request, "home/names.html", {"names": names_for(request.user)})


def names_for(secretary: Person) -> list[tuple[str, str]]:
    """The patients of the secretary's organisation: what they are called, and their telephone number if given."""
    if not may_to_all_here(secretary, Permission.CONTACT_READ):
        return []
    return [(one.person.called, contact_of(one).telephone) for one in queries.patients_here(secretary)]


@dataclass(frozen=True)
class OpeningLine:
    """A record opened in an emergency, as the officer reads it."""

    who: str
    role: str
    patient: str
    since: datetime
    until: datetime
    words: str


@require_safe
@permitted(Permission.EMERGENCY_READ)
def show_officer(request: PersonRequest) -> HttpResponseBase:
    """What the data-protection officer has to see at once."""
    openings = [_line(one) for one in queries.openings_in(request.user)]
    return render(request, "home/officer.html", {"openings": openings})


def _line(one: EmergencyOpening) -> OpeningLine:
    return OpeningLine(
        who=one.professional.called,
        role=one.professional.get_role_display(),
        patient=queries.called(one.patient_id),
        since=one.opened_at,
        until=one.ends_at,
        words=_reason(one),
    )


def _reason(one: EmergencyOpening) -> str:
    """The reason as it was written; nothing once the record is erased, and its key with it."""
    try:
        entry = journal.entry(one.patient_id, one.id)
    except crypto.KeyDestroyed:
        return ""
    return entry.value.words if entry and isinstance(entry.value, OpenedInEmergency) else ""
