"""Who of a service is away, and for whose patients a colleague of the care team answers meanwhile."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone

from accalmie.capabilities.care.queries import Covered, cover_of
from accalmie.foundation.access.queries import followers_of
from accalmie.foundation.people.models import Person
from accalmie.foundation.people.queries import names_of
from accalmie.oversight.caseload.triage import Cover
from accalmie.safety.alerts import on_call

Away = Mapping[UUID, date]
"""Professionals who are away, each with the last day of it."""


def away(reader: Person, now: datetime) -> Away:
    """Who else of the reader's service is on leave today."""
    today = timezone.localtime(now).date()
    found = on_call.away_in(reader.organisation_id, on=today)
    return {person: until for person, until in found.items() if person != reader.id}


def covers(patients: Sequence[UUID], away: Away, reader: Person, now: datetime) -> dict[UUID, Cover]:
    """Those of these patients for whom somebody reads meanwhile (`capabilities.care`), or whose longest follower is
    away from the rota: whoever of their team reads this answers for them."""
    arranged = {patient: _cover(one, reader) for patient, one in cover_of(patients, now=now).items()}
    if not away:
        return arranged
    followed = {one: by for one, by in followers_of(patients, now=now).items() if by in away}
    names = names_of(followed.values())
    return {patient: Cover(names.get(by, ""), away[by]) for patient, by in followed.items()} | arranged


def _cover(one: Covered, reader: Person) -> Cover:
    by = "" if one.covered_by == reader.id else one.covered_called
    return Cover(one.owner_called, one.last_day, by)
