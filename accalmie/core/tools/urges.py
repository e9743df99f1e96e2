"""The drink and craving diary over weeks: drinks, days without, urges that passed; no verdict and no target."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from accalmie.core.definitions import Language, Texts
from accalmie.core.tools.reading import NOTHING, course, day, figure, many, number, recent, rows, say, words
from accalmie.core.tools.shape import Found, Sheet, Tool

_MOMENTS = "moments"
_LAST = 6
"""Weeks whose course is put in words: the table has the others."""

W: dict[str, Texts] = {
    "drinks": {
        "fr": "Verres standard, d’un carnet à l’autre : {course}.",
        "en": "Standard drinks, from one diary to the next: {course}.",
    },
    "without": {
        "fr": "Jours sans alcool, d’un carnet à l’autre : {course}.",
        "en": "Days without alcohol, from one diary to the next: {course}.",
    },
    "strongest": {
        "fr": "L’envie la plus forte, d’un carnet à l’autre : {course} sur 10.",
        "en": "The strongest urge, from one diary to the next: {course} out of 10.",
    },
    "strongest_once": {
        "fr": "L’envie la plus forte de ce carnet : {course} sur 10.",
        "en": "The strongest urge in this diary: {course} out of 10.",
    },
    "passed": {
        "fr": "{number} envie notée est passée sans verre.",
        "en": "{number} urge noted passed without a drink.",
    },
    "passeds": {
        "fr": "{number} envies notées sont passées sans verre.",
        "en": "{number} urges noted passed without a drink.",
    },
    "wave": {
        "fr": "La dernière envie suivie comme une vague : au début, au plus haut, à la fin, {course} sur 10.",
        "en": "The last urge followed as a wave: at first, at its highest, at the end, {course} out of 10.",
    },
    "not_at_once": {
        "fr": "Ces nombres ne demandent rien. Si vous buvez beaucoup, n’arrêtez pas d’un coup : un médecin peut vous "
        "aider à baisser sans danger.",
        "en": "These numbers ask nothing of you. If you drink a lot, do not stop all at once: a doctor can help you "
        "cut down safely.",
    },
    "day": {"fr": "Jour", "en": "Day"},
    "total": {"fr": "Verres standard", "en": "Standard drinks"},
    "days": {"fr": "Jours sans", "en": "Days without"},
    "urge": {"fr": "Envie la plus forte, sur 10", "en": "Strongest urge, out of 10"},
    "trigger": {"fr": "Quand l’envie était la plus forte", "en": "When the urge was strongest"},
}


def find(sheets: Sequence[Sheet], lang: Language) -> Found:
    """The course of drinks, days without and urges over diaries, the last wave, and each diary in a row."""
    diaries = [sheet for sheet in sheets if sheet.exercise.id == "drink-diary" and _holds_something(sheet)]
    rows_of = recent([_row(sheet, lang) for sheet in diaries])
    return Found(
        said=(*_courses(diaries, lang), *_urges(diaries, lang), *_wave(sheets, lang)),
        to_you=(W["not_at_once"][lang],) if rows_of else (),
        columns=tuple(W[name][lang] for name in ("day", "total", "days", "urge", "trigger")) if rows_of else (),
        rows=rows_of,
    )


def _holds_something(sheet: Sheet) -> bool:
    figures = (number(sheet.answers, "drinks"), number(sheet.answers, "days_without"), strongest(sheet))
    return any(one is not None for one in figures) or bool(words(sheet.answers, "trigger"))


def strongest(sheet: Sheet) -> float | None:
    """The strongest urge of a diary; None when it notes none."""
    return max(
        (urge for row in rows(sheet.answers, _MOMENTS) if (urge := number(row, "craving")) is not None), default=None
    )


def _passed(row: Mapping[str, Any]) -> bool:
    """An urge with a line that says that nothing was drunk."""
    is_dry = words(row, "what") == "none" or number(row, "glasses") == 0
    return (number(row, "craving") or 0) > 0 and is_dry


def _courses(diaries: Sequence[Sheet], lang: Language) -> list[str]:
    """One diary alone says its own week elsewhere."""
    said = []
    for name, sentence in (("drinks", "drinks"), ("days_without", "without")):
        known = [value for one in diaries if (value := number(one.answers, name)) is not None][-_LAST:]
        said += [say(W[sentence], lang, course=course(known, lang))] if len(known) > 1 else []
    return said


def _urges(diaries: Sequence[Sheet], lang: Language) -> list[str]:
    known = [urge for one in diaries if (urge := strongest(one)) is not None][-_LAST:]
    name = "strongest" if len(known) > 1 else "strongest_once"
    said = [say(W[name], lang, course=course(known, lang))] if known else []
    passed = sum(1 for one in diaries for row in rows(one.answers, _MOMENTS) if _passed(row))
    return [*said, many(passed, W["passed"], W["passeds"], lang)] if passed else said


def _wave(sheets: Sequence[Sheet], lang: Language) -> list[str]:
    for sheet in reversed(sheets):
        heights = [number(sheet.answers, name) for name in ("before", "peak", "settled")]
        if sheet.exercise.id == "craving-wave" and None not in heights:
            return [say(W["wave"], lang, course=course(heights, lang))]
    return []


def _row(sheet: Sheet, lang: Language) -> tuple[str, ...]:
    given = sheet.answers
    figures = (number(given, "drinks"), number(given, "days_without"), strongest(sheet))
    return (day(sheet), *(figure(one, lang) for one in figures), words(given, "trigger") or NOTHING)


TOOL = Tool(
    title={"fr": "Mes verres et mes envies", "en": "My drinks and urges"},
    lead={
        "fr": "Les semaines côte à côte, telles qu’elles sont notées. Un nombre n’est pas une note.",
        "en": "The weeks side by side, as they were noted. A number is not a mark.",
    },
    find=find,
    missing={
        "fr": "Quelques mots manquent ici ; « aucune » ou « rien » est une réponse. Vos lignes et vos nombres sont "
        "gardés.",
        "en": "A few words are missing here; “none” or “nothing” is an answer. Your lines and numbers are kept.",
    },
)
