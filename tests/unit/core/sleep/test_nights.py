"""One night: its figures, over midnight, when clocks change, between time zones, in daytime, and half filled."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction

import msgspec
import pytest

from accalmie.core.sleep import BadNight, DiaryNight, dated, faults, read_night
from tests.unit.core.sleep.diaries import NOW, PARIS, RULES, SUNDAY, diary, night

SPRING, AUTUMN = date(2026, 3, 29), date(2026, 10, 25)


def test_the_column_filled_as_an_example_on_the_consensus_diary():
    """Carney 2012, sample column: bed 22:15, tries at 23:30, 55 min, 3 awakenings of 1 h 10, 6:35, up 7:20."""
    found = night(bed="22:15", tried="23:30", woke="06:35", up="07:20", latency=55, awakenings=3, awake=70)
    assert (found.sol, found.waso, found.twak, found.tst, found.tib) == (55, 70, 45, 300, 545)
    assert found.se == Fraction(30000, 545)
    assert int(found.se) == 55


@pytest.mark.parametrize(
    ("latency", "awake", "tst", "se"),
    [
        (30, 30, 420, 87.5),  # biologyinsights.com: 23:00 to 07:00, 30 min to fall asleep and 30 awake
        (30, 60, 390, 81.25),  # restcalculator.com: eight hours less half an hour and an hour
        (60, 60, 360, 75),  # restcalculator.com, bit1024.com: six hours of eight
    ],
)
def test_nights_worked_out_in_print(latency, awake, tst, se):
    found = night(latency=latency, awakenings=2, awake=awake)
    assert (found.tst, found.tib, found.se) == (tst, 480, se)


def test_six_hours_of_ten_are_sixty_percent():
    """MyHealth Alberta."""
    assert night(bed="21:00", tried="21:00", latency=180, awakenings=1, awake=60).se == 60


def test_time_in_bed_counts_from_into_bed_whatever_was_done_there():
    read_for_an_hour = night(bed="22:00", tried="23:00")
    assert (read_for_an_hour.tib, read_for_an_hour.tst) == (540, 480)


@pytest.mark.parametrize(
    ("day", "tib"),
    [(date(2026, 3, 28), 480), (SPRING, 420), (AUTUMN, 540), (date(2026, 10, 26), 480)],
)
def test_a_night_when_clocks_change_has_the_hours_that_it_had(day, tib):
    found = night(day)
    assert (found.tib, found.tst) == (tib, tib)


def test_an_hour_that_comes_twice_is_read_so_that_the_night_is_in_order():
    """Tries at 02:50, wakes at 02:10: the second ten past two of that night."""
    found = night(AUTUMN, bed="02:30", tried="02:50", woke="02:10", up="03:00")
    assert (found.tst, found.twak, found.tib) == (20, 50, 90)


def test_an_hour_that_comes_twice_may_be_said_to_be_the_second():
    first = diary(AUTUMN, woke="02:30", up="08:00")
    second = msgspec.structs.replace(first, final_awakening=first.final_awakening.replace(fold=1))
    asleep = [read_night(one, rules=RULES, now=NOW).tst for one in (first, second)]
    assert asleep == [210, 270]


def test_an_hour_that_was_skipped_reads_as_on_a_clock_that_nobody_changed():
    found = night(SPRING, bed="23:00", tried="23:00", woke="02:30", up="07:00")
    assert (found.tst, found.tib) == (210, 420)


def test_a_night_flight_counts_the_hours_that_passed():
    """Asleep over the Atlantic: into bed at 23:00 in Paris, up at 04:00 in New York, six hours behind."""
    found = night(woke_in="America/New_York", woke="04:00", up="04:00")
    assert (found.tib, found.tst, found.slept_elsewhere) == (660, 660, True)


def test_a_night_may_end_on_an_earlier_date_than_it_began():
    """Auckland to Los Angeles, over the date line."""
    noted = DiaryNight(
        day=date(2026, 11, 20), zone="Pacific/Auckland", woke_in="America/Los_Angeles", latency=30, awakenings=0
    )
    times = {"into_bed": "22:00", "tried_to_sleep": "22:00", "final_awakening": "07:00", "out_of_bed": "07:30"}
    found = dated(noted, {name: time.fromisoformat(at) for name, at in times.items()})
    assert found.into_bed.date() == date(2026, 11, 20)
    read = read_night(found, rules=RULES, now=NOW)
    assert (read.tib, read.tst) == (6 * 60 + 30, 5 * 60 + 30)


def test_somebody_who_works_nights_sleeps_by_day():
    found = night(bed="08:15", tried="08:30", woke="14:30", up="15:00", night_shift=True, latency=15)
    assert found.began.date() == found.ended.date() == SUNDAY
    assert (found.tib, found.tst, found.night_shift) == (405, 345, True)


def test_naps_stand_beside_the_night_and_not_in_it():
    found = night(naps=2, nap_minutes=50)
    assert (found.nap_minutes, found.tst, found.tib) == (50, 480, 480)
    assert night(naps=0).nap_minutes == 0


def test_a_night_without_sleep_counts_as_none_asleep_and_all_in_bed():
    found = night(tried="23:30", woke=None, no_sleep=True, latency=None, awakenings=None)
    assert (found.tst, found.tib, found.se) == (0, 480, 0)
    assert (found.sol, found.waso) == (None, None)


@pytest.mark.parametrize(
    ("left_out", "known"),
    [
        ({"bed": None}, {"tst": 480, "tib": None, "se": None}),
        ({"up": None}, {"tst": 480, "tib": None, "twak": None}),
        ({"tried": None}, {"tst": None, "tib": 480, "se": None}),
        ({"woke": None}, {"tst": None, "tib": 480, "sol": 0}),
        ({"latency": None}, {"tst": None, "tib": 480, "waso": 0}),
        ({"awakenings": 2}, {"tst": None, "waso": None, "sol": 0}),
        ({"awakenings": None, "awake": 0}, {"tst": 480, "waso": 0}),
        ({"bed": None, "tried": None, "woke": None, "up": None, "quality": 3}, {"tst": None, "tib": None}),
    ],
)
def test_half_a_night_gives_what_it_can_and_guesses_nothing(left_out, known):
    found = night(**left_out)
    assert {name: getattr(found, name) for name in known} == known


def test_a_night_whose_end_is_not_noted_yet_may_be_as_long_awake_as_it_was():
    assert night(woke=None, up=None, bed="22:00", tried="23:00", latency=90).sol == 90


def test_without_getting_up_or_awakening_the_evening_lies_before_noon():
    late, early = diary(woke=None, up=None), diary(bed="00:30", tried="01:00", woke=None, up=None)
    assert (late.into_bed.date(), early.into_bed.date()) == (SUNDAY - timedelta(days=1), SUNDAY)


BAD = [
    (diary(bed="07:00", up="06:10", tried="07:00", woke="06:00"), "too_long", "into_bed"),
    (diary(bed="23:30", tried="23:15"), "too_long", "into_bed"),
    (diary(latency=481), "latency_longer", "latency"),
    (diary(latency=200, awakenings=2, awake=300), "awake_longer", "awake"),
    (diary(tried=None, woke=None, latency=500), "awake_in_bed", "latency"),
    (diary(woke=None, latency=20, awakenings=1, awake=470), "awake_in_bed", "awake"),
    (diary(latency=-5), "negative", "latency"),
    (diary(awakenings=-1), "negative", "awakenings"),
    (diary(awakenings=2, awake=-20), "negative", "awake"),
    (diary(naps=-1), "negative", "naps"),
    (diary(naps=1, nap_minutes=-3), "negative", "nap_minutes"),
    (diary(awakenings=400), "too_much", "awakenings"),
    (diary(naps=1, nap_minutes=1441), "too_much", "nap_minutes"),
    (diary(awake=40), "awake_without", "awake"),
    (diary(naps=0, nap_minutes=20), "nap_without", "nap_minutes"),
    (diary(quality=6), "quality", "quality"),
    (diary(bed="07:00", tried="07:00", woke="07:00", up="07:00"), "no_time", "out_of_bed"),
    (diary(no_sleep=True), "slept_after_all", "final_awakening"),
    (diary(date(2026, 12, 1)), "future", "into_bed"),
    (
        diary(bed=None, tried=None, woke=None, up=None, latency=None, awakenings=None),
        "empty",
        "into_bed",
    ),
    (msgspec.structs.replace(diary(), zone="Europe/Lutèce"), "time_zone", "zone"),
    (msgspec.structs.replace(diary(), woke_in="../etc"), "time_zone", "woke_in"),
    (msgspec.structs.replace(diary(), day=SUNDAY - timedelta(days=1)), "day", "out_of_bed"),
]


@pytest.mark.parametrize(("noted", "code", "field"), BAD, ids=[f"{code}-{field}" for _noted, code, field in BAD])
def test_what_cannot_be_is_asked_again_at_its_field_and_nothing_is_lost(noted, code, field):
    before = msgspec.structs.asdict(noted)
    with pytest.raises(BadNight) as refused:
        read_night(noted, rules=RULES, now=NOW)
    assert (refused.value.code, refused.value.field) == (code, field)
    assert refused.value.message("fr") != refused.value.message("en")
    assert msgspec.structs.asdict(noted) == before


def test_thirty_hours_in_bed_are_asked_again_with_the_hours_counted():
    noted = msgspec.structs.replace(diary(), into_bed=datetime.combine(SUNDAY - timedelta(days=2), time(23)),
                                    tried_to_sleep=datetime.combine(SUNDAY - timedelta(days=2), time(23)),
                                    out_of_bed=datetime.combine(SUNDAY, time(5)),
                                    final_awakening=datetime.combine(SUNDAY, time(5)))  # fmt: skip
    (wrong,) = faults(noted, rules=RULES, now=NOW)
    assert wrong.message("fr") == (
        "De vendredi 27\u00a0novembre à 23\u00a0h\u00a000 "
        "à dimanche 29\u00a0novembre à 5\u00a0h\u00a000, cela fait 30\u00a0h au lit. "
        "L’une des heures est-elle un soir pris pour un matin, ou un autre jour\u202f? "
        "Vos réponses sont gardées\u202f; corrigez seulement l’heure."
    )


def test_out_of_bed_before_into_bed_asks_whether_it_was_the_evening_before():
    noted = msgspec.structs.replace(
        diary(bed=None, tried=None, woke=None, up="06:10"), into_bed=datetime.combine(SUNDAY, time(7))
    )
    (wrong,) = faults(noted, rules=RULES, now=NOW)
    assert (wrong.code, wrong.field) == ("order", "out_of_bed")
    assert wrong.message("en").startswith(
        "You noted getting up on Sunday 29\u00a0November at 06:10, "
        "before going to bed, on Sunday 29\u00a0November at 07:00."
    )
    assert "la veille au soir" in wrong.message("fr")


def test_all_that_is_wrong_is_said_at_once():
    wrong = faults(diary(latency=-1, quality=9, naps=-2), rules=RULES, now=NOW)
    assert {one.field for one in wrong} == {"latency", "quality", "naps"}


def test_a_night_that_ends_now_is_no_longer_to_come():
    assert read_night(diary(), rules=RULES, now=datetime(2026, 11, 29, 6, 0, tzinfo=UTC)).tib == 480
    with pytest.raises(BadNight, match="still to come"):
        read_night(diary(), rules=RULES, now=datetime(2026, 11, 29, 5, 59, tzinfo=UTC))


def test_a_place_between_two_hours_counts_its_half():
    """Kathmandu is 5 h 45 ahead."""
    assert night(zone="Asia/Kathmandu", woke_in=PARIS, woke="02:00", up="02:00").tib == 7 * 60 + 45
