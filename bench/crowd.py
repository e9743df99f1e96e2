"""Makes the long lists of the bench: a site of 10,000 people whom a supervisor sees, 1,000 of them a psychologist's.

A few hundred live their weeks in the simulated clinic, through the journal. The others are their rows again, under
names, keys and ids of their own: a list reads rows and never the journal. Run on a prepared demo site (`python -m
bench.crowd 200 10000`); leaves `crowd.json` in its data folder.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import django
import msgspec

django.setup()

from django.conf import settings  # noqa: E402  (nothing of a site can be imported before it is set up)
from django.db import models, transaction  # noqa: E402
from uuid6 import uuid7  # noqa: E402

from accalmie.capabilities.care.models import ReviewDue  # noqa: E402
from accalmie.capabilities.contact.models import TalkRequest  # noqa: E402
from accalmie.capabilities.programmes.models import CallAgreement, Progress  # noqa: E402
from accalmie.foundation import clock, crypto  # noqa: E402
from accalmie.foundation.access.models import CareRelationship  # noqa: E402
from accalmie.foundation.journal.models import Head  # noqa: E402
from accalmie.foundation.people import actions  # noqa: E402
from accalmie.foundation.people.codes import Role  # noqa: E402
from accalmie.foundation.people.models import Patient, Person  # noqa: E402
from accalmie.foundation.people.simulated import simulate_patient  # noqa: E402
from accalmie.oversight.caseload.models import CaseRow  # noqa: E402
from accalmie.safety.concern_models import Concern  # noqa: E402
from accalmie.site.simulated.opening import clinic  # noqa: E402
from accalmie.site.simulated.running import Order, run  # noqa: E402
from bench.clinic import CROWD, THOUSAND, Crowd  # noqa: E402
from bench.making import session_of  # noqa: E402

WEEKS, SEED, ADULT = 12, 7, 35
_AT_ONCE = 500
_ROWS: tuple[type[models.Model], ...] = (CaseRow, Progress, Concern, TalkRequest, CallAgreement, ReviewDue)
"""What a list reads of somebody."""


def crowd(now: datetime, *, lived: int, people: int) -> Crowd:
    """Make everybody; the longest list has so many `people`, of whom so many have `lived`."""
    psychologist, supervisor = _colleague("claire", Role.PSYCHOLOGIST, now), _colleague("sofia", Role.SUPERVISOR, now)
    order = Order(patients=lived, weeks=WEEKS, seed=SEED, now=now, under_way=True, carers=(psychologist,))
    run(clinic(weeks=WEEKS, until=now), order)
    first = list(Patient.objects.named().order_by("id"))
    everybody = [patient.id for patient in first]
    while len(everybody) < people:
        everybody += _again(first[: people - len(everybody)], len(everybody), now)
    _follow(psychologist, everybody[:THOUSAND], now)
    _follow(supervisor, everybody, now)
    longest = Head.objects.filter(patient_id__in=everybody[:THOUSAND]).order_by("-sequence", "patient_id").first()
    assert longest is not None
    return Crowd(thousand=session_of(psychologist), everybody=session_of(supervisor), record=str(longest.patient_id))


def _colleague(name: str, role: Role, now: datetime) -> Person:
    return actions.create_professional(
        sign_in_name=f"bench-{name}", password=name, called=name.title(), language="fr", role=role, now=now
    )


@transaction.atomic
def _again(patients: Sequence[Patient], made: int, now: datetime) -> list[UUID]:
    """As many people who have the same rows."""
    other = {patient.id: uuid7() for patient in patients}
    crypto.create_keys(list(other.values()))
    for number, patient in enumerate(patients, start=made):
        simulate_patient(
            patient=other[patient.id],
            person=uuid7(),
            sign_in_name=f"bench-{number}",
            called=patient.person.called,
            language="fr",
            age=ADULT,
            now=patient.created_at,
            organisation=patient.organisation,
        )
    for model in _ROWS:
        rows: list[Any] = list(model._default_manager.filter(patient_id__in=list(other)))
        model._default_manager.bulk_create([_of_other(row, other) for row in rows], batch_size=_AT_ONCE)
    return list(other.values())


def _of_other(row: Any, other: Mapping[UUID, UUID]) -> Any:
    """This row as somebody else's. What is sealed in it keeps its length, which is what a list has to step over."""
    row.patient_id = other[row.patient_id]
    if row._meta.pk.name != "patient_id":
        row.pk = uuid7()
    return row


def _follow(professional: Person, patients: Sequence[UUID], now: datetime) -> None:
    """This professional is in the care team of all of these."""
    theirs = set(CareRelationship.objects.filter(professional=professional).values_list("patient_id", flat=True))
    CareRelationship.objects.bulk_create(
        [
            CareRelationship(patient_id=patient, professional=professional, role=professional.role, starts_at=now)
            for patient in patients
            if patient not in theirs
        ],
        batch_size=_AT_ONCE,
    )


if __name__ == "__main__":
    lived, people = map(int, sys.argv[1:])
    made = crowd(clock.now(), lived=lived, people=people)
    (Path(settings.DATA) / CROWD).write_bytes(msgspec.json.encode(made))
