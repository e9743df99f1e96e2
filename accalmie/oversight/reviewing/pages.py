"""What the pages of the queue show: what waits, in its groups, and one exercise with what helps to read it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from accalmie.capabilities.care import library as reading, queries as care
from accalmie.capabilities.exercises import library as exercises, pages as sheets, queries as written
from accalmie.capabilities.measures import queries as scores
from accalmie.capabilities.programmes import queries as progress
from accalmie.core.entries import StepRef
from accalmie.foundation.access.queries import patients_of, patients_to_come
from accalmie.foundation.people.lists import listed
from accalmie.foundation.people.models import Patient, Person
from accalmie.foundation.people.queries import names_of
from accalmie.oversight.caseload.pages import Course, course_of
from accalmie.safety.closures.queries import beginning_of, today

WEEK = timedelta(days=7)
LAST_SCORES = 3


@dataclass(frozen=True)
class ReviewLine:
    """One exercise in the queue. `reader`: who reads it today, empty for nobody; `owner`: for whom, when they cover."""

    patient: UUID
    called: str
    written: UUID
    title: str
    shared_at: datetime
    due_at: datetime
    is_late: bool
    reader: str
    owner: str


@dataclass(frozen=True)
class Queue:
    """What waits, each exercise once: `mine`, `covered` (I read for a colleague), `late` (past its date, of the rest
    of the team), `unowned` (nobody reads it), and how many others wait in the team with a reader and in time."""

    unowned: tuple[ReviewLine, ...]
    late: tuple[ReviewLine, ...]
    mine: tuple[ReviewLine, ...]
    covered: tuple[ReviewLine, ...]
    others: int
    minutes: int

    @property
    def is_empty(self) -> bool:
        return not (self.unowned or self.late or self.mine or self.covered)


def queue(professional: Person, language: str, now: datetime) -> Queue:
    """Everything that waits among the patients of this professional's teams, what is due first at the top. Nothing of
    somebody who has died: it stays in their record."""
    called = {one.id: one.person.called for one in listed(patients_of(professional, now=now))}
    readers = care.readers(list(called), now=now)
    waiting = care.waiting(list(called))
    names = names_of({who for one in readers.values() for who in (one.owner, one.today) if who})
    groups: dict[str, list[ReviewLine]] = {"unowned": [], "late": [], "mine": [], "covered": [], "others": []}
    for one in waiting:
        reader = readers[one.patient]
        line = _line(one, called[one.patient], reader, names, language, now)
        groups[_group(reader, professional.id, line)].append(line)
    others = len(groups.pop("others"))
    minutes = sum(one.in_minutes for one in care.spent(professional, since=now - WEEK))
    return Queue(**{name: tuple(lines) for name, lines in groups.items()}, others=others, minutes=minutes)


def _group(reader: care.Reader, me: UUID, line: ReviewLine) -> str:
    if not line.reader:
        return "unowned"
    if reader.today == me:
        return "covered" if reader.covered else "mine"
    return "late" if line.is_late else "others"


def _line(
    waiting: care.Waiting, called: str, reader: care.Reader, names: dict[UUID, str], language: str, now: datetime
) -> ReviewLine:
    known = exercises.exercises().get(waiting.exercise)
    return ReviewLine(
        patient=waiting.patient,
        called=called,
        written=waiting.written,
        title=known.title[language] if known else waiting.exercise,
        shared_at=waiting.shared_at,
        due_at=waiting.due_at,
        is_late=waiting.is_late(now),
        reader=names.get(reader.today, "") if reader.today else "",
        owner=names.get(reader.owner, "") if reader.owner and reader.covered else "",
    )


@dataclass(frozen=True)
class AnswerBefore:
    """The last answer that this person was given."""

    who: str
    words: str
    at: datetime


@dataclass(frozen=True)
class ReadingPage:
    """One exercise to read. `lines`: the person's words, as an answer may point at them; `at`: its place in the
    programme that runs; `answers`: what was answered to it already."""

    patient: UUID
    called: str
    sheet: sheets.SheetPage
    lines: tuple[str, ...]
    at: StepRef | None
    course: Course | None
    time_factor: float
    scores: tuple[str, ...]
    last: AnswerBefore | None
    answers: tuple[AnswerBefore, ...]
    reader: str
    due_at: datetime | None


def reading_page(patient: Patient, sheet: written.Sheet, language: str, now: datetime) -> ReadingPage:
    """This exercise of this patient's. The caller has asked `access` for them."""
    place = progress.current_place(patient.id)
    shown = sheets.sheet_page(sheet, language, among=written.shared_with_team(patient.id))
    given = written.answers(patient.id)
    names = names_of({one.by for one in given if one.by})
    said = [(one.written, AnswerBefore(names.get(one.by, "") if one.by else "", one.words, one.at)) for one in given]
    reader = care.readers([patient.id], now=now)[patient.id]
    waits = care.waits_for(patient.id, sheet.id)
    return ReadingPage(
        patient=patient.id,
        called=patient.person.called,
        sheet=shown,
        lines=sheets.their_lines(shown.lines) or (shown.title,),
        at=sheet.at if place and sheet.at and sheet.at.enrolment == place.enrolment else None,
        course=course_of(place, language, now) if place else None,
        time_factor=place.progress.time_factor if place else 1.0,
        scores=_scores(patient.id),
        last=next((one for about, one in reversed(said) if about != sheet.id), None),
        answers=tuple(one for about, one in said if about == sheet.id),
        reader=names_of([reader.today]).get(reader.today, "") if reader.today else "",
        due_at=waits.due_at if waits else None,
    )


def _scores(patient: UUID) -> tuple[str, ...]:
    """The last totals of each questionnaire, the oldest first: PHQ-9 16 → 12."""
    found = []
    for name, points in scores.scores(patient).items():
        totals = [f"{one.total:g}" for one in points if one.total is not None][-LAST_SCORES:]
        if totals:
            found.append(f"{name.upper()} {' → '.join(totals)}")
    return tuple(found)


def read_by(
    professional: Person, now: datetime, *, first_day: date | None = None, last_day: date | None = None
) -> list[Patient]:
    """Those whom this professional reads: usually, or for a colleague now or on days to come, or on these days alone.
    Nobody who has died."""
    team = list(listed(patients_of(professional, now=now)))
    readers = care.readers([one.id for one in team], now=now)
    covered = care.covered_by(professional, [one.id for one in team], since=first_day or today(now), until=last_day)
    read = [one for one in team if one.id in covered or _is_theirs(readers[one.id], professional.id)]
    known = {one.id for one in read}
    end = None if last_day is None else beginning_of(last_day + timedelta(days=1))
    return [*read, *(one for one in patients_to_come(professional, now=now, until=end) if one.id not in known)]


def _is_theirs(reader: care.Reader, professional: UUID) -> bool:
    """Whether they read this patient on no day's account: usually, or because nobody else is there."""
    return professional == reader.owner or (reader.covered is None and professional == reader.today)


def days_for(patient: UUID) -> int:
    """Within how many working days this patient is answered, as agreed or as the house says."""
    return care.agreement(patient).within_days or reading.rules().within_days
