"""The bench's own arithmetic: what a percentile, a ratio and a missed limit are."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from bench.arithmetic import Limit, missed, percentile, ratio_of_rounds, rounded
from bench.figures import LIMITS, PROMISED, table

MEASURED = st.lists(st.floats(0.001, 1000), min_size=1)


@pytest.mark.parametrize(("share", "value"), [(0.0, 1), (0.5, 50), (0.99, 99), (0.991, 100), (1.0, 100)])
def test_a_percentile_is_one_of_the_values(share: float, value: int) -> None:
    assert percentile(list(range(100, 0, -1)), share) == value


@given(MEASURED, st.floats(0, 1))
def test_at_least_that_share_of_the_values_do_not_exceed_it(values: list[float], share: float) -> None:
    found = percentile(values, share)
    assert sum(value <= found for value in values) >= share * len(values)


def test_nothing_measured_has_no_percentile() -> None:
    with pytest.raises(ValueError, match="no value"):
        percentile([], 0.5)


def test_one_busy_round_does_not_change_the_ratio() -> None:
    assert ratio_of_rounds([(5.0, 1.0), (5.2, 1.0), (60.0, 1.0)]) == 5.2
    assert ratio_of_rounds([(10.0, 2.0), (50.0, 10.0), (5.0, 1.0)]) == 5.0  # a slow moment slows both


@given(MEASURED, st.floats(0.5, 20))
def test_a_page_that_always_costs_so_many_times_hello_has_that_ratio(hellos: list[float], times: float) -> None:
    assert ratio_of_rounds((times * hello, hello) for hello in hellos) == pytest.approx(times)


@pytest.mark.parametrize(
    ("limit", "figure", "holds"),
    [
        (Limit("at most", 30), 30, True),
        (Limit("at most", 30), 30.01, False),
        (Limit("at most", 6, 0.1), 6.59, True),
        (Limit("at most", 6, 0.1), 6.61, False),
        (Limit("at least", 100), 99, False),
        (Limit("at least", 2000, 0.1), 1801, True),
        (Limit("at least", 2000, 0.1), 1799, False),
    ],
)
def test_a_limit_is_missed_by_more_than_noise_allows(limit: Limit, figure: float, holds: bool) -> None:
    assert limit.holds(figure) is holds


def test_a_figure_that_was_not_measured_is_missed() -> None:
    limits = {"speed": Limit("at least", 10), "weight": Limit("at most", 5)}
    assert missed({"weight": 4}, limits) == ["speed"]
    assert missed({"weight": 6, "speed": 12}, limits) == ["weight"]


@pytest.mark.parametrize(
    ("figure", "said"), [(0.0, 0), (5.4321, 5.43), (1234.5, 1234), (0.012345, 0.0123), (-8.888, -8.89)]
)
def test_three_digits_are_kept(figure: float, said: float) -> None:
    assert rounded(figure) == said


def test_the_table_puts_each_limit_beside_its_figure_and_says_which_is_missed() -> None:
    lines = table({"css_kb": 9.2, "today_cpu_vs_hello": 7.5, "today_rps_core": 1234.0}, PROMISED).splitlines()
    assert [line.split()[0] for line in lines] == list(PROMISED)
    shown = {line.split()[0]: line for line in lines}
    assert shown["css_kb"].endswith("at most 12")
    assert shown["today_cpu_vs_hello"].endswith("at most 6  MISSED")
    assert shown["today_rps_core"].endswith("1,234")
    assert "not there" in shown["idle_mb"]
    assert set(LIMITS) <= set(PROMISED)
