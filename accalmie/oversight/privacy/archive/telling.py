"""The entries of a record in plain words, in the language of the reader: what happened, when, and what was said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import msgspec
from django.utils.translation import gettext as _

from accalmie.capabilities.exercises import pages as written
from accalmie.capabilities.exercises.library import exercises
from accalmie.capabilities.measures import pages as measured
from accalmie.capabilities.measures.library import instruments
from accalmie.capabilities.sleep import pages as slept
from accalmie.core import entries
from accalmie.core.entries import Entry, GoalStep, LetterLine, PlannedStep, StepRef
from accalmie.core.measures import Instrument, WordingMissing, wording
from accalmie.foundation.journal import Recorded
from accalmie.foundation.people.models import Person
from accalmie.foundation.people.queries import names_of
from accalmie.foundation.words import formats
from accalmie.oversight.privacy.archive import review
from accalmie.oversight.privacy.archive.words import CODES, LABELS, TITLES
from accalmie.safety.plan import pages as plan

Line = tuple[str, str]
_IDENTIFIERS = {
    "enrolment",
    "graph",
    "source",
    "written",
    "absence",
    "rules_version",
    "asked",
    "agreed",
    "mandate",
    "incident",
    "planned",
    "replaces",
    "noted",
    "goal",
    "task",
    "referral",
    "proposal",
    "decision",
    "relative",
}
"""Of use to programs only: they stand in the JSON of the archive."""


@dataclass(frozen=True, slots=True)
class Told:
    """One entry as its owner reads it. `by`: who wrote it, "" for the person themselves."""

    at: datetime
    title: str
    by: str
    lines: tuple[Line, ...]


@dataclass
class Authors:
    """Names of those who wrote in a record, each looked up once."""

    owner: UUID
    _known: dict[UUID, str]

    def name(self, by: UUID | None) -> str:
        if by is None or by == self.owner:
            return ""
        if by not in self._known:
            found = Person.objects.filter(pk=by).first()
            self._known[by] = f"{found.called}, {found.get_role_display()}" if found else _("somebody no longer here")
        return self._known[by]


def told(
    recorded: Iterable[Recorded], *, owner: UUID, language: str, released: datetime | None = None
) -> Iterator[Told]:
    """Each entry in words. `released`: until when professionals' notes were read by a clinician for their owner."""
    authors = Authors(owner, {})
    for one in recorded:
        held = () if released and one.recorded_at <= released else review.held_fields(one.value)
        lines = [*_lines(one.value, language, set(held))]
        if held:
            lines.append((_("Note"), _("a professional’s note: ask for it, a clinician reads it over first")))
        yield Told(one.occurred_at, str(TITLES[one.value.kind()]), authors.name(one.by), tuple(lines))


def _lines(value: Entry, language: str, held: set[str]) -> Iterator[Line]:
    if isinstance(value, entries.MeasureScored):
        yield from _measure(value, language)
    elif isinstance(value, entries.ExerciseWritten):
        yield from _exercise(value, language)
    elif isinstance(value, entries.SafetyPlanWritten):
        yield from _plan(value, language)
    elif isinstance(value, (entries.SleepQuestionsAnswered, entries.SleepWeekAnswered, entries.SleepWindowSet)):
        yield from slept.archive_lines(value, slept.language_for(language))
    else:
        for field in msgspec.structs.fields(value):
            if field.name not in held | _IDENTIFIERS:
                yield from _field(field.name, getattr(value, field.name), language)


def _measure(value: entries.MeasureScored, language: str) -> Iterator[Line]:
    instrument = instruments().get(value.instrument)
    if instrument is None:
        yield value.instrument, _said("total", value.total, language)
        return
    yield instrument.name[language], measured.sentence(instrument, [value.total], language)
    yield from _answers(instrument, value.answers, language)


def _answers(instrument: Instrument, answers: tuple[int | None, ...], language: str) -> Iterator[Line]:
    try:
        worded = wording(instrument, language)
    except WordingMissing:
        yield str(LABELS["answers"]), ", ".join("–" if one is None else str(one) for one in answers)
        return
    for item, answer in zip(worded.items, answers, strict=False):
        text = item if isinstance(item, str) else item.text
        yield text, _("left aside") if answer is None else str(answer)


def _exercise(value: entries.ExerciseWritten, language: str) -> Iterator[Line]:
    exercise = exercises().get(value.exercise)
    yield str(LABELS["exercise"]), exercise.title[language] if exercise else value.exercise
    for line in written.lines(exercise, value.answers, language):
        table = "; ".join(" / ".join(row) for row in line.rows)
        yield line.label, line.words or table
    yield from _field("shared", value.shared, language)


def _plan(value: entries.SafetyPlanWritten, language: str) -> Iterator[Line]:
    for part in plan.parts_of(value.words):
        yield part.title, "; ".join(f"{line.text} {line.telephone}".strip() for line in part.lines)
    yield from _field("together", value.together, language)


def _field(name: str, value: Any, language: str) -> Iterator[Line]:
    if isinstance(value, dict):
        yield from ((_plain(key), _said(name, one, language)) for key, one in value.items())
    elif value not in (None, "", ()):
        yield str(LABELS[name]), _said(name, value, language)


def _said(name: str, value: Any, language: str) -> str:
    if isinstance(value, StepRef | PlannedStep | GoalStep | LetterLine):
        return _step(name, value, language)
    if isinstance(value, UUID):
        return names_of([value]).get(value, _("somebody whose account is gone"))
    if isinstance(value, str):
        return str(CODES.get(name, {}).get(value, value))
    if isinstance(value, list | tuple):
        return "; ".join(_said(name, one, language) for one in value)
    if isinstance(value, dict):
        return ", ".join(f"{_plain(key)}: {_said(name, one, language)}" for key, one in value.items())
    return _figure(value, language)


def _step(name: str, value: StepRef | PlannedStep | GoalStep | LetterLine, language: str) -> str:
    if isinstance(value, LetterLine):
        return value.text
    if isinstance(value, GoalStep):
        state = f", {_('done')}" if value.done else ""
        return f"{value.words} ({_said('by', value.by, language)}{state})"
    if isinstance(value, StepRef):
        return f"{_plain(value.module)}, {_plain(value.step)}"
    return f"{_said(name, value.kind, language)}, {formats.long_date(value.due_at, language)}"


def _figure(value: Any, language: str) -> str:
    if value is None:
        return _("left aside")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime) and value.tzinfo is None:  # a clock on the wall, as somebody noted it
        return formats.moment(value, language)
    if isinstance(value, date):
        return formats.long_date(value, language)
    return formats.number(value, language)


def _plain(code: str) -> str:
    """A name of ours as words: “plan-the-week” is easier to read as “plan the week”."""
    return code.replace("-", " ").replace("_", " ")
