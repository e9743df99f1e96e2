"""A professional's caseload, in a number of queries that does not grow with the patients.

The order comes from SQL over projections (`needs.py`); names are opened for those alone who are shown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from accalmie.capabilities.care import queries as care
from accalmie.capabilities.contact import queries as contact
from accalmie.capabilities.measures import library as measures
from accalmie.capabilities.programmes import queries as programmes
from accalmie.capabilities.programmes.queries import Along
from accalmie.foundation import crypto
from accalmie.foundation.access.queries import first_followed_by, patients_of
from accalmie.foundation.people.finding import matching
from accalmie.foundation.people.lists import listed
from accalmie.foundation.people.models import Patient, PatientQuerySet, Person
from accalmie.oversight.caseload import covering
from accalmie.oversight.caseload.models import CaseRow
from accalmie.oversight.caseload.needs import Placed, by_need
from accalmie.oversight.caseload.triage import Case, Figures, Group, worsening
from accalmie.oversight.caseload.wanted import Wanted
from accalmie.safety import queries as safety

A_PAGE = 50
EVERYBODY = Wanted()


@dataclass(frozen=True)
class Seen:
    """One page of a list. `counts`: how many stand in each group, whichever group is asked for; `found`: how many are
    asked for; `programmes` and `modes`: those that there are to choose from."""

    cases: list[Case]
    counts: dict[Group, int]
    found: int
    page: int
    pages: int
    programmes: tuple[str, ...]
    modes: tuple[str, ...]

    @property
    def everybody(self) -> int:
        return sum(self.counts.values())


def seen(professional: Person, wanted: Wanted = EVERYBODY, *, now: datetime) -> Seen:
    """One page of this professional's list, those who need somebody first at the top. A page beyond the last is the
    last."""
    away = covering.away(professional, now)
    placed = by_need(_asked_for(professional, wanted, away, now), now=now)
    whole = replace(wanted, group=None)
    among = [one for one in placed if whole.holds(one.group, one.programme, one.mode)]
    counts = Counter(one.group for one in among)
    found = [one for one in among if wanted.group in (None, one.group)]
    pages = max(1, -(-len(found) // A_PAGE))
    page = min(wanted.page, pages)
    return Seen(
        cases=_cases(found[(page - 1) * A_PAGE : page * A_PAGE], professional, away, now),
        counts={group: counts[group] for group in Group},
        found=len(found),
        page=page,
        pages=pages,
        programmes=tuple(sorted({one.programme for one in placed if one.programme})),
        modes=tuple(sorted({one.mode for one in placed if one.mode})),
    )


def caseload(
    professional: Person, wanted: Wanted = EVERYBODY, *, now: datetime, at_most: int | None = None
) -> list[Case]:
    """Everybody in this professional's care now who is asked for, in the order of the list."""
    away = covering.away(professional, now)
    placed = by_need(_asked_for(professional, wanted, away, now), now=now)
    found = [one for one in placed if wanted.holds(one.group, one.programme, one.mode)]
    return _cases(found[:at_most], professional, away, now)


def deceased(professional: Person, *, now: datetime) -> list[Patient]:
    """Those in this professional's care who have died: their records stay, apart from whoever needs somebody today."""
    return list(patients_of(professional, now=now).filter(id__in=safety.deceased()))


def _asked_for(professional: Person, wanted: Wanted, away: covering.Away, now: datetime) -> PatientQuerySet:
    """Whoever is asked for, whatever their group, programme and mode."""
    found = listed(patients_of(professional, now=now).select_related(None).order_by())
    if wanted.called:
        found = matching(found, wanted.called, organisation=professional.organisation_id)
    if wanted.mine:
        found = found.filter(id__in=first_followed_by([professional.id], now=now))
    if wanted.covered:
        by_rota, arranged = first_followed_by(away, now=now), care.read_for_colleagues(professional, now=now)
        found = found.filter(Q(id__in=by_rota) | Q(id__in=arranged))
    return found


def _cases(placed: Sequence[Placed], professional: Person, away: covering.Away, now: datetime) -> list[Case]:
    """All that the list says of these people, in this order."""
    groups = {one.patient: Group(one.group) for one in placed}
    ids = list(groups)
    crypto.warm(ids)
    here = Patient.objects.filter(id__in=ids)
    named = {patient.id: patient for patient in here.named()}
    concerns, figures, going = safety.waiting(here), _figures(ids), programmes.along(ids, now)
    unread = care.waiting_by_patient(ids)
    talks, covers = contact.waiting(ids), covering.covers(ids, away, professional, now)
    phq9 = measures.instruments()["phq-9"]
    return [
        Case(
            called=named[patient].person.called,
            figures=figures[patient],
            group=group,
            concern=concerns.get(patient),
            worsening=worsening(phq9, figures[patient]),
            along=going.get(patient, Along()),
            talk=talks.get(patient),
            came_at=named[patient].created_at,
            cover=covers.get(patient),
            unread=unread.get(patient, ()),
        )
        for patient, group in groups.items()
    ]


def _figures(patients: Iterable[UUID]) -> dict[UUID, Figures]:
    """The figures of each of these patients; empty ones for somebody who has done nothing yet."""
    names = list(Figures.__dataclass_fields__)
    found = {patient: Figures(patient) for patient in patients}
    rows = CaseRow.objects.filter(patient_id__in=list(found)).values_list(*names)
    return found | {row[0]: Figures(*row) for row in rows}
