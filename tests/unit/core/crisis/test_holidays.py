"""Public holidays: nobody is there on them unless a service says so, at home and overseas."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from accalmie.core.crisis import CrisisRefused, load_rules
from accalmie.core.crisis.holidays import TERRITORIES, easter, holidays
from tests.unit.core.crisis.test_what_follows import RULES


@pytest.mark.parametrize(
    "sunday",
    [date(1818, 3, 22), date(1943, 4, 25), date(2000, 4, 23), date(2024, 3, 31), date(2026, 4, 5), date(2038, 4, 25)],
)
def test_easter_falls_on_the_days_of_the_almanac(sunday: date) -> None:
    assert easter(sunday.year) == sunday


@given(st.integers(1583, 4000))
def test_easter_is_a_sunday_of_spring(year: int) -> None:
    sunday = easter(year)
    assert sunday.weekday() == 6
    assert date(year, 3, 22) <= sunday <= date(year, 4, 25)


def test_the_eleven_holidays_of_2026_are_those_of_the_whole_country() -> None:
    days = "01-01 04-06 05-01 05-08 05-14 05-25 07-14 08-15 11-01 11-11 12-25"
    assert holidays("metropole", 2026) == {date.fromisoformat(f"2026-{day}") for day in days.split()}


@pytest.mark.parametrize(
    ("territory", "day"),
    [
        ("alsace-moselle", "2026-04-03"),
        ("alsace-moselle", "2026-12-26"),
        ("guadeloupe", "2026-05-27"),
        ("martinique", "2026-05-22"),
        ("guyane", "2026-06-10"),
        ("la-reunion", "2026-12-20"),
        ("mayotte", "2026-04-27"),
        ("saint-barthelemy", "2026-10-09"),
        ("saint-martin", "2026-05-28"),
    ],
)
def test_a_territory_has_its_own_day_beside_the_others(territory: str, day: str) -> None:
    assert date.fromisoformat(day) in holidays(territory, 2026)
    assert date.fromisoformat(day) not in holidays("metropole", 2026)
    assert holidays("metropole", 2026) < holidays(territory, 2026)


def test_a_service_that_is_open_on_holidays_has_none() -> None:
    assert all(holidays("none", year) == frozenset() for year in (2026, 2027))


def test_on_a_holiday_the_clock_of_an_alert_waits_for_the_next_day() -> None:
    christmas = datetime(2026, 12, 25, 9, 0, tzinfo=UTC)  # a Friday
    assert not RULES.staffed.is_staffed(christmas)
    assert RULES.staffed.after(christmas, timedelta(hours=1)) == datetime(2026, 12, 28, 9, 0, tzinfo=UTC)


def test_an_unknown_territory_is_refused_with_the_ones_that_are_known() -> None:
    text = Path("content/danger/rules.yaml").read_text(encoding="utf-8")
    with pytest.raises(CrisisRefused) as refused:
        load_rules(text.replace("territory: metropole", "territory: atlantis"))
    assert "atlantis" in str(refused.value)
    assert all(one in refused.value.message("fr") for one in TERRITORIES)
