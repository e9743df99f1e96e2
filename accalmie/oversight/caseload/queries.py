"""A professional's caseload, in a number of queries that does not grow with the patients."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from accalmie.capabilities.contact import queries as contact
from accalmie.capabilities.measures import library as measures
from accalmie.capabilities.programmes import queries as programmes
from accalmie.capabilities.programmes.queries import Along
from accalmie.foundation import crypto
from accalmie.foundation.access.queries import patients_of
from accalmie.foundation.people.finding import matching
from accalmie.foundation.people.lists import listed
from accalmie.foundation.people.models import Patient, Person
from accalmie.oversight.caseload.models import CaseRow
from accalmie.oversight.caseload.triage import Case, Figures, in_order, worsening
from accalmie.safety import queries as safety


def caseload(professional: Person, *, now: datetime, called: str = "") -> list[Case]:
    """Everybody in this professional's care now: concerns first, then worse, asking, drifting away, and the rest.

    With `called`, those of them alone whose name has words that begin so.
    """
    in_care = patients_of(professional, now=now)
    if called:
        in_care = matching(in_care, called, organisation=professional.organisation_id)
    patients = list(listed(in_care))
    ids = [patient.id for patient in patients]
    crypto.warm(ids)
    concerns, figures, going = safety.open_concerns(ids), _figures(ids), programmes.along(ids, now)
    talks = contact.waiting(ids)
    phq9 = measures.instruments()["phq-9"]
    return in_order(
        [
            Case(
                called=patient.person.called,
                figures=figures[patient.id],
                concern=concerns.get(patient.id),
                worsening=worsening(phq9, figures[patient.id]),
                along=going.get(patient.id, Along()),
                talk=talks.get(patient.id),
            )
            for patient in patients
        ]
    )


def deceased(professional: Person, *, now: datetime) -> list[Patient]:
    """Those in this professional's care who have died: their records stay, apart from whoever needs somebody today."""
    return list(patients_of(professional, now=now).filter(id__in=safety.deceased()))


def _figures(patients: Iterable[UUID]) -> dict[UUID, Figures]:
    """The figures of each of these patients; empty ones for somebody who has done nothing yet."""
    names = list(Figures.__dataclass_fields__)
    found = {patient: Figures(patient) for patient in patients}
    rows = CaseRow.objects.filter(patient_id__in=list(found)).values_list(*names)
    return found | {row[0]: Figures(*row) for row in rows}
