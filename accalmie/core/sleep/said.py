"""Times, days and durations in words, in French and in English."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from accalmie.core.definitions import Language

_DAYS: dict[Language, tuple[str, ...]] = {
    "fr": ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
_MONTHS: dict[Language, tuple[str, ...]] = {
    "fr": ("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
           "décembre"),
    "en": ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
           "November", "December"),
}  # fmt: skip
_AT: dict[Language, str] = {"fr": "{day} à {time}", "en": "{day} at {time}"}


def said(value: object, lang: Language) -> str:
    """Any value that stands in a sentence: a moment, a day, a time, a duration, words by language, or as it is."""
    match value:
        case datetime():
            return _AT[lang].format(day=day_said(value.date(), lang), time=clock_said(value.time(), lang))
        case date():
            return day_said(value, lang)
        case time():
            return clock_said(value, lang)
        case timedelta():
            return duration_said(int(value.total_seconds()) // 60, lang)
        case Mapping():
            return str(value[lang])
        case _:
            return str(value)


def clock_said(at: time, lang: Language) -> str:
    """21 h 30 in French, 21:30 in English."""
    return at.strftime("%-H\u00a0h\u00a0%M" if lang == "fr" else "%H:%M")


def day_said(day: date, lang: Language) -> str:
    """mardi 24 novembre, Tuesday 24 November."""
    number = "1er" if lang == "fr" and day.day == 1 else str(day.day)
    return f"{_DAYS[lang][day.weekday()]} {number}\u00a0{_MONTHS[lang][day.month - 1]}"


def duration_said(minutes: int, lang: Language) -> str:
    """6 h 05 in French, 6 h 05 min in English; 45 min in both."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest}\u00a0min"
    if not rest:
        return f"{hours}\u00a0h"
    return f"{hours}\u00a0h\u00a0{rest:02}" + ("\u00a0min" if lang == "en" else "")
