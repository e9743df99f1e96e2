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


@st.composite
def weeks(draw, least=0, most=7) -> Week:
    """Any week: so many nights, each asleep for any part of any time in bed, some with a figure missing."""
    chosen = draw(st.lists(st.sampled_from(days(7)), unique=True, min_size=least, max_size=most))
    return week([draw(any_night(day)) for day in chosen], last=SUNDAY)


@st.composite
def any_night(draw, day) -> Night:
    tib = draw(st.one_of(st.none(), st.integers(60, 1200)))
    tst = draw(st.one_of(st.none(), st.integers(0, tib if tib is not None else 900)))
    return figures(tst, tib, day=day)


def full_weeks():
    """Weeks of five to seven nights, each with all its figures."""
    nights = st.integers(5, 7)
    return nights.flatmap(lambda count: st.tuples(*(full_night(day) for day in days(count)))).map(
        lambda found: week(found, last=SUNDAY)
    )


def full_night(day):
    share = st.tuples(st.integers(200, 900), st.floats(0.3, 1))
    return share.map(lambda found: figures(int(found[0] * found[1]), found[0], day=day))


def without(person, **answers) -> Person:
    """The same person with other answers."""
    return msgspec.structs.replace(person, answers={**person.answers, **answers})
