"""Five hundred simulated people, seed 7, fall where the file says that they fall; and the arithmetic behind that."""

from __future__ import annotations

from datetime import UTC, datetime
from random import Random
from statistics import mean, stdev

import pytest

from accalmie.core.simulation import Summary, compared, published_curve
from accalmie.core.simulation.summary import Mean, Share, Tally
from accalmie.site.simulated.running import Order, life
from tests.factories.simulation import clinic

ORDER = Order(patients=500, weeks=12, seed=7, now=datetime(2026, 11, 24, tzinfo=UTC))


@pytest.fixture(scope="module")
def five_hundred() -> Summary:
    tally = Tally(clinic())
    for number in range(ORDER.patients):
        tally.add(life(clinic(), ORDER, number))
    return tally.summary


@pytest.mark.parametrize("figure", [figure.id for figure in clinic().parameters.figures])
def test_the_figures_of_five_hundred_people_lie_in_their_stated_ranges(five_hundred: Summary, figure: str) -> None:
    found = {one.published.id: one for one in compared(clinic().parameters.figures, five_hundred)}[figure]
    assert found.simulated is not None
    assert found.is_within, f"{figure}: {found.simulated:.2f} of {found.n}, expected {found.published.value}"


def test_their_curve_stays_near_the_published_one(five_hundred: Summary) -> None:
    for week in range(1, 9):
        found = five_hundred.weeks[week].mean
        assert found is not None
        assert abs(found - published_curve(week)) < 2.0, week


def test_guidance_keeps_more_people_to_the_end(five_hundred: Summary) -> None:
    guided, alone = five_hundred.completers_guided.percent, five_hundred.completers_alone.percent
    assert guided is not None
    assert alone is not None
    assert guided > alone


def test_a_mean_knows_its_spread_and_its_interval() -> None:
    source = Random(1)
    values = [source.gauss(12, 5) for _ in range(400)]
    found = Mean()
    for value in values:
        found.add(value)
    assert found.mean == pytest.approx(mean(values))
    assert found.sd == pytest.approx(stdev(values))
    low, high = found.interval() or (0, 0)
    assert high - low == pytest.approx(2 * 1.96 * stdev(values) / 20)


def test_a_share_has_the_interval_of_wilson() -> None:
    """Worked example of Newcombe. Stat Med 1998;17:857-872: 81 of 263 gives 0.2553 to 0.3662."""
    assert Share(n=263, yes=81).interval() == pytest.approx((25.53, 36.62), abs=0.01)


def test_nobody_counted_gives_no_figure() -> None:
    assert (Mean().mean, Mean().sd, Mean().interval()) == (None, None, None)
    assert (Share().percent, Share().interval()) == (None, None)
    assert all(one.simulated is None for one in compared(clinic().parameters.figures, Summary()))
