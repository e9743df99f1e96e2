"""Dates, times and numbers as each language says them."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest
from django.utils import timezone, translation

from accalmie.foundation.words import formats
from accalmie.foundation.words.filters import FILTERS

DAY = date(2026, 4, 2)


@pytest.mark.parametrize(
    ("said", "french", "english"),
    [
        (formats.full_date, "jeudi 2 avril 2026", "Thursday 2 April 2026"),
        (formats.long_date, "2 avril 2026", "2 April 2026"),
        (formats.short_date, "02/04/2026", "02/04/2026"),
        (formats.weekday, "jeudi 2 avril", "Thursday 2 April"),
        (formats.day_month, "2 avr.", "2 Apr"),
        (formats.month, "avril 2026", "April 2026"),
    ],
)
def test_days(said: object, french: str, english: str) -> None:
    assert callable(said)
    assert (said(DAY, "fr"), said(DAY, "en")) == (french, english)


@pytest.mark.parametrize(
    ("value", "french", "english"),
    [
        (time(21, 30), "21\u00a0h\u00a030", "21:30"),
        (time(7), "7\u00a0h", "7:00"),
        (time(0, 5), "0\u00a0h\u00a005", "0:05"),
    ],
)
def test_times_of_day(value: time, french: str, english: str) -> None:
    assert (formats.clock_time(value, "fr"), formats.clock_time(value, "en")) == (french, english)


@pytest.mark.parametrize(
    ("value", "digits", "french", "english"),
    [
        (1234.5, None, "1\u202f234,5", "1,234.5"),
        (Decimal("3.10"), 2, "3,10", "3.10"),
        (12, 0, "12", "12"),
        (2.5, 1, "2,5", "2.5"),
    ],
)
def test_numbers(value: float, digits: int | None, french: str, english: str) -> None:
    assert (formats.number(value, "fr", digits), formats.number(value, "en", digits)) == (french, english)


@pytest.mark.parametrize(
    ("value", "french", "english"),
    [
        (0, "0\u00a0minute", "0\u00a0minutes"),
        (1, "1\u00a0minute", "1\u00a0minute"),
        (8, "8\u00a0minutes", "8\u00a0minutes"),
        (60, "1\u00a0h", "1\u00a0hr"),
        (65, "1\u00a0h\u00a005", "1\u00a0hr\u00a005"),
    ],
)
def test_lengths(value: int, french: str, english: str) -> None:
    assert (formats.minutes(value, "fr"), formats.minutes(value, "en")) == (french, english)


def test_percentages() -> None:
    assert formats.percentage(0.42, "fr") == "42\u00a0%"
    assert formats.percentage(0.42, "en") == "42%"


def test_moments_are_said_in_the_readers_own_time_zone() -> None:
    value = datetime(2026, 4, 2, 22, 30, tzinfo=UTC)
    with translation.override("fr"), timezone.override("Europe/Paris"):
        assert FILTERS["moment"](value) == "vendredi 3 avril à 0\u00a0h\u00a030"
        assert FILTERS["weekday"](value) == "vendredi 3 avril"
        assert FILTERS["clock_time"](value) == "0\u00a0h\u00a030"
    with translation.override("en"), timezone.override("America/Cayenne"):
        assert FILTERS["moment"](value) == "Thursday 2 April at 19:30"


def test_a_sentence_begins_with_a_capital() -> None:
    assert formats.sentence_case("jeudi 2 avril") == "Jeudi 2 avril"
    assert formats.sentence_case("") == ""


def test_the_first_of_a_month_is_said_as_each_language_does() -> None:
    first = date(2026, 12, 1)
    assert formats.full_date(first, "fr") == "mardi 1er décembre 2026"
    assert formats.long_date(first, "fr") == "1er décembre 2026"
    assert formats.weekday(first, "fr") == "mardi 1er décembre"
    assert formats.day_month(first, "fr") == "1er déc."
    assert formats.long_date(date(2026, 12, 11), "fr") == "11 décembre 2026"
    assert formats.long_date(first, "en") == "1 December 2026"
