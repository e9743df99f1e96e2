"""The drink diary as somebody filled it: its lines counted, its figures worked out, what is wrong said at its place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import msgspec

from accalmie.core.drinks.counting import WEEK, Line, Week, line, week
from accalmie.core.drinks.refusals import BadDrink
from accalmie.core.drinks.rules import DrinkRules

MOMENTS, DRINKS, WITHOUT = "moments", "drinks", "days_without"
NOTHING, OTHER = "none", "other"


class BadLine(msgspec.Struct, frozen=True):
    """One line that cannot be counted: its place among the lines that were filled, from 0, and why."""

    row: int
    wrong: BadDrink


def count(rules: DrinkRules, answers: Mapping[str, Any]) -> tuple[dict[str, Any], list[BadLine]]:
    """The answers with the figures that were left empty, and the lines that cannot be counted.

    What the person wrote themselves stays as they wrote it; no lines, no figure.
    """
    lines, wrong = _lines(rules, answers.get(MOMENTS) or ())
    if not lines or wrong:
        return dict(answers), wrong
    seven = last_seven(lines)
    worked_out: dict[str, Any] = {DRINKS: _tenths(seven.drinks)}
    if seven.days:
        worked_out[WITHOUT] = seven.without
    return {**worked_out, **answers}, []


def counted_week(rules: DrinkRules, answers: Mapping[str, Any]) -> Week | None:
    """The last seven days of the diary's lines; None without lines that can be counted."""
    lines, wrong = _lines(rules, answers.get(MOMENTS) or ())
    return last_seven(lines) if lines and not wrong else None


def drinks_of(rules: DrinkRules, answers: Mapping[str, Any]) -> float | None:
    """The week's drinks: as the person wrote them, else as their lines say; None when neither does."""
    counted, _wrong = count(rules, answers)
    given = counted.get(DRINKS)
    return float(given) if isinstance(given, int | float) else None


def last_seven(lines: Sequence[Line]) -> Week:
    """The week that ends on the last day noted. A line without a day belongs to it."""
    days = [one.day for one in lines if one.day is not None]
    since = max(days) - timedelta(days=WEEK - 1) if days else date.min
    return week(one for one in lines if one.day is None or one.day >= since)


def _lines(rules: DrinkRules, rows: Sequence[Mapping[str, Any]]) -> tuple[list[Line], list[BadLine]]:
    lines: list[Line] = []
    wrong: list[BadLine] = []
    for number, row in enumerate(rows):
        try:
            lines.extend(_line(rules, row))
        except BadDrink as bad:
            wrong.append(BadLine(number, bad))
    return lines, wrong


def _line(rules: DrinkRules, row: Mapping[str, Any]) -> list[Line]:
    """A row as a line, or none: an urge noted without saying whether there was a drink says nothing of drinks."""
    what, size, strength = str(row.get("what") or ""), row.get("cl"), row.get("percent")
    if not ({"glasses", "what", "cl"} & row.keys()):
        return []
    glasses = 0 if what == NOTHING else row.get("glasses", 1)
    if not what and size is None:
        return [Line(drinks=Fraction(0), day=_day(row))] if not glasses else [_unnamed(rules, glasses, row)]
    serving = "" if what in (NOTHING, OTHER) else what
    return [line(rules, glasses=glasses, serving=serving, centilitres=size, percent=strength, day=_day(row))]


def _unnamed(rules: DrinkRules, glasses: float, row: Mapping[str, Any]) -> Line:
    """So many glasses of nobody knows what: as many standard drinks."""
    line(rules, glasses=glasses, centilitres=0, percent=0)  # the same bounds
    return Line(drinks=Fraction(str(glasses)), day=_day(row))


def _day(row: Mapping[str, Any]) -> date | None:
    return date.fromisoformat(row["day"]) if row.get("day") else None


def _tenths(number: Fraction) -> int | float:
    """To a tenth, never below what it is."""
    tenths = Fraction(-(-number * 10 // 1), 10)
    return int(tenths) if tenths.denominator == 1 else float(tenths)
