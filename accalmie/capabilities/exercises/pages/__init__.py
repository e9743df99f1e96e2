"""What the pages of exercises show: a form, and what somebody wrote."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _, ngettext

from accalmie.capabilities.exercises import forms
from accalmie.capabilities.exercises.library import drink_rules, exercises, toolbox
from accalmie.capabilities.exercises.pages import tools
from accalmie.capabilities.exercises.queries import Answered, Sheet, answers, one
from accalmie.core import drinks
from accalmie.core.definitions import Language
from accalmie.core.entries import Answers
from accalmie.core.exercises import Exercise, Field, summary
from accalmie.foundation.access.queries import professionals_of
from accalmie.foundation.people.queries import names_of
from accalmie.foundation.steps import FormError
from accalmie.foundation.words import formats
from accalmie.safety.readers import outside_hours

LANGUAGES = ("fr", "en")
_LONGEST_QUOTE = 600


def language_of(code: str | None) -> str:
    """The language of the reader in which exercises exist."""
    return code[:2] if code and code[:2] in LANGUAGES else LANGUAGES[0]


@dataclass(frozen=True)
class Line:
    """One field as it was filled: words, or for a table its head and rows."""

    label: str
    words: str
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


def lines(exercise: Exercise | None, answers: Answers, language: str) -> tuple[Line, ...]:
    """What was written, field by field; what was left empty is left out.

    An exercise that is no longer there, or a field that it lost, shows under its own name: nothing written disappears.
    """
    known = {field.id: field for field in exercise.fields} if exercise else {}
    counted = _counted(exercise, answers, language)
    named = [_line(field, answers[name], language) for name, field in known.items() if name in answers]
    lost = [Line(name, str(value)) for name, value in answers.items() if name not in known]
    return (*counted, *named, *lost)


def their_lines(written: Iterable[Line]) -> tuple[str, ...]:
    """What the person wrote, each field or row of a table as one line that an answer may point at."""
    found = []
    for line in written:
        said = [" · ".join(row) for row in line.rows] or [line.words]
        found += [_("%(label)s: %(words)s") % {"label": line.label, "words": words} for words in said if words]
    return tuple(one if len(one) <= _LONGEST_QUOTE else f"{one[:_LONGEST_QUOTE]}…" for one in found)


def _counted(exercise: Exercise | None, answers: Answers, language: str) -> tuple[Line, ...]:
    """A drink diary's week in words; nothing for another exercise, or without lines to count."""
    if exercise is None or exercise.counts != "drinks":
        return ()
    found = drinks.counted_week(drink_rules(), answers)
    if found is None:
        return ()
    lang = _lang(language)
    return (Line(drinks.COUNTED[lang], drinks.say_week(drink_rules(), found, lang)),)


def _lang(language: str) -> Language:
    return "en" if language == "en" else "fr"


def _line(field: Field, value: Any, language: str) -> Line:
    if not (field.columns and isinstance(value, list)):
        return Line(field.label[language], said(field, value, language))
    rows = tuple(tuple(said(column, row.get(column.id), language) or "–" for column in field.columns) for row in value)
    return Line(field.label[language], "", tuple(column.label[language] for column in field.columns), rows)


def said(field: Field, value: Any, language: str) -> str:
    """One value as its reader says it: an option by its words, a day and an hour as dates, a figure with its unit."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, int | float):
        figure, unit = formats.number(value, language), field.unit.get(language, "")
        return f"{figure}\u00a0{unit}" if unit else figure
    return _said_text(field, str(value), language)


def _said_text(field: Field, text: str, language: str) -> str:
    if field.type == "choice":
        return field.options[text][language] if text in field.options else text
    if field.type == "date":
        return formats.weekday(date.fromisoformat(text), language)
    if field.type == "yes-no":  # as worked examples say it
        return _("Yes") if text == "yes" else _("No")
    if field.type == "time":
        return formats.clock_time(time.fromisoformat(text), language)
    return text


@dataclass(frozen=True)
class Example:
    """The exercise as somebody in the programme's stories filled it."""

    who: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class FormPage:
    """The form of one exercise. `later`: fields for another day, which wait behind a line that opens, or stand open;
    `readers`: what happens to the words, in one sentence."""

    id: str
    title: str
    intro: str
    fields: tuple[forms.FieldView | forms.TableView, ...]
    later: tuple[forms.FieldView, ...]
    later_is_open: bool
    example: Example | None
    share: str
    is_shared: bool
    readers: str


def form_page(
    exercise: Exercise,
    language: str,
    *,
    patient: UUID,
    raw: forms.Raw,
    is_shared: bool,
    now: datetime,
    errors: tuple[FormError, ...] = (),
    goes_on: bool = False,
) -> FormPage:
    """The form of an exercise, holding `raw`. `is_shared`: whether the box is ticked, never of itself; `goes_on`: it
    begins with an earlier sheet, so that what was left for later may be filled now."""
    views = forms.views(exercise, language, raw, errors)
    later = tuple(one for one in views if isinstance(one, forms.FieldView) and one.later)
    return FormPage(
        id=exercise.id,
        title=exercise.title[language],
        intro=exercise.intro[language],
        fields=tuple(one for one in views if one not in later),
        later=later,
        later_is_open=goes_on or any(one.given or one.errors for one in later),
        example=_example(exercise, language),
        share=forms.SHARE,
        is_shared=is_shared,
        readers=readers(patient, now),
    )


def _example(exercise: Exercise, language: str) -> Example | None:
    filled = exercise.example
    if filled is None or language not in filled.answers:
        return None
    return Example(filled.who.capitalize(), lines(exercise, filled.answers[language], language))


def readers(patient: UUID, now: datetime) -> str:
    """Who would read an exercise that is opened to the care team, by name, and what to do when it cannot wait."""
    return f"{_who_would_read(patient, now)} {outside_hours()}"


