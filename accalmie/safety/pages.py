"""What the pages of safety show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils import translation
from django.utils.translation import gettext as _

from accalmie.core.crisis import CrisisRules, Elsewhere, Helpline
from accalmie.foundation.words.formats import sentence_case
from accalmie.safety.library import helplines
from accalmie.safety.readiness.house import hours_in_words


@dataclass(frozen=True)
class LineOnPage:
    """One number as a person reads it; `address` is what the telephone dials."""

    number: str
    address: str
    name: str
    what: str
    hours: str
    free: bool
    channels: str


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


@dataclass(frozen=True)
class PlaceOnPage:
    """The numbers of one territory or country."""

    name: str
    lines: tuple[LineOnPage, ...]


def places(elsewhere: Elsewhere, language: str) -> tuple[PlaceOnPage, ...]:
    """Other territories and countries, in one language."""
    return tuple(
        PlaceOnPage(place.name[language], tuple(_line(line, language) for line in place.lines))
        for place in elsewhere.places
    )


def _line(line: Helpline, language: str) -> LineOnPage:
    """A name that says its number says it once; hours that nobody has checked are left out, not guessed."""
    name = line.name[language]
    return LineOnPage(
        number="" if name.startswith(line.number) else line.number,
        address=line.address,
        name=name,
        what=line.what[language],
        hours="" if line.to_check else hours_in_words(line, language),
        free=line.free is True,
        channels=channels_in_words(line, language),
    )


def channels_in_words(line: Helpline, language: str) -> str:
    """By what one reaches this number, and whether deaf people can."""
    with translation.override(language):
        named = {
            "voice": _("by telephone"),
            "sms": _("by SMS"),
            "chat": _("by chat"),
            "app": _("with an application"),
            "video": _("by video"),
            "deaf-accessible": _("for deaf people as well"),
        }
        return sentence_case(", ".join(str(named[channel]) for channel in line.channels))


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
