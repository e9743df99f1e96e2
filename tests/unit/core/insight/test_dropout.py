"""Drifting away: a risk, its reasons, what is proposed, and when nothing is said."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given, strategies as st

from accalmie.core import entries as e
from accalmie.core.insight.dropout import ACTIONS, DropoutModel, WeekModel, drifting, reasons, risk
from accalmie.core.insight.predictors import NAMES, Values
from tests.unit.core.insight.test_traces import ENROLMENT, START, done, trace


def weights(**given_: float) -> tuple[float, ...]:
    return tuple(given_.get(name, 0.0) for name in NAMES)


def week_model(week: int = 2, **given_: float) -> WeekModel:
    return WeekModel(
        week=week,
        intercept=-1.0,
        weights=weights(**given_),
        means=(0.0,) * len(NAMES),
        sds=(1.0,) * len(NAMES),
        calibration=(0.0, 1.0),
        threshold=0.5,
        people=500,
        stopped=120,
    )


def values(**given_: float | None) -> Values:
    return {name: given_.get(name, 0.0) for name in NAMES}


MODEL = DropoutModel(weeks=(week_model(silence=1.0, trouble=0.5),))
NOW = START + timedelta(weeks=2, days=3)


def test_a_long_silence_is_flagged_with_its_reason_and_a_call_is_proposed() -> None:
    found = drifting(MODEL, trace((1, done())), now=NOW, modules=8)
    assert found is not None
    assert (found.week, found.is_flagged, found.action) == (2, True, "call")
    assert [one.name for one in found.reasons] == ["silence"]


def test_who_comes_is_not_flagged_and_nothing_is_proposed() -> None:
    found = drifting(MODEL, trace(*((day, done()) for day in range(1, 14))), now=NOW, modules=8)
    assert found is not None
    assert (found.is_flagged, found.action) == (False, None)


def test_technical_trouble_asks_for_another_channel() -> None:
    model = DropoutModel(weeks=(week_model(trouble=3.0),))
    asked = e.TalkAsked(way="message", about="technical", words="")
    found = drifting(model, trace((9, asked)), now=NOW, modules=8)
    assert found is not None
    assert found.action == "change_channel"


@pytest.mark.parametrize("weeks", [0, 1, 3, 7, 30])
def test_nothing_is_said_of_a_week_without_a_model(weeks: int) -> None:
    assert drifting(MODEL, trace(), now=START + timedelta(weeks=weeks, days=1), modules=8) is None


def test_nothing_is_said_of_who_ended_or_finished_the_programme() -> None:
    ended = e.EnrolmentEnded(enrolment=ENROLMENT, reason="left")
    finished = e.ModuleRated(enrolment=ENROLMENT, module="a", helped=3, worse=False)
    assert drifting(MODEL, trace((5, ended)), now=NOW, modules=8) is None
    assert drifting(MODEL, trace((5, finished)), now=NOW, modules=1) is None


@given(points=st.integers(-3, 3))
def test_a_missing_score_counts_as_that_of_the_average_person(points: int) -> None:
    model = week_model(baseline=1.0)
    assert risk(model, values(baseline=None)) == risk(model, values(baseline=0.0))
    assert (risk(model, values(baseline=points)) >= risk(model, values(baseline=None))) == (points >= 0)


def test_at_most_three_reasons_are_told_the_strongest_first() -> None:
    model = week_model(silence=0.5, rhythm=0.9, alone=0.3, trouble=0.7)
    found = reasons(model, values(silence=1.0, rhythm=1.0, alone=1.0, trouble=1.0))
    assert [one.name for one in found] == ["rhythm", "trouble", "silence"]


def test_nobody_is_told_that_a_short_silence_or_many_visits_raise_the_risk() -> None:
    model = week_model(silence=-0.5, first_week=0.5)
    assert reasons(model, values(silence=-1.0, first_week=1.0)) == ()


def test_each_predictor_has_something_to_propose() -> None:
    assert set(ACTIONS) == set(NAMES)
    assert set(ACTIONS.values()) == {"call", "slow_down", "change_channel", "step_up"}
