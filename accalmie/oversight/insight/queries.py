"""Which simulated clinics are on this site and what they gave; what is expected of many patients at once."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import msgspec
from django.conf import settings
from django.utils.translation import get_language

from accalmie.capabilities.programmes import library as programmes
from accalmie.core import entries
from accalmie.core.insight.course import WEEK, CourseModel, Expected, expected, off_course_at
from accalmie.core.insight.dropout import STAY, Action, Drifting, Reason, drifting, whole_week
from accalmie.core.insight.models import Models, fingerprint
from accalmie.core.insight.traces import Score, Trace, stay_scores
from accalmie.core.simulation import Summary
from accalmie.foundation import crypto
from accalmie.foundation.people.lists import listed
from accalmie.foundation.people.models import Patient
from accalmie.oversight.insight import keeping
from accalmie.oversight.insight.fitting.dropout import Case
from accalmie.oversight.insight.models import Decision, SimulatedClinic, TraceRow

MAIN = "phq-9"
BECAUSE = "insight.decision.because"
LONGEST = 16
"""So many weeks of the expected course are drawn at most: what comes later was fitted on few."""


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


def unnoticed(now: datetime) -> Iterator[tuple[UUID, entries.OffCourseNoticed]]:
    """Who is off the expected course in the programme that they follow, and was not noticed yet; nothing where no
    models are in use, or where these may not speak of this person."""
    models = keeping.usable()
    course = models.course(MAIN) if models else None
    if models is None or course is None:
        return
    open_records = listed(Patient.objects.open())
    if models.origin.data == "simulated" and not settings.DEMO:
        open_records = open_records.filter(is_simulated=True)
    stamp = fingerprint(models)
    rows = TraceRow.objects.filter(patient_id__in=open_records.values("id")).order_by("patient_id")
    for patient, kept in rows.values_list("patient_id", "trace").iterator():
        trace = _read(kept)
        if trace.programme == models.origin.programme and trace.ended_at is None and not trace.off_course_noticed:
            notice = _notice(course, trace, stamp)
            if notice is not None:
                yield patient, notice


def _notice(course: CourseModel, trace: Trace, stamp: str) -> entries.OffCourseNoticed | None:
    scores = stay_scores(trace, MAIN)
    at = off_course_at(course, scores) if scores else None
    if at is None or trace.enrolment is None:
        return None
    first, total = scores[0], next(one.total for one in scores if one.at == at)
    band = expected(course, baseline=first.total, weeks=(at - first.at) / WEEK)
    return entries.OffCourseNoticed(
        enrolment=trace.enrolment,
        instrument=MAIN,
        scored_at=at,
        total=total,
        low=round(band.low, 1),
        high=round(band.high, 1),
        models=stamp,
    )


Courses = dict[str, list[tuple[datetime, Expected]]]
"""The expected course of each measure, week by week."""


@dataclass(frozen=True)
class Advice:
    """What a model proposes for one patient today, with its reasons. `about`: "off_course" or "dropout"."""

    about: str
    enrolment: UUID
    week: int
    action: Action
    reasons: tuple[Reason, ...]
    risk: float | None
    models: str


@dataclass(frozen=True)
class Decided:
    """What somebody did with it. `because`: why it was not followed."""

    about: str
    week: int
    proposed: str
    followed: bool
    because: str
    at: datetime
    by: UUID | None


OFF_COURSE: Action = "step_up"
"""What is proposed to who is off the expected course: more support; the professional knows which."""


def advice(patient: UUID, now: datetime) -> list[Advice]:
    """What is proposed for this patient and was not decided yet; nothing where no model may speak of them."""
    models = keeping.usable()
    row = TraceRow.objects.filter(patient_id=patient).values_list("trace", flat=True).first()
    if models is None or row is None or not _may_speak(models, patient):
        return []
    trace = _read(row)
    if trace.programme != models.origin.programme or trace.enrolment is None or trace.ended_at is not None:
        return []
    said = _expectation(models, patient, trace, now)
    known = Decision.objects.filter(patient_id=patient, enrolment=trace.enrolment)
    settled = set(known.values_list("about", "week"))
    stamp, found = fingerprint(models), []
    if said.off_course_at is not None and not any(about == "off_course" for about, _week in settled):
        week = whole_week(trace, said.off_course_at)
        found.append(Advice("off_course", trace.enrolment, week, OFF_COURSE, (), None, stamp))
    drift = said.drifting
    if drift is not None and drift.is_flagged and drift.action and ("dropout", drift.week) not in settled:
        found.append(Advice("dropout", trace.enrolment, drift.week, drift.action, drift.reasons, drift.risk, stamp))
    return found


def decided(patient: UUID, *, at_most: int = 10) -> list[Decided]:
    """What was decided about what models proposed, the newest first."""
    rows = Decision.objects.filter(patient_id=patient).order_by("-decided_at", "-entry_id")[:at_most]
    return [
        Decided(
            about=row.about,
            week=row.week,
            proposed=row.proposed,
            followed=row.followed,
            because=str(crypto.open_json(patient, row.because, purpose=BECAUSE)),
            at=row.decided_at,
            by=row.decided_by,
        )
        for row in rows
    ]


def courses(patient: UUID, now: datetime) -> Courses:
    """The expected course of each measure of this patient that has a model, week by week from their first score until
    today; empty where nothing may be said of them."""
    models = keeping.usable()
    row = TraceRow.objects.filter(patient_id=patient).values_list("trace", flat=True).first()
    if models is None or row is None or not _may_speak(models, patient):
        return {}
    trace = _read(row)
    if trace.programme != models.origin.programme:
        return {}
    found = {}
    for model in models.courses:
        scores = stay_scores(trace, model.measure)
        if scores:
            found[model.measure] = _weeks(model, scores[0], now)
    return found


def _may_speak(models: Models, patient: UUID) -> bool:
    """Models of simulated people speak of simulated people and in a demo, of nobody else."""
    if models.origin.data != "simulated" or settings.DEMO:
        return True
    return Patient.objects.filter(id=patient, is_simulated=True).exists()


def _weeks(model: CourseModel, first: Score, now: datetime) -> list[tuple[datetime, Expected]]:
    last = min(LONGEST, max(1, math.ceil((now - first.at) / WEEK)))
    return [(first.at + week * WEEK, expected(model, baseline=first.total, weeks=week)) for week in range(last + 1)]


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
