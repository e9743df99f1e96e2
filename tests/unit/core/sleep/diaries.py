"""Nights and weeks for the tests of the sleep engine, and the count of generated cases that were tried."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from functools import wraps
from pathlib import Path
from typing import Any

import msgspec
from hypothesis import strategies as st

from accalmie.core.sleep import DiaryNight, Night, Person, Week, dated, load_sleep_rules, read_night, week

RULES = load_sleep_rules((Path(__file__).parents[4] / "content" / "sleep" / "rules.yaml").read_text(encoding="utf-8"))
NOW = datetime(2026, 11, 30, 20, 0, tzinfo=UTC)
SUNDAY = date(2026, 11, 29)
PARIS = "Europe/Paris"
ALL_NO = {one.id: "no" for one in RULES.conditions}
SAFE = {one.id: "no" for one in RULES.weekly}
ALONE = Person(answers=ALL_NO, guided=False)
GUIDED = Person(answers=ALL_NO, guided=True)

CASES: Counter[str] = Counter()


def counted(test: Callable[..., None]) -> Callable[..., None]:
    """Counts each generated case of a property: the figure `sleep_property_cases`."""

    @wraps(test)
    def tried(*args: Any, **kwargs: Any) -> None:
        CASES[test.__name__] += 1
        test(*args, **kwargs)

    return tried


def diary(day=SUNDAY, *, bed="23:00", tried="23:00", woke="07:00", up="07:00", **more):
    """A night by its times alone; None leaves one empty."""
    noted = {"into_bed": bed, "tried_to_sleep": tried, "final_awakening": woke, "out_of_bed": up}
    times = {name: time.fromisoformat(at) for name, at in noted.items() if at is not None}
    return dated(DiaryNight(**{"day": day, "zone": PARIS, "latency": 0, "awakenings": 0, **more}), times)


def night(*args, **more) -> Night:
    return read_night(diary(*args, **more), rules=RULES, now=NOW)


def figures(tst, tib, *, day=SUNDAY, began=None, night_shift=False) -> Night:
    """A night of which only the figures count."""
    blank = dict.fromkeys((*Night.__struct_fields__,), None)
    return Night(**{**blank, "day": day, "tst": tst, "tib": tib, "night_shift": night_shift, "slept_elsewhere": False})


def days(count, last=SUNDAY):
    return [last - timedelta(days=back) for back in reversed(range(count))]


def week_of(tst, tib, nights=7, *, last=SUNDAY, night_shift=False) -> Week:
    """A week whose nights are all alike."""
    return week([figures(tst, tib, day=day, night_shift=night_shift) for day in days(nights, last)], last=last)


FIGURE = st.none() | st.integers(0, 1200)


def weeks(least=0, most=7):
    """Any week: so many nights, each asleep for any part of any time in bed, some with a figure missing."""
    nights = st.lists(st.tuples(FIGURE, FIGURE), min_size=least, max_size=most)
    return st.builds(_week_of_figures, nights)


def full_weeks():
    """Weeks of five to seven nights, each with all its figures."""
    figure = st.integers(0, 1200)
    return st.builds(_week_of_figures, st.lists(st.tuples(figure, figure), min_size=5, max_size=7))


def _week_of_figures(pairs) -> Week:
    """The larger of two figures is the time in bed, which is a minute at least."""
    nights = [figures(*_asleep_in_bed(*pair), day=day) for pair, day in zip(pairs, days(7), strict=False)]
    return week(nights, last=SUNDAY)


def _asleep_in_bed(one, other):
    if one is None or other is None:
        return one, other
    return min(one, other), max(one, other, 1)


def saying(person, **answers) -> Person:
    """The same person with other answers."""
    return msgspec.structs.replace(person, answers={**person.answers, **answers})
