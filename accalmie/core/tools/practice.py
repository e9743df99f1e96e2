"""Notes after practices: how often in a fortnight, and how tension moved."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from accalmie.core.definitions import Language, Texts
from accalmie.core.tools.reading import NOTHING, day, figure, many, number, recent, say, words
from accalmie.core.tools.shape import Found, Sheet, Tool

FORTNIGHT = timedelta(days=14)
_FIELDS = ("before", "after", "noticed")

W: dict[str, Texts] = {
    "one": {"fr": "{number} pratique notée en quatorze jours.", "en": "{number} practice noted in fourteen days."},
    "more": {"fr": "{number} pratiques notées en quatorze jours.", "en": "{number} practices noted in fourteen days."},
    "fell": {
        "fr": "La tension a baissé de {by} en moyenne ({compared} avec les deux chiffres).",
        "en": "Tension fell by {by} on average ({compared} with both figures).",
    },
    "rose": {
        "fr": "La tension a monté de {by} en moyenne ({compared} avec les deux chiffres). Cela arrive, et cela peut se "
        "dire.",
        "en": "Tension rose by {by} on average ({compared} with both figures). That happens, and can be told.",
    },
    "same": {
        "fr": "La tension est restée la même en moyenne, là où les deux chiffres sont notés.",
        "en": "Tension stayed the same on average, where both figures are there.",
    },
    "day": {"fr": "Jour", "en": "Day"},
    "before": {"fr": "Tension avant, sur 10", "en": "Tension before, out of 10"},
    "after": {"fr": "Tension après, sur 10", "en": "Tension after, out of 10"},
    "noticed": {"fr": "Remarqué", "en": "Noticed"},
}


def find(sheets: Sequence[Sheet], lang: Language) -> Found:
    """The fortnight up to the newest note, and each of its notes in a row."""
    written = [sheet for sheet in sheets if any(sheet.answers.get(name) not in (None, "") for name in _FIELDS)]
    noted = [sheet for sheet in written if written[-1].on - sheet.on < FORTNIGHT]
    if not noted:
        return Found()
    return Found(
        said=(many(len(noted), W["one"], W["more"], lang), *_moved(noted, lang)),
        columns=tuple(W[name][lang] for name in ("day", "before", "after", "noticed")),
        rows=recent([_row(sheet, lang) for sheet in noted]),
    )


def _moved(noted: Sequence[Sheet], lang: Language) -> list[str]:
    ends = [(number(sheet.answers, "before"), number(sheet.answers, "after")) for sheet in noted]
    falls = [before - after for before, after in ends if before is not None and after is not None]
    if not falls:
        return []
    eased = round(sum(falls) / len(falls), 1)
    name = "fell" if eased > 0 else "rose" if eased < 0 else "same"
    return [say(W[name], lang, by=figure(abs(eased), lang), compared=len(falls))]


def _row(sheet: Sheet, lang: Language) -> tuple[str, ...]:
    given = sheet.answers
    figures = (figure(number(given, name), lang) for name in ("before", "after"))
    return (day(sheet), *figures, words(given, "noticed") or NOTHING)


TOOL = Tool(
    title={"fr": "Mes pratiques, sur quatorze jours", "en": "My practices, over fourteen days"},
    lead={
        "fr": "Deux chiffres et quelques mots après une pratique. Une pratique sans note compte tout autant.",
        "en": "Two figures and a few words after a practice. A practice without a note counts just as much.",
    },
    find=find,
)
