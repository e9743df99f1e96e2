"""A week of nights: what its means are, on how many nights they rest, and nights that cannot both be."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import msgspec
import pytest

from accalmie.core.sleep import BadNight, say_week, together, week
from tests.unit.core.sleep.diaries import SUNDAY, days, figures, night, week_of


def test_each_figure_says_on_how_many_nights_it_rests():
    nights = [
        night(days(7)[0], latency=20, awakenings=1, awake=40),
        night(days(7)[2], latency=40, awakenings=0, up=None),
        night(days(7)[3], latency=None),
    ]
    found = week(nights, last=SUNDAY)
    assert (found.sol.value, found.sol.nights) == (30, 2)
    assert (found.waso.value, found.waso.nights) == (Fraction(40, 3), 3)
    assert (found.tst.value, found.tst.nights) == (430, 2)
    assert (found.tib.value, found.tib.nights) == (480, 2)
    assert (found.counted, found.missing) == (1, 4)


def test_the_week_s_efficiency_is_the_mean_of_its_nights():
    found = week([figures(240, 480, day=days(2)[0]), figures(300, 400, day=days(2)[1])], last=SUNDAY)
    assert found.se.value == Fraction(50 + 75, 2)


def test_a_mean_at_a_threshold_is_exactly_there():
    thirds = [figures(tst, 600, day=day) for tst, day in zip((500, 510, 520), days(3), strict=True)]
    assert week(thirds, last=SUNDAY).se.value == 85


def test_an_empty_week_has_no_figures_and_no_guess():
    found = week([], last=SUNDAY)
    assert (found.tst, found.tib, found.se, found.counted, found.missing) == (None, None, None, 0, 7)
    assert say_week(found, "fr")["tst"] == "pas encore"


def test_other_weeks_nights_stay_out():
    nights = [figures(400, 480, day=day) for day in days(9)]
    found = week(nights, last=SUNDAY)
    assert [one.day for one in found.nights] == days(7)
    assert together([week(nights, last=SUNDAY - timedelta(days=7)), found]).counted == 9


def test_a_sleepless_night_weighs_on_the_week():
    rested = [night(day) for day in days(7)[:6]]
    sleepless = night(tried="23:30", woke=None, no_sleep=True, latency=None, awakenings=None)
    found = week([*rested, sleepless], last=SUNDAY)
    assert (found.tst.value, found.se.value) == (Fraction(6 * 480, 7), Fraction(600, 7))


def test_nights_after_a_shift_are_counted_as_such():
    nights = [night(day, night_shift=day.day % 2 == 0) for day in days(7)]
    assert week(nights, last=SUNDAY).night_shifts == 3


def test_two_nights_of_one_day_are_asked_again():
    with pytest.raises(BadNight) as refused:
        week([night(), night()], last=SUNDAY)
    assert (refused.value.code, refused.value.field, refused.value.day) == ("twice", "day", SUNDAY)
    assert "dimanche 29\u00a0novembre" in refused.value.message("fr")


def test_nights_that_overlap_are_asked_again_by_their_days():
    early = night(days(2)[0], bed="22:00", tried="22:00", woke="08:00", up="09:00")
    too_soon = msgspec.structs.replace(night(), began=early.ended - timedelta(minutes=1))
    with pytest.raises(BadNight) as refused:
        week([too_soon, early], last=SUNDAY)
    assert (refused.value.code, refused.value.day) == ("overlap", SUNDAY)
    assert refused.value.message("fr").startswith(
        "La nuit du dimanche 29\u00a0novembre commence avant la fin de celle du samedi 28\u00a0novembre."
    )


def test_a_long_night_overlaps_all_that_it_covers_and_not_only_the_next():
    first = night(days(3)[0])
    long = msgspec.structs.replace(first, ended=first.ended + timedelta(days=3))
    with pytest.raises(BadNight, match="begins before"):
        week([long, night(days(3)[1]), night(days(3)[2])], last=SUNDAY)


def test_a_night_may_begin_as_the_last_one_ends():
    first, second = night(days(2)[0], bed="15:00", tried="15:00", woke="22:00", up="23:00"), night()
    assert first.ended == second.began
    assert week([first, second], last=SUNDAY).counted == 2


def test_the_week_in_words_names_its_nights():
    found = say_week(week_of(402, 480, 6), "fr")
    assert found["tst"] == "6\u00a0h\u00a042, sur 6\u00a0nuits"
    assert found["se"] == "83\u202f%, sur 6\u00a0nuits"
    assert say_week(week_of(402, 480, 1), "en")["tib"] == "8\u00a0h, over one night"


def test_a_week_across_the_change_of_clocks_has_one_night_of_another_length():
    found = week([night(day) for day in days(7, date(2026, 10, 25))], last=date(2026, 10, 25))
    assert found.tib.value == Fraction(6 * 480 + 540, 7)
