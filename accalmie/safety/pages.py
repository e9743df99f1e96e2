"""What the pages of safety show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from accalmie.core.crisis import CrisisRules, Helpline
from accalmie.safety.library import helplines


@dataclass(frozen=True)
class LineOnPage:
    """One number as a person reads it; `address` is what the telephone dials."""

    number: str
    address: str
    name: str
    what: str
    hours: str
    free: bool


@dataclass(frozen=True)
class HelpPage:
    """The numbers, by why somebody calls."""

    danger: tuple[LineOnPage, ...]
    suicide: tuple[LineOnPage, ...]
    violence: tuple[LineOnPage, ...]
    listening: tuple[LineOnPage, ...]
    young: tuple[LineOnPage, ...]


def help_lines(language: str) -> HelpPage:
    """The page of numbers of this site in one language."""
    return help_page(helplines(), language)


def help_page(lines: tuple[Helpline, ...], language: str) -> HelpPage:
    """The page of numbers in one language."""
    grouped: dict[str, list[LineOnPage]] = {}
    for line in lines:
        grouped.setdefault(line.group, []).append(_line(line, language))
    return HelpPage(**{name: tuple(grouped.get(name, ())) for name in HelpPage.__dataclass_fields__})


def _line(line: Helpline, language: str) -> LineOnPage:
    """A name that says its number says it once; hours that nobody has checked are left out, not guessed."""
    name = line.name[language]
    return LineOnPage(
        number="" if name.startswith(line.number) else line.number,
        address=line.address,
        name=name,
        what=line.what[language],
        hours="" if line.to_check else line.hours[language],
        free=line.free is True,
    )


@dataclass(frozen=True)
class QuestionOnPage:
    """One graded question. `after_yes`: it only matters after a yes to the one before."""

    id: str
    ask: str
    given: str
    after_yes: bool


def questions(rules: CrisisRules, answers: Mapping[str, str], language: str) -> tuple[QuestionOnPage, ...]:
    """Every graded question on one page, so that it works without JavaScript."""
    return tuple(
        QuestionOnPage(question.id, question.ask[language], answers.get(question.id, ""), bool(question.asked_if))
        for question in rules.questions
    )
