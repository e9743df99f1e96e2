"""Which simulated clinics are on this site and what they gave; what is expected of many patients at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import msgspec
from django.conf import settings

from accalmie.core.insight.course import Expected, expected, is_off_course, review_score
from accalmie.core.insight.dropout import STAY, WEEK, Drifting, drifting
from accalmie.core.insight.models import Models
from accalmie.core.insight.traces import Score, Trace
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
    baseline, model = _baseline(trace), models.course(MAIN)
    return Expectation(
        patient=patient,
        baseline=baseline,
        band=expected(model, baseline=baseline.total, weeks=(now - baseline.at) / WEEK) if model and baseline else None,
        off_course_at=_off_course_at(models, trace, baseline),
        drifting=drifting(models.dropout, trace, now=now, modules=models.origin.modules),
    )


def _baseline(trace: Trace) -> Score | None:
    """The last score before the start, or else the first one."""
    scores = trace.scores.get(MAIN, ())
    before = [one for one in scores if trace.started_at is not None and one.at <= trace.started_at]
    return (before[-1:] or list(scores[:1]) or [None])[0]


def _off_course_at(models: Models, trace: Trace, baseline: Score | None) -> datetime | None:
    model = models.course(MAIN)
    if model is None or baseline is None:
        return None
    review = review_score(trace.scores.get(MAIN, ()), first_at=baseline.at)
    if review is None or not is_off_course(model, baseline.total, (review[0] - baseline.at) / WEEK, review[1]):
        return None
    return review[0]
