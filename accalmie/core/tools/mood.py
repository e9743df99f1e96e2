"""The mood check-in: the number, the word, and what helped, over time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from accalmie.core.definitions import Language, Texts
from accalmie.core.tools.reading import NOTHING, course, day, figure, folded, number, quote, recent, say, words
from accalmie.core.tools.shape import Found, Sheet, Tool

_LAST = 7
_LOWEST = 1  # of 10: a word of help, to the person alone

W: dict[str, Texts] = {
    "once": {"fr": "Humeur notée : {now} sur 10.", "en": "Mood noted: {now} out of 10."},
    "course": {
        "fr": "Humeur, les {last} dernières fois notées : {course} sur 10.",
        "en": "Mood, the last {last} times noted: {course} out of 10.",
    },
    "range": {
        "fr": "Sur {all} fois notées, de {low} à {high} sur 10.",
        "en": "Over {all} times noted, from {low} to {high} out of 10.",
    },
    "helped": {
        "fr": "Ce qui a aidé, noté plus d’une fois : {helped}.",
        "en": "What helped, noted more than once: {helped}.",
    },
    "lowest": {
        "fr": "Au plus bas, vous n’avez pas à rester sans personne. Si l’idée de mourir est là, le 3114 répond "
        "maintenant, jour et nuit, gratuitement ; en danger, le 15 ou le 112. Ce nombre, lui, n’appelle personne.",
        "en": "At the lowest, you need not stay on your own. If the thought of dying is there, in France 3114 answers "
        "now, day and night, free of charge; in danger, 15 or 112. This number itself calls nobody.",
    },
    "day": {"fr": "Jour", "en": "Day"},
    "mood": {"fr": "Humeur, sur 10", "en": "Mood, out of 10"},
    "word": {"fr": "Un mot", "en": "A word"},
    "help": {"fr": "Ce qui a aidé", "en": "What helped"},
}


def find(sheets: Sequence[Sheet], lang: Language) -> Found:
    """The last moods, their range, what helped more than once, and each check-in in a row."""
    noted = [(sheet, mood) for sheet in sheets if (mood := number(sheet.answers, "mood")) is not None]
    if not noted:
        return Found()
    moods = [mood for _sheet, mood in noted]
    return Found(
        said=(*_moods(moods, lang), *_helped(sheets, lang)),
        to_you=(W["lowest"][lang],) if moods[-1] <= _LOWEST else (),
        columns=tuple(W[name][lang] for name in ("day", "mood", "word", "help")),
        rows=recent([_row(sheet, mood, lang) for sheet, mood in noted]),
    )


def _moods(moods: Sequence[float], lang: Language) -> list[str]:
    if len(moods) == 1:
        return [say(W["once"], lang, now=figure(moods[0], lang))]
    last = moods[-_LAST:]
    said = [say(W["course"], lang, last=len(last), course=course(last, lang))]
    ends = {"low": figure(min(moods), lang), "high": figure(max(moods), lang)}
    return [*said, say(W["range"], lang, all=len(moods), **ends)]


def _helped(sheets: Sequence[Sheet], lang: Language) -> list[str]:
    said = [words(sheet.answers, "helped") for sheet in sheets]
    counts = Counter(folded(one) for one in said if one)
    again = [next(one for one in said if folded(one) == name) for name, times in counts.most_common(3) if times > 1]
    return [say(W["helped"], lang, helped=", ".join(quote(one, lang) for one in again))] if again else []


def _row(sheet: Sheet, mood: float, lang: Language) -> tuple[str, ...]:
    given = sheet.answers
    return (day(sheet), figure(mood, lang), words(given, "word") or NOTHING, words(given, "helped") or NOTHING)


TOOL = Tool(
    title={"fr": "Mon humeur, au fil des jours", "en": "My mood, day by day"},
    lead={
        "fr": "Un nombre, un mot, ce qui a aidé. Une humeur basse un jour n’est pas une pente.",
        "en": "A number, a word, what helped. One low day is not a slope.",
    },
    find=find,
    missing={
        "fr": "Il manque le nombre : de 0 à 10, comme il vient. Vos mots sont gardés.",
        "en": "The number is missing: from 0 to 10, as it comes. Your words are kept.",
    },
)
