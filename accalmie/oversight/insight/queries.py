"""Which simulated clinics are on this site and what they gave; what is expected of many patients at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import msgspec
from django.conf import settings
from django.utils.translation import get_language

from accalmie.capabilities.programmes import library as programmes
from accalmie.core.insight.course import WEEK, Expected, expected, off_course_at
from accalmie.core.insight.dropout import STAY, Drifting, drifting
from accalmie.core.insight.models import Models
from accalmie.core.insight.traces import Score, Trace, stay_scores
from accalmie.core.simulation import Summary
from accalmie.foundation.people.models import Patient
from accalmie.oversight.insight import keeping
from accalmie.oversight.insight.fitting.dropout import Case
from accalmie.oversight.insight.models import SimulatedClinic, TraceRow

MAIN = "phq-9"


@dataclass(frozen=True, kw_only=True)
class Expectation:
    """What is expected of one patient. `band`: of the main measure, today, from the first score. `off_course_at`: the
    moment of the score of the review at week 4, if it lay beyond its band. `drifting`: None where nothing may be said.
    """

    patient: UUID
    baseline: Score | None = None
    band: Expected | None = None
    off_course_at: datetime | None = None
    drifting: Drifting | None = None


def clinics() -> list[SimulatedClinic]:
    """Each simulated clinic, the newest first; at most twenty."""
    return list(SimulatedClinic.objects.order_by("-made_at", "-id")[:20])


def summary_of(clinic: SimulatedClinic) -> Summary:
    """Its counts and sums."""
    return msgspec.convert(clinic.summary, Summary, strict=False)


def title_of(programme: str) -> str:
    """What the programme is called, in the reader's language; its name where it is not published here."""
    try:
        titles = programmes.current(programme).programme.title
    except programmes.NotPublished:
        return programme
    return titles["fr" if (get_language() or "fr").startswith("fr") else "en"]


def expectations(patients: Iterable[UUID], now: datetime) -> dict[UUID, Expectation]:
    """What is expected of each of these patients, in two queries at most; nothing where no models are in use.

    Models of simulated people speak of simulated people and in a demo, of nobody else.
    """
    asked, models = list(patients), keeping.usable()
    found = {patient: Expectation(patient=patient) for patient in asked}
    if models is None:
        return found
    if models.origin.data == "simulated" and not settings.DEMO:
        asked = list(Patient.objects.filter(id__in=asked, is_simulated=True).values_list("id", flat=True))
    rows = [
        (patient, _read(kept))
        for patient, kept in TraceRow.objects.filter(patient_id__in=asked).values_list("patient_id", "trace")
    ]
    return found | {
        patient: _expectation(models, patient, trace, now)
        for patient, trace in rows
        if trace.programme == models.origin.programme
    }


def finished_cases(programme: str, now: datetime) -> Iterator[Case]:
    """Those people of this site to whom models may be fitted: they exist, agreed to research, have an open record, and
    started this programme twelve weeks ago or earlier."""
    bands = dict(
        Patient.objects.filter(is_simulated=False, restricted_at=None).values_list("id", "age_band").order_by("id")
    )
    for patient, kept in TraceRow.objects.order_by("patient_id").values_list("patient_id", "trace").iterator():
        trace = _read(kept)
        is_over = trace.started_at is not None and trace.started_at + STAY <= now
        is_of_it = trace.programme == programme
        if patient in bands and trace.agreed_to_research and is_of_it and is_over:
            yield Case(trace, {"mode": trace.modes[-1][1], "age": bands[patient]})


def _read(kept: object) -> Trace:
    return msgspec.convert(kept, Trace, strict=False)


def _expectation(models: Models, patient: UUID, trace: Trace, now: datetime) -> Expectation:
    scores, model = stay_scores(trace, MAIN), models.course(MAIN)
    drift = drifting(models.dropout, trace, now=now, modules=models.origin.modules)
    if model is None or not scores:
        return Expectation(patient=patient, drifting=drift)
    first = scores[0]
    return Expectation(
        patient=patient,
        baseline=first,
        band=expected(model, baseline=first.total, weeks=(now - first.at) / WEEK),
        off_course_at=off_course_at(model, scores),
        drifting=drift,
    )
