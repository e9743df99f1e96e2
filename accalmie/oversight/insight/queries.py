"""Which simulated clinics are on this site and what they gave; what models say of one patient, and what came of it."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import msgspec
from django.conf import settings
from django.utils.translation import get_language

from accalmie.capabilities.programmes import library as programmes, queries as programmes_of
from accalmie.core import entries
from accalmie.core.insight.course import WEEK, CourseModel, Expected, expected, off_course_at
from accalmie.core.insight.dropout import STAY, Action, Reason, drifting, whole_week
from accalmie.core.insight.models import Models, fingerprint
from accalmie.core.insight.next_step import VERSION, Facts as StepFacts, NextAction, next_step
from accalmie.core.insight.traces import Score, Trace, stay_scores
from accalmie.core.simulation import Summary
from accalmie.foundation import crypto, journal
from accalmie.foundation.people.lists import listed
from accalmie.foundation.people.models import Patient, PatientQuerySet
from accalmie.oversight.insight import keeping
from accalmie.oversight.insight.fitting.dropout import Case
from accalmie.oversight.insight.models import Decision, SimulatedClinic, TraceRow

MAIN = "phq-9"
BECAUSE = "insight.decision.because"
_SOON = timedelta(days=1)
LONGEST = 16
"""So many weeks of the expected course are drawn at most: what comes later was fitted on few."""


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


def unnoticed(now: datetime) -> Iterator[tuple[UUID, entries.OffCourseNoticed]]:
    """Who is off the expected course in the programme that they follow, and was not noticed yet; nothing where no
    models are in use, or where these may not speak of this person."""
    models = keeping.usable()
    course = models.course(MAIN) if models else None
    if models is None or course is None:
        return
    stamp = fingerprint(models)
    for patient, trace in _spoken_of(models, listed(Patient.objects.open())):
        if trace.ended_at is None and not trace.off_course_noticed:
            notice = _notice(course, trace, stamp)
            if notice is not None:
                yield patient, notice


def _spoken_of(models: Models, patients: PatientQuerySet) -> Iterator[tuple[UUID, Trace]]:
    """Those of these patients of whom these models may speak, with their traces: who follow the programme that the
    models were fitted to, and have not said that they wish no such computation. Models of simulated people speak of
    simulated people and in a demo, of nobody else."""
    if models.origin.data == "simulated" and not settings.DEMO:
        patients = patients.filter(is_simulated=True)
    rows = TraceRow.objects.filter(patient_id__in=patients.values("id")).order_by("patient_id")
    for patient, kept in rows.values_list("patient_id", "trace").iterator():
        trace = _read(kept)
        if trace.programme == models.origin.programme and not trace.refuses_predictions:
            yield patient, trace


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
    """What a model, or a rule, proposes for one patient today, with its reasons. `about`: "off_course" or "dropout" (of
    models), "next_step" (of rules). `models` is the mark of what said it."""

    about: str
    enrolment: UUID
    week: int
    action: Action | NextAction
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


@dataclass(frozen=True)
class Said:
    """All that models say of one patient today. `courses`: what is expected of each measure, week by week from their
    first score; `advice`: what is proposed and was not decided yet. `refused`: they wish no such computation."""

    courses: Courses
    advice: tuple[Advice, ...]
    refused: bool


def said(patient: UUID, now: datetime) -> Said:
    """What models say of this patient: nothing where none are in use, or may speak of them."""
    models = keeping.usable()
    found = next(_spoken_of(models, Patient.objects.filter(id=patient)), None) if models else None
    if models is None or found is None:
        return Said({}, (), refuses(patient))
    _patient, trace = found
    return Said(_courses(models, trace, now), tuple(_advice(models, patient, trace, now)), refused=False)


def by_rules(patient: UUID, now: datetime) -> tuple[Advice, ...]:
    """The next step that rules propose in the programme that runs, unless somebody has decided about it this week:
    none for somebody who wishes no computation."""
    place = programmes_of.current_place(patient)
    running = next((one for one in programmes_of.adherence(patient) if one.ended_at is None), None)
    if place is None or running is None or refuses(patient):
        return ()
    plan, week = place.plan(now), int((now - running.started_at) // WEEK)
    proposed = next_step(
        StepFacts(
            page=plan.page,
            level=plan.level,
            opens_by_itself=plan.opens_at is not None and plan.opens_at <= now + _SOON,
            quiet_days=(now - running.last_active_at).days,
            done=running.steps_done,
            declined=running.steps_declined,
        )
    )
    known = Decision.objects.filter(patient_id=patient, enrolment=place.enrolment, about="next_step", week=week)
    if proposed is None or known.filter(proposed=proposed.action).exists():
        return ()
    return (Advice("next_step", place.enrolment, week, proposed.action, proposed.reasons, None, VERSION),)


def refuses(patient: UUID) -> bool:
    """Whether this person wishes that nothing is computed about them."""
    row = TraceRow.objects.filter(patient_id=patient).first()
    return row is not None and _read(row.trace).refuses_predictions


def _advice(models: Models, patient: UUID, trace: Trace, now: datetime) -> Iterator[Advice]:
    if trace.enrolment is None or trace.ended_at is not None:
        return
    known = Decision.objects.filter(patient_id=patient, enrolment=trace.enrolment)
    settled, stamp = set(known.values_list("about", "week")), fingerprint(models)
    left_at = _left_course(models, trace)
    if left_at is not None and not any(about == "off_course" for about, _week in settled):
        yield Advice("off_course", trace.enrolment, whole_week(trace, left_at), OFF_COURSE, (), None, stamp)
    drift = drifting(models.dropout, trace, now=now, modules=models.origin.modules)
    if drift is not None and drift.is_flagged and drift.action and ("dropout", drift.week) not in settled:
        yield Advice("dropout", trace.enrolment, drift.week, drift.action, drift.reasons, drift.risk, stamp)


def _left_course(models: Models, trace: Trace) -> datetime | None:
    scores, model = stay_scores(trace, MAIN), models.course(MAIN)
    return off_course_at(model, scores) if model is not None and scores else None


@dataclass(frozen=True)
class Followed:
    """A proposal of a model that a professional followed, as its person reads it. `reasons`: names of predictors."""

    about: str
    proposed: str
    reasons: tuple[str, ...]
    at: datetime
    by: UUID | None


def was_followed(patient: UUID, *, since: datetime) -> bool:
    """Whether a professional did something because a computation proposed it, from this moment on."""
    return Decision.objects.filter(patient_id=patient, followed=True, decided_at__gte=since).exists()


def followed(patient: UUID) -> list[Followed]:
    """What professionals did because a computation proposed it, the newest first: for the person themself."""
    found = [
        Followed(one.value.about, one.value.proposed, one.value.reasons, one.occurred_at, one.by)
        for one in journal.entries(patient, [entries.AdviceDecided])
        if isinstance(one.value, entries.AdviceDecided) and one.value.followed
    ]
    return found[::-1]


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


def _courses(models: Models, trace: Trace, now: datetime) -> Courses:
    """Of each measure that has a model, from the first score until today."""
    first = {model.measure: stay_scores(trace, model.measure)[:1] for model in models.courses}
    return {model.measure: _weeks(model, one, now) for model in models.courses for one in first[model.measure]}


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
