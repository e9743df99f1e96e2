"""The forms: a night, the questions, the start of a window. What was typed stays, whatever is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, time
from typing import TypeVar
from uuid import UUID

from django.http import QueryDict
from django.utils.translation import get_language, gettext as _

from accalmie.core.definitions import Language
from accalmie.core.sleep import FIGURES, MOMENTS, BadNight, DiaryNight, Method, Moment, dated
from accalmie.foundation.steps import FormError

TIMES: tuple[Moment, ...] = MOMENTS
NUMBERS = (*FIGURES, "quality")
TICKS = ("no_sleep", "night_shift")
ZONES = ("zone", "woke_in")
FIELDS = (*TIMES, *NUMBERS, *TICKS, *ZONES)
ANSWERS = ("yes", "no", "declined")
T = TypeVar("T")

_CLOCK = re.compile(r"\s*(\d{1,2})\s*(?:[hH:.]\s*(\d{2})?|(\d{2}))\s*(?:min)?\s*\Z")
_HOUR = re.compile(r"\s*(\d{1,2})\s*\Z")
_HOURS = re.compile(r"\s*(\d{1,2})\s*[hH]\s*(\d{1,2})?\s*(?:min)?\s*\Z")
_MINUTES = re.compile(r"\s*(-?\d{1,6})\s*(?:min(?:utes?)?)?\s*\Z")


@dataclass(frozen=True)
class NightRead:
    """What a form of a night held: the night, or what is to be put right. `is_empty`: nothing was answered."""

    night: DiaryNight | None
    errors: tuple[FormError, ...]
    is_empty: bool


def typed(form: QueryDict) -> dict[str, str]:
    """What the form holds, field by field, as it was typed."""
    return {name: form.get(name, "")[:60] for name in FIELDS}


def as_typed(night: DiaryNight | None, zone: str) -> dict[str, str]:
    """A night that was noted, as its form would hold it."""
    if night is None:
        return {"zone": zone}
    times = {name: at.strftime("%H:%M") for name in TIMES if (at := night.moment(name)) is not None}
    numbers = {name: str(value) for name in NUMBERS if (value := getattr(night, name)) is not None}
    ticks = {name: "yes" for name in TICKS if getattr(night, name)}
    return {**times, **numbers, **ticks, "zone": night.zone, "woke_in": night.woke_in or ""}


def read_night(form: QueryDict, *, day: date, zone: str) -> NightRead:
    """The night that was typed. What cannot be read at all is said here; what cannot be, by the engine."""
    raw = typed(form)
    errors: list[FormError] = []
    times = {name: at for name in TIMES if (at := _read(_clock, name, raw, errors)) is not None}
    numbers = {name: number for name in NUMBERS if (number := _read(_number, name, raw, errors)) is not None}
    ticks = {name: raw[name] == "yes" for name in TICKS}
    is_empty = not any(raw[name].strip() for name in (*TIMES, *NUMBERS)) and not any(ticks.values())
    if errors:
        return NightRead(None, tuple(errors), is_empty)
    night = DiaryNight(
        day=day,
        zone=raw["zone"].strip() or zone,
        woke_in=raw["woke_in"].strip() or None,
        **numbers,  # type: ignore[arg-type]
        **ticks,  # type: ignore[arg-type]
    )
    try:
        return NightRead(dated(night, times), (), is_empty)
    except BadNight as wrong:
        return NightRead(None, (FormError(wrong.field, wrong.message(language())),), is_empty)


def sentences(wrong: tuple[BadNight, ...]) -> tuple[FormError, ...]:
    """What the engine refuses, at its fields. A night that stands twice is asked about at its first question."""
    found = ((one.field if one.field in FIELDS else "into_bed", one) for one in wrong)
    return tuple(FormError(field, one.message(language())) for field, one in found)


def language() -> Language:
    """The language in which the engine speaks to whoever reads."""
    return "en" if (get_language() or "fr").startswith("en") else "fr"


class _Unread(ValueError):
    """What was typed is neither a time nor a number."""


def _read(reader: Callable[[str], T], name: str, raw: Mapping[str, str], errors: list[FormError]) -> T | None:
    text = raw[name]
    if not text.strip():
        return None
    try:
        return reader(text)
    except ValueError:
        sentence = (
            _("Write the time as in 23:15, or leave this empty if you do not know.")
            if name in TIMES
            else _("Write a whole number here, such as 20, or leave this empty if you do not know.")
        )
        errors.append(FormError(name, sentence))
        return None


def _clock(text: str) -> time:
    """23:15, 23h15, 23 h, 2315, 7: as people write a time."""
    found = _CLOCK.match(text) or _HOUR.match(text)
    if found is None:
        raise _Unread(text)
    parts = [part for part in found.groups()[1:] if part]
    return time(int(found[1]) % 24 if found[1] == "24" else int(found[1]), int(parts[0]) if parts else 0)


def _number(text: str) -> int:
    """20, 20 min, 1 h 10: whole minutes, or a count."""
    hours = _HOURS.match(text)
    if hours:
        return int(hours[1]) * 60 + int(hours[2] or 0)
    found = _MINUTES.match(text)
    if found is None:
        raise _Unread(text)
    return int(found[1])


def read_answers(form: QueryDict, asked: tuple[str, ...]) -> tuple[dict[str, str], tuple[FormError, ...]]:
    """The answers to these questions: each needs one of the three."""
    answers = {name: form.get(name, "") for name in asked}
    sentence = _("Choose one of the three answers. Not saying is one of them.")
    errors = tuple(FormError(name, sentence) for name, answer in answers.items() if answer not in ANSWERS)
    return answers, errors


def read_start(form: QueryDict) -> tuple[Method | None, time | None, tuple[FormError, ...]]:
    """The method and the time of getting up that the person chose."""
    errors: list[FormError] = []
    rise = _read_rise(form.get("rise", ""), errors)
    method = form.get("method", "")
    if method not in set(Method):
        errors.append(FormError("method", _("Choose one of the two ways. You may change later.")))
    return (Method(method) if method in set(Method) else None), rise, tuple(errors)


def _read_rise(text: str, errors: list[FormError]) -> time | None:
    try:
        return _clock(text)
    except ValueError:
        errors.append(FormError("rise", _("Write the time at which you get up, as in 6:30.")))
        return None


def decided(form: QueryDict) -> UUID | None:
    """The decision that stood on the page from which this was sent."""
    try:
        return UUID(form.get("window", ""))
    except ValueError:
        return None
