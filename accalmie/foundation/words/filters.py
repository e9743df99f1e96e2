"""The formats as template filters, in the reader's language and time zone: `{{ visit.starts_at | moment }}`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal
from functools import partial
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language

from accalmie.foundation.words import formats


def _of_a_day(say: Callable[[date, str], str], value: date) -> str:
    return say(_local(value).date() if isinstance(value, datetime) else value, _language())


def _clock_time(value: time | datetime) -> str:
    return formats.clock_time(_local(value) if isinstance(value, datetime) else value, _language())


def _moment(value: datetime) -> str:
    return formats.moment(_local(value), _language())


def _number(value: float | Decimal, digits: int | None = None) -> str:
    return formats.number(value, _language(), digits)


def _percentage(value: float) -> str:
    return formats.percentage(value, _language())


def _minutes(value: int) -> str:
    return formats.minutes(value, _language())


def _local(value: datetime) -> datetime:
    return timezone.localtime(value)


def _language() -> str:
    return (get_language() or "en")[:2]


FILTERS: dict[str, Callable[..., Any]] = {
    "full_date": partial(_of_a_day, formats.full_date),
    "long_date": partial(_of_a_day, formats.long_date),
    "short_date": partial(_of_a_day, formats.short_date),
    "weekday": partial(_of_a_day, formats.weekday),
    "day_month": partial(_of_a_day, formats.day_month),
    "month": partial(_of_a_day, formats.month),
    "clock_time": _clock_time,
    "moment": _moment,
    "number": _number,
    "percentage": _percentage,
    "minutes": _minutes,
    "sentence_case": formats.sentence_case,
}
