"""What the professional's pages show: the list, and one patient."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from accalmie.capabilities.contact import queries as contact
from accalmie.capabilities.exercises import pages as exercises, queries as written
from accalmie.capabilities.exercises.pages import tools
from accalmie.capabilities.measures import library as instruments, pages as measures, queries as scores
from accalmie.capabilities.programmes import library as programmes, pages as courses, queries as progress
from accalmie.core.entries import StepRef
from accalmie.core.programme import engine
from accalmie.foundation.design.chart import Chart, Event
from accalmie.foundation.people.models import Patient
from accalmie.foundation.words.formats import NO_BREAK_HYPHEN, NO_BREAK_SPACE
from accalmie.oversight.caseload import words
from accalmie.oversight.caseload.advice_pages import with_course
from accalmie.oversight.caseload.next_steps import NextStep, next_step
from accalmie.oversight.caseload.opinions import OpinionLine, opinion_lines
from accalmie.oversight.caseload.talks import TalkLine, talk_line
from accalmie.oversight.caseload.triage import Case
from accalmie.oversight.device.pages import HarmLine, harm_lines
from accalmie.oversight.insight import queries as insight
from accalmie.safety import library as danger, queries as safety
from accalmie.safety.alerts import pages as alerts
from accalmie.safety.queries import Concern


@dataclass(frozen=True)
class CaseLine:
    """One patient in the list. `due_at`: by when somebody answers what waits; `cover`: for whom the reader answers."""

    patient: UUID
    called: str
    group: str
    reasons: tuple[str, ...]
    due_at: datetime | None
    is_late: bool
    next: NextStep
    cover: str
    scores: str
    programme: str
    mode: str
    last_activity_at: datetime | None


def case_lines(cases: Sequence[Case], language: str, now: datetime) -> list[CaseLine]:
    """The list as it is read, in its order."""
    withdrawn = programmes.withdrawn()
    return [_case_line(case, language, now, withdrawn) for case in cases]


def _case_line(case: Case, language: str, now: datetime, withdrawn: Collection[str]) -> CaseLine:
    due_at = _due_at(case)
    title = programme_title(case.figures.programme, language)
    return CaseLine(
        patient=case.patient,
        called=case.called,
        group=case.group.name,
        reasons=words.reasons(case, instruments.instruments()["phq-9"], now),
        due_at=due_at,
        is_late=due_at is not None and due_at < now,
        next=next_step(case),
        cover=words.covered(case),
        scores=_scores(case),
        programme=_("%(programme)s (withdrawn)") % {"programme": title}
        if case.figures.programme in withdrawn
        else title,
        mode=str(words.MODES.get(case.figures.mode, "")),
        last_activity_at=case.figures.last_activity_at,
    )


def _due_at(case: Case) -> datetime | None:
    """By when the first of what waits is answered: a sign of danger before anything to read."""
    if case.is_in_danger and case.concern is not None:
        return case.concern.due_at
    return case.review_due_at


def _scores(case: Case) -> str:
    """PHQ-9 16 → 12 · GAD-7 8 · WHO-5 40, where a line ends only between two instruments."""
    figures = case.figures
    phq9 = (
        [figures.phq9_first, figures.phq9_last]
        if figures.phq9_first_at != figures.phq9_last_at
        else [figures.phq9_last]
    )
    said = " → ".join(f"{total:g}" for total in phq9 if total is not None)
    named = (("GAD-7", figures.gad7_last), ("WHO-5", figures.who5_last))
    others = [f"{name} {total:g}" for name, total in named if total is not None]
    whole = [*([f"PHQ-9 {said}"] if said else []), *others]
    return f"{NO_BREAK_SPACE}· ".join(
        score.replace(" ", NO_BREAK_SPACE).replace("-", NO_BREAK_HYPHEN) for score in whole
    )


def programme_title(name: str, language: str) -> str:
    """What a programme is called now; its name where it is published no more."""
    if not name:
        return ""
    try:
        programme = programmes.current(name).programme
    except programmes.NotPublished:
        return name
    return programme.title[courses.language_for(programme, language)]


@dataclass(frozen=True)
class ConcernLine:
    """A concern with what the person answered. `target` names its form on the page; `waits`: it was looked at, and the
    programme stays on hold; `alert`: the sign whose alert answers for it, itself or another."""

    source: UUID
    target: str
    name: str
    words: str
    answers: tuple[tuple[str, str], ...]
    opened_at: datetime
    due_at: datetime | None
    contact_at: datetime | None
    reviewed_at: datetime | None
    waits: bool
    is_late: bool
    has_alert: bool
    alert: UUID


def concern_line(concern: Concern, language: str, now: datetime) -> ConcernLine:
    """One concern as a professional reads it."""
    asked = {question.id: question.ask[language] for question in danger.rules().questions}
    is_answer = concern.origin == "ANSWER"
    return ConcernLine(
        source=concern.source,
        target=f"review-{concern.source}",
        name=words.concern_name(concern),
        words="" if is_answer else concern.words,
        answers=alerts.answers(concern.words, asked) if is_answer else (),
        opened_at=concern.opened_at,
        due_at=concern.due_at,
        contact_at=concern.contact_at,
        reviewed_at=concern.reviewed_at,
        waits=concern.goes_on is False,
        is_late=concern.reviewed_at is None and concern.due_at is not None and concern.due_at < now,
        has_alert=concern.has_alert,
        alert=concern.alert,
    )


@dataclass(frozen=True)
class SharedSheet:
    """An exercise that the person opened. `at` and `target`: where an answer to it goes, if it has a place."""

    sheet: exercises.SheetPage
    at: StepRef | None
    target: str


@dataclass(frozen=True)
class Course:
    """Where the person stands in their programme, and what a professional may do about it."""

    enrolment: UUID
    title: str
    module_title: str
    waiting_for: StepRef | None
    waiting_title: str
    next_module: str
    next_title: str


def course_of(place: progress.Place, language: str, now: datetime) -> Course:
    """The running programme: the review that waits, and the module that could be opened now."""
    programme, plan = place.programme, place.plan(now)
    language = courses.language_for(programme, language)
    titles = {module.id: module.title[language] for module in programme.modules}
    is_review = plan.page == "review"
    following = _next_module(place, now) if plan.page == "wait" else ""
    return Course(
        enrolment=place.enrolment,
        title=programme.title[language],
        module_title=titles.get(plan.module, ""),
        waiting_for=StepRef(enrolment=place.enrolment, module=plan.module, step=plan.step) if is_review else None,
        waiting_title=programme.steps[plan.step].wording[language].title if is_review else "",
        next_module=following,
        next_title=titles.get(following, ""),
    )


def _next_module(place: progress.Place, now: datetime) -> str:
    """The module that a waiting person has not begun and that can be opened. Empty within one and after all."""
    begun = {name.partition("/")[0] for name in place.progress.steps} | set(place.progress.opened)
    course = engine.course(place.programme, place.progress, now)
    left = [module.id for module in course if module.id not in place.progress.finished]
    return left[0] if left and left[0] not in begun else ""


@dataclass(frozen=True)
class PatientPage:
    """One patient, for somebody who cares for them."""

    patient: UUID
    called: str
    curves: tuple[Chart, ...]
    adherence: tuple[tuple[str, ...], ...]
    course: Course | None
    offered: tuple[tuple[str, str], ...]
    concerns: tuple[ConcernLine, ...]
    sheets: tuple[SharedSheet, ...]
    tools: tuple[tools.ToolSaid, ...]
    moods: tuple[scores.MoodPoint, ...]
    talks: tuple[TalkLine, ...] = ()
    opinions: tuple[OpinionLine, ...] = ()
    harms: tuple[HarmLine, ...] = ()


def patient_page(
    patient: Patient,
    language: str,
    now: datetime,
    *,
    happened: Sequence[Event] = (),
    courses: insight.Courses | None = None,
) -> PatientPage:
    """All of one patient's page, with what `happened` and the expected `courses` beside the curves. The caller has
    asked `access` for this patient."""
    place = progress.current_place(patient.id)
    opened = written.shared_with_team(patient.id)
    return PatientPage(
        patient=patient.id,
        called=patient.person.called,
        curves=_curves(patient.id, language, happened, courses or {}),
        adherence=tuple(_adherence(one, language) for one in progress.adherence(patient.id)),
        course=course_of(place, language, now) if place else None,
        offered=offered(language) if place is None else (),
        concerns=tuple(concern_line(one, language, now) for one in safety.concerns(patient.id)),
        sheets=tuple(_shared(sheet, opened, place, language) for sheet in opened),
        tools=tools.over_time(opened, language),
        moods=tuple(scores.moods(patient.id, at_most=14)),
        talks=tuple(talk_line(one) for one in contact.requests(patient.id)),
        opinions=opinion_lines(patient.id, language),
        harms=harm_lines(patient.id),
    )


def _curves(patient: UUID, language: str, happened: Sequence[Event], courses: insight.Courses) -> tuple[Chart, ...]:
    """The PHQ-9 first; each with the threshold of caseness and what happened, which the person’s page lacks."""
    known = instruments.instruments()
    curves = measures.curves(scores.scores(patient), known, language)
    of_cases = {measures.chart_id(one): one.caseness.at for one in known.values() if one.caseness}
    expected = (with_course(one, courses) for one in curves)
    drawn = (replace(one, caseness=of_cases.get(one.id), events=tuple(happened)) for one in expected)
    return tuple(sorted(drawn, key=lambda curve: curve.id != "curve-phq-9"))


def _adherence(one: progress.Adherence, language: str) -> tuple[str, ...]:
    modes = {"alone": _("alone"), "guided": _("guided"), "blended": _("with sessions")}
    return (
        programme_title(one.programme, language),
        modes.get(one.mode, one.mode),
        str(one.modules_finished),
        str(one.steps_done),
        str(one.steps_declined),
        str(one.practice_days),
        _("ended") if one.ended_at else _("under way"),
    )


def offered(language: str) -> tuple[tuple[str, str], ...]:
    """The programmes that can be started, by name and title."""
    editions = (edition.programme for edition in programmes.offered())
    return tuple((one.id, one.title[courses.language_for(one, language)]) for one in editions)


def _shared(
    sheet: written.Sheet, opened: Sequence[written.Sheet], place: progress.Place | None, language: str
) -> SharedSheet:
    """An answer finds its way only into the programme that runs now. A tool reads only what was opened."""
    at = sheet.at if place and sheet.at and sheet.at.enrolment == place.enrolment else None
    return SharedSheet(exercises.sheet_page(sheet, language, among=opened), at, f"reply-{sheet.id}")
