"""How long people waited, and what became of all who began: plain numbers in, checked by hand."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from accalmie.capabilities.measures.library import instruments
from accalmie.oversight.service import counting
from accalmie.oversight.service.counting import Period
from accalmie.oversight.service.outcomes import Course, Outcome, outcome, recovery, tally
from accalmie.oversight.service.stays import Stay, Waiting
from accalmie.oversight.service.waiting import Wait, curve, days_until, waiting_after

FIRST = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
YEAR = Period(date(2026, 1, 5), date(2026, 12, 27))


def stay(**given: object) -> Stay:
    known: dict[str, object] = {
        "age": "FROM_25",
        "waits": (),
        "began_at": None,
        "mode": "",
        "ended_at": None,
        "ending": "",
        "last_activity_at": None,
        "courses": {},
        "measured_at": {},
        "acts": {},
        "died_at": None,
    }
    return Stay(**{**known, **given})  # type: ignore[arg-type]


def waited(days: int | None, *, age: str = "FROM_25") -> Stay:
    return stay(age=age, waits=((FIRST, None if days is None else FIRST + timedelta(days=days)),))


def began(first: float | None, last: float | None, *, age: str = "FROM_25") -> Stay:
    courses = {"phq-9": Course(first, last)} if first is not None else {}
    return stay(age=age, began_at=FIRST, mode="guided", last_activity_at=FIRST, courses=courses)


def test_the_textbook_curve_of_freireich_1963() -> None:
    """Weeks of remission under 6-MP in 21 children, those still in remission marked: the estimate is printed in every
    textbook of survival analysis (6: 0.857, 7: 0.807, 10: 0.753, 13: 0.690, 16: 0.627, 22: 0.538, 23: 0.448)."""
    over = [6, 6, 6, 7, 10, 13, 16, 22, 23]
    still = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]
    steps = curve([*(Wait(days, True) for days in over), *(Wait(days, False) for days in still)])
    assert [(step.days, round(step.waiting, 3)) for step in steps] == [
        (6, 0.857),
        (7, 0.807),
        (10, 0.753),
        (13, 0.690),
        (16, 0.627),
        (22, 0.538),
        (23, 0.448),
    ]
    assert days_until(steps, 0.5) == 23
    assert days_until(steps, 0.9) is None
    assert waiting_after(steps, 9) == pytest.approx(0.807, abs=0.001)


def test_without_anybody_waiting_it_is_the_plain_median() -> None:
    steps = curve([Wait(days, True) for days in (1, 2, 3, 10, 30)])
    assert (days_until(steps, 0.5), days_until(steps, 0.9)) == (3, 30)


def test_whoever_still_waits_makes_the_median_longer_and_is_never_left_out() -> None:
    reached = [waited(days) for days in (1, 2, 3, 4, 5)]
    alone = counting.waits_of(reached, YEAR)
    with_those_who_wait = counting.waits_of([*reached, *(waited(None) for _number in range(5))], YEAR)
    assert (alone.median, with_those_who_wait.median) == (3, 5)
    assert (with_those_who_wait.asked, with_those_who_wait.waiting) == (10, 5)
    assert with_those_who_wait.ninetieth is None


def test_a_contact_after_the_last_day_is_still_a_wait() -> None:
    early = Period(YEAR.first, date(2026, 3, 8))
    assert counting.waits_of([waited(20) for _number in range(6)], early).median is None


def test_a_death_ends_the_waiting_without_a_contact() -> None:
    died = stay(waits=((FIRST, None),), died_at=FIRST + timedelta(days=3))
    found = counting.waits_of([died, *(waited(10) for _number in range(5))], YEAR)
    assert (found.asked, found.median) == (6, 10)


def test_of_four_who_asked_nothing_is_shown() -> None:
    found = counting.waits_of([waited(3) for _number in range(4)], YEAR)
    assert (found.asked, found.median, found.by_week) == (None, None, ())


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (15, 9, Outcome.IMPROVED),
        (15, 10, Outcome.UNCHANGED),
        (15, 21, Outcome.WORSENED),
        (15, None, Outcome.UNMEASURED),
        (None, 12, Outcome.UNMEASURED),
    ],
)
def test_the_threshold_of_the_file_decides(first: float | None, last: float | None, expected: Outcome) -> None:
    assert outcome(instruments()["phq-9"], Course(first, last)) == expected


def test_outcomes_are_of_all_who_began_and_the_missing_stand_in_them() -> None:
    phq9 = instruments()["phq-9"]
    people = [
        *(began(18, 8) for _number in range(10)),
        *(began(18, 17) for _number in range(6)),
        *(began(12, 19) for _number in range(5)),
        *(began(18, None) for _number in range(7)),
        *(began(None, None) for _number in range(3)),
    ]
    found = counting.figures(people, YEAR, [phq9]).outcomes[0]
    assert (found.began, found.parts) == (31, (10, 6, 5, 10))
    assert (found.carried, found.worst_case) == (16, 15)
    assert (found.above, found.recovered) == (None, 10)  # 28 above: the other three would follow


def test_the_outcomes_of_completers_alone_would_look_better_and_are_not_what_is_shown() -> None:
    people = [*(began(18, 8) for _number in range(10)), *(began(18, None) for _number in range(30))]
    found = counting.figures(people, YEAR, [instruments()["phq-9"]]).outcomes[0]
    assert found.began == 40
    assert found.part(Outcome.IMPROVED) == 10


def test_recovery_is_of_those_who_began_above_the_threshold() -> None:
    phq9 = instruments()["phq-9"]
    courses = [Course(12, 5), Course(12, 11), Course(12, None), Course(8, 2)]
    assert recovery(phq9, courses) == (1, 1, 1)
    assert tally(phq9, courses) == (2, 1, 0, 1)


def test_age_bands_with_small_numbers_are_shown_together() -> None:
    ages = {"FROM_18": 3, "FROM_25": 20, "FROM_45": 12, "FROM_65": 2}
    people = [waited(5, age=age) for age, count in ages.items() for _number in range(count)]
    found = counting.figures(people, YEAR, [])
    assert [(names, waits.asked) for names, waits in found.waits_by_age] == [
        (("FROM_25",), 20),
        (("FROM_45",), 12),
        (("FROM_18", "FROM_65"), 5),
    ]
    assert all(waits.waiting is None for _names, waits in found.waits_by_age)


def test_the_monday_page_looks_at_the_week_that_is_over() -> None:
    today = date(2026, 3, 9)  # a Monday
    asked = [waited(2) for _number in range(6)]
    left = [stay(began_at=FIRST, mode="guided", ended_at=FIRST, ending="left", last_activity_at=FIRST)] * 5
    quiet = [stay(began_at=FIRST, mode="alone", last_activity_at=FIRST - timedelta(days=27))]
    worse = [
        stay(
            began_at=FIRST - timedelta(days=60),
            mode="guided",
            last_activity_at=FIRST,
            courses={"phq-9": Course(8, 16)},
            measured_at={"phq-9": FIRST},
            acts={date(2026, 3, 2): 4},
            read={date(2026, 3, 3): 12, date(2026, 3, 9): 50},  # the second is of the week that has just begun
        )
    ] * 5
    found = counting.monday([*asked, *left, *quiet, *worse], Waiting(0, 0, None, 0), today, [instruments()["phq-9"]])
    assert (found.week.first, found.week.last) == (date(2026, 3, 2), date(2026, 3, 8))
    assert (found.requests, found.worsened, found.stopped) == (6, 5, 6)
    assert found.waits.median == 2
    guided = next(one for one in found.modes if one.mode == "guided")
    assert (guided.people, guided.acts_a_week, guided.minutes_a_week) == (10, 0.5, 1.5)
    assert next(one for one in found.modes if one.mode == "alone").people is None