def _who_would_read(patient: UUID, now: datetime) -> str:
    names = [person.called for person in professionals_of(patient, now=now)]
    if not names:
        return _(
            "Only you read this. Nobody follows you here for now; "
            "a professional who does later would read what you open."
        )
    return ngettext(
        "Only you read this. If you open it, %(names)s reads it too. You can close it again at any time.",
        "Only you read this. If you open it, %(names)s read it too. You can close it again at any time.",
        len(names),
    ) % {"names": ", ".join(names)}


@dataclass(frozen=True)
class Card:
    """An exercise that can be opened freely. `tool`: the tool that reads its sheets together."""

    id: str
    title: str
    intro: str
    tool: str


def cards(language: str) -> tuple[Card, ...]:
    """Every exercise that is open to everybody, by title."""
    found = (Card(one.id, one.title[language], one.intro[language], one.tool) for one in toolbox().values())
    return tuple(sorted(found, key=lambda card: card.title.casefold()))


@dataclass(frozen=True)
class SheetLine:
    """One exercise in a list of what somebody wrote."""

    id: UUID
    title: str
    summary: str
    written_at: datetime
    is_shared: bool


def sheet_line(sheet: Sheet, language: str) -> SheetLine:
    """One line of the list."""
    exercise = exercises().get(sheet.exercise)
    said_short = summary(exercise, sheet.answers, language) if exercise else ""
    return SheetLine(sheet.id, _title(exercise, sheet, language), said_short, sheet.written_at, sheet.shared)


def _title(exercise: Exercise | None, sheet: Sheet, language: str) -> str:
    return exercise.title[language] if exercise else sheet.exercise


@dataclass(frozen=True)
class AnswerShown:
    """What a professional answered, as the person reads it. `who`: their name."""

    who: str
    words: str
    quoted: tuple[str, ...]
    at: datetime


def answers_shown(given: Sequence[Answered]) -> tuple[AnswerShown, ...]:
    """These answers, in their order."""
    names = names_of({one.by for one in given if one.by})
    return tuple(AnswerShown(names.get(one.by, "") if one.by else "", one.words, one.quoted, one.at) for one in given)


@dataclass(frozen=True)
class NewAnswer:
    """An answer that came these days, for the page of the day: to which exercise, from whom."""

    written: UUID
    title: str
    who: str


def new_answers(patient: UUID, language: str, *, since: datetime) -> tuple[NewAnswer, ...]:
    """The exercises that were answered since then, each once, the newest first."""
    given = {one.written: one for one in answers(patient, since=since)}
    names = names_of({one.by for one in given.values() if one.by})
    found = []
    for written, said in reversed(given.items()):
        sheet = one(patient, written)
        if sheet is not None:
            title = _title(exercises().get(sheet.exercise), sheet, language)
            found.append(NewAnswer(written, title, names.get(said.by, "") if said.by else ""))
    return tuple(found)


@dataclass(frozen=True)
class SheetPage:
    """One exercise as it was written. `first`: what is said before it, when its figures ask for it; `found` and
    `to_you`: what its tool says of it, to whoever reads it and to the person alone; `goes_on`: a new sheet may begin
    with this one."""

    id: UUID
    exercise: str
    title: str
    lines: tuple[Line, ...]
    written_at: datetime
    is_shared: bool
    first: tuple[str, ...] = ()
    found: tuple[str, ...] = ()
    to_you: tuple[str, ...] = ()
    tool: str = ""
    goes_on: bool = False


def looks_back(sheet: Sheet) -> timedelta:
    """How far the page of this sheet looks back at those before it: not at all unless they count drinks."""
    exercise = exercises().get(sheet.exercise)
    counts = exercise is not None and exercise.counts == "drinks"
    # A day more: whole days are counted, and four weeks later may be an hour later in the evening.
    return timedelta(days=drink_rules().sharp_fall.within_days + 1) if counts else timedelta()


def sheet_page(sheet: Sheet, language: str, *, before: Sequence[Sheet] = (), among: Sequence[Sheet] = ()) -> SheetPage:
    """The whole of what was written, for the person, or for the professional to whom it was opened.

    `before`: those written before it, as far as `looks_back`: a heavy drink diary that fell sharply asks its questions.
    `among`: sheets that its tool may read beside it: for a professional, only those that were opened.
    """
    exercise = exercises().get(sheet.exercise)
    found = tools.found(tools.until(sheet, among), language)
    return SheetPage(
        id=sheet.id,
        exercise=exercise.id if exercise and exercise.id in toolbox() else "",
        title=_title(exercise, sheet, language),
        lines=lines(exercise, sheet.answers, language),
        written_at=sheet.written_at,
        is_shared=sheet.shared,
        first=_said_first(exercise, sheet, before, language),
        found=found.said,
        to_you=found.to_you,
        tool=exercise.tool if exercise else "",
        goes_on=exercise is not None and exercise.again == "go-on" and exercise.id in toolbox(),
    )


def _said_first(exercise: Exercise | None, sheet: Sheet, before: Sequence[Sheet], language: str) -> tuple[str, ...]:
    if exercise is None or exercise.counts != "drinks":
        return ()
    rules = drink_rules()
    later = drinks.drinks_of(rules, sheet.answers)
    if later is None:
        return ()
    # Each of them and not the last alone: a line with only an urge, or two smaller falls, would hide a sharp one.
    fell = any(
        drinks.fell_sharply(rules, earlier=earlier, later=later, days=(sheet.written_at - one.written_at).days)
        for one in before
        if (earlier := drinks.drinks_of(rules, one.answers)) is not None
    )
    return drinks.say_fall(rules, _lang(language)) if fell else ()
