"""Dates, times and numbers as each language says them. Pure: the language comes in as an argument."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal
from functools import lru_cache

from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.numbers import format_decimal, format_percent

THIN_SPACE = "\u202f"
NO_BREAK_SPACE = "\u00a0"
NO_BREAK_HYPHEN = "\u2011"


def full_date(value: date, language: str) -> str:
    """jeudi 3 avril 2026; Thursday 3 April 2026."""
    return _day(value, "EEEE d MMMM y", language)


def long_date(value: date, language: str) -> str:
    """3 avril 2026; 3 April 2026."""
    return _day(value, "d MMMM y", language)


def short_date(value: date, language: str) -> str:
    """03/04/2026 in both."""
    return format_date(value, "dd/MM/y", locale=_locale(language))


def weekday(value: date, language: str) -> str:
    """jeudi 3 avril; Thursday 3 April: for days near enough to need no year."""
    return _day(value, "EEEE d MMMM", language)


def day_month(value: date, language: str) -> str:
    """3 avr.; 3 Apr: for the axis of a chart."""
    return _day(value, "d MMM", language)


def _day(value: date, pattern: str, language: str) -> str:
    """French says 1er for the first day of a month, and the plain number for every other."""
    if language == "fr" and value.day == 1:
        pattern = pattern.replace("d ", "'1er' ", 1)
    return format_date(value, pattern, locale=_locale(language))


def month(value: date, language: str) -> str:
    """avril 2026; April 2026."""
    return format_skeleton("yMMMM", value, locale=_locale(language))


def clock_time(value: time | datetime, language: str) -> str:
    """21 h 30, 7 h; 21:30, 7:00. Twenty-four hours in both, as the programmes' diaries use them."""
    if language != "fr":
        return f"{value.hour}:{value.minute:02d}"
    hour = f"{value.hour}{NO_BREAK_SPACE}h"
    return f"{hour}{NO_BREAK_SPACE}{value.minute:02d}" if value.minute else hour


def moment(value: datetime, language: str) -> str:
    """jeudi 3 avril à 21 h 30; Thursday 3 April at 21:30. `value` is already in the reader's time zone."""
    joint = "à" if language == "fr" else "at"
    return f"{weekday(value.date(), language)} {joint} {clock_time(value, language)}"


@lru_cache(maxsize=1024, typed=True)
def number(value: float | Decimal, language: str, digits: int | None = None) -> str:
    """1 234,5; 1,234.5. With `digits`, exactly that many decimals."""
    pattern = None if digits is None else "#,##0." + "0" * digits if digits else "#,##0"
    return format_decimal(value, format=pattern, locale=_locale(language))


def percentage(value: float, language: str) -> str:
    """42 %; 42%. `value` is a share of one."""
    return format_percent(value, locale=_locale(language))


def minutes(value: int, language: str) -> str:
    """8 minutes, 1 minute, 1 h 05; 1 hr 05 in English."""
    if value < 60:
        return f"{value}{NO_BREAK_SPACE}minute{'' if value in ({0, 1} if language == 'fr' else {1}) else 's'}"
    hours, rest = divmod(value, 60)
    unit = "h" if language == "fr" else "hr"
    return f"{hours}{NO_BREAK_SPACE}{unit}" + (f"{NO_BREAK_SPACE}{rest:02d}" if rest else "")


def sentence_case(text: str) -> str:
    """The first letter as a capital: French day names are small, but not at the head of a sentence."""
    return text[:1].upper() + text[1:]


def _locale(language: str) -> Locale:
    return _LOCALES.get(language[:2], _LOCALES["en"])


_LOCALES = {"fr": Locale("fr", "FR"), "en": Locale("en", "GB")}
