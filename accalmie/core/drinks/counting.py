"""From glasses to standard drinks, and from lines of a diary to a day's and a week's."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from fractions import Fraction

import msgspec

from accalmie.core.drinks.refusals import BadDrink
from accalmie.core.drinks.rules import DrinkRules

WEEK = 7


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One line of a diary: how many standard drinks, on which day where it is known."""

    drinks: Fraction
    day: date | None = None


class Week(msgspec.Struct, frozen=True, kw_only=True):
    """Several lines together. `days`: days of which something is known; `without`: those of them without a drink."""

    drinks: Fraction
    days: int
    without: int
    most_in_a_day: Fraction


def grams(rules: DrinkRules, *, millilitres: float, percent: float) -> Fraction:
    """Grams of pure alcohol in so much of a drink of that strength, exactly."""
    return _exact(millilitres) * _exact(percent) / 100 * _exact(rules.density)


def drinks(rules: DrinkRules, *, millilitres: float, percent: float) -> Fraction:
    """Standard drinks in so much of a drink of that strength, exactly."""
    return grams(rules, millilitres=millilitres, percent=percent) / _exact(rules.grams_in_a_drink)


def _exact(number: float) -> Fraction:
    """13.5 as it was written, not as a binary fraction near it."""
    return Fraction(str(number))


def line(
    rules: DrinkRules,
    *,
    glasses: float = 1,
    serving: str = "",
    centilitres: float | None = None,
    percent: float | None = None,
    day: date | None = None,
) -> Line:
    """So many glasses of a usual serving, or of one's own size and strength, which go before it. Raises BadDrink."""
    _check(rules, glasses, centilitres, percent)
    if serving and serving not in rules.servings:
        raise BadDrink("serving", "what", given=serving)
    usual = rules.servings.get(serving)
    size = centilitres if centilitres is not None else usual.centilitres if usual else None
    strength = percent if percent is not None else usual.percent if usual else None
    if size is None or strength is None:
        if glasses:
            raise BadDrink("half", "percent" if size is not None else "cl")
        return Line(drinks=Fraction(0), day=day)
    one = drinks(rules, millilitres=float(_exact(size) * 10), percent=strength)
    return Line(drinks=one * _exact(glasses), day=day)


def _check(rules: DrinkRules, glasses: float, centilitres: float | None, percent: float | None) -> None:
    for field, given in (("glasses", glasses), ("cl", centilitres), ("percent", percent)):
        if given is not None and given < 0:
            raise BadDrink("below_zero", field, given=given)
    if glasses > rules.most.glasses:
        raise BadDrink("glasses", "glasses", given=glasses, most=rules.most.glasses)
    if centilitres is not None and centilitres > rules.most.centilitres:
        raise BadDrink("centilitres", "cl", given=centilitres)
    if percent is not None and percent > rules.most.percent:
        raise BadDrink("percent", "percent", given=percent)


def week(lines: Iterable[Line]) -> Week:
    """What lines come to together. A day counts as without only when a line says so: what is not noted is not known."""
    lines = list(lines)
    by_day: dict[date, Fraction] = {}
    for one in lines:
        if one.day is not None:
            by_day[one.day] = by_day.get(one.day, Fraction(0)) + one.drinks
    return Week(
        drinks=sum((one.drinks for one in lines), Fraction(0)),
        days=len(by_day),
        without=sum(1 for total in by_day.values() if not total),
        most_in_a_day=max(by_day.values(), default=Fraction(0)),
    )
