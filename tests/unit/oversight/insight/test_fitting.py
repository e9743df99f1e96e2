"""Fitting: known truths come out again, the same seed gives the same bytes, and too few cases give silence."""

from __future__ import annotations

import math
from datetime import UTC, datetime, timedelta
from random import Random
from uuid import UUID

import pytest

from accalmie.capabilities.measures.library import instruments
from accalmie.core.insight.models import Models, ModelsRefused, Origin, fingerprint, read_models, written
from accalmie.core.insight.traces import Score, Trace
from accalmie.oversight.insight.fitting import judging
from accalmie.oversight.insight.fitting.course import FEWEST_PEOPLE, Measured, TooFew, coverage, fitted
from accalmie.oversight.insight.fitting.dropout import FEWEST, Case, fit_dropout
from accalmie.oversight.insight.fitting.logistic import fitted as regressed, logistic
from accalmie.oversight.insight.fitting.whole import fit

START = datetime(2026, 1, 5, 9, tzinfo=UTC)


def somebody(source: Random) -> Case:
    """Somebody who comes on most days until they stop; who follows the programme alone stops more often."""
    is_alone = source.random() < 0.5
    last = source.randrange(10, 60) if source.random() < (0.55 if is_alone else 0.2) else 80
    days = tuple(day for day in range(56) if day == 0 or (day <= last and source.random() < 0.6))
    first = 10 + 8 * source.random()
    scores = [Score(START + timedelta(days=13 * n), first - n + source.gauss(0, 2)) for n in range(1 + last // 13)]
    trace = Trace(
        enrolment=UUID(int=1),
        programme="depression",
        started_at=START,
        modes=((START, "alone" if is_alone else "guided"),),
        days=days,
        visits=tuple(day * 24 * 60 for day in days),
        scores={"phq-9": tuple(scores)},
        last_active_at=START + timedelta(days=last),
    )
    return Case(trace, {"mode": "alone" if is_alone else "guided"})


def people(count: int, seed: int = 1) -> list[Case]:
    source = Random(seed)
    return [somebody(source) for _ in range(count)]


@pytest.fixture(scope="module")
def models() -> Models:
    origin = Origin(data="site", seed=3, people=340, programme="depression", modules=8)
    return fit(people(340), origin=origin, instruments=instruments())


def test_a_logistic_regression_finds_the_weights_that_were_put_in() -> None:
    source = Random(2)
    rows = [(source.gauss(0, 1), source.gauss(0, 1)) for _ in range(3000)]
    happened = [source.random() < logistic(-1 + 0.8 * a - 0.5 * b) for a, b in rows]
    assert regressed(rows, happened) == pytest.approx([-1, 0.8, -0.5], abs=0.15)


def test_two_columns_that_say_the_same_are_refused_without_a_ridge() -> None:
    with pytest.raises(ValueError, match="the same thing"):
        regressed([(1.0, 1.0), (2.0, 2.0), (3.0, 3.0), (4.0, 4.0)], [True, False, True, False])


def test_the_course_that_was_put_in_comes_out_and_its_band_holds_eight_in_ten() -> None:
    source = Random(4)

    def line() -> Measured:
        baseline = source.gauss(14, 4)
        own, steep = source.gauss(0, 2), source.gauss(0, 0.8)
        weeks = (1, 2, 4, 6, 8, 12)
        return Measured(
            baseline,
            tuple(
                (w, 2 + 0.8 * baseline + own + (-1 - 0.1 * baseline + steep) * math.log1p(w) + source.gauss(0, 2))
                for w in weeks
            ),
        )

    model = fitted("phq-9", [line() for _ in range(300)], direction="higher-is-worse", range=(-100, 100))
    assert model.start == pytest.approx((2, 0.8), abs=1.2)
    assert model.slope[0] + 14 * model.slope[1] == pytest.approx(-2.4, abs=0.2)
    assert model.noise == pytest.approx(4, abs=0.4)
    assert coverage(model, [line() for _ in range(300)]).percent == pytest.approx(80, abs=3)


def test_too_few_people_give_no_course() -> None:
    few = [Measured(10, ((2, 9),))] * (FEWEST_PEOPLE - 1)
    with pytest.raises(TooFew):
        fitted("phq-9", few, direction="higher-is-worse", range=(0, 27))


def test_a_week_with_too_few_who_stopped_is_not_spoken_of() -> None:
    model, judged, refused = fit_dropout(people(120), modules=8, seed=3)
    assert (model.weeks, judged) == ((), [])
    assert {one.week for one in refused} == {1, 2, 3, 4, 5, 6}
    assert all(one.cases < one.needed == FEWEST for one in refused)


def test_the_same_people_and_seed_give_the_same_bytes(models: Models) -> None:
    again = fit(people(340), origin=models.origin, instruments=instruments())
    assert written(again) == written(models)
    assert fingerprint(again) == fingerprint(models)


def test_a_file_is_read_as_it_was_written_and_refused_when_a_number_was_changed(models: Models) -> None:
    data = written(models)
    assert written(read_models(data)) == data
    threshold = f"{models.dropout.weeks[0].threshold:.8g}"
    for broken in (data.replace(threshold.encode(), b"0.9"), b"{}", b"", data[:-40]):
        with pytest.raises(ModelsRefused):
            read_models(broken)


def test_it_finds_who_stops_better_than_chance_and_says_for_whom(models: Models) -> None:
    week = next(one for one in models.weeks_judged if one.week == 4)
    assert week.auc > 0.65
    assert week.calibration_slope == pytest.approx(1, abs=0.35)
    assert {one.name for one in week.groups} == {"all", "mode:alone", "mode:guided"}
    everybody = next(one for one in week.groups if one.name == "all")
    assert everybody.people == week.people
    assert everybody.flagged is not None
    assert everybody.auc == week.auc
    assert everybody.predicted is not None
    assert everybody.stopped == pytest.approx(week.stopped / week.people)
    assert everybody.predicted == pytest.approx(everybody.stopped, abs=0.1)


def test_a_group_of_whom_too_few_stopped_has_no_figure(models: Models) -> None:
    for week in models.weeks_judged:
        for one in week.groups:
            assert (one.auc is None) == (one.predicted is None) == (one.stopped is None)
            if one.auc is not None and one.stopped is not None:
                assert min(one.stopped, 1 - one.stopped) * one.people >= 10 - 1e-9


def test_what_it_had_too_few_cases_for_is_said(models: Models) -> None:
    assert {one.what for one in models.refused} >= {"gad-7", "who-5"}
    assert [one.measure for one in models.courses] == ["phq-9"]


def test_the_truth_judges_where_it_is_known() -> None:
    known = [Case(one.trace, one.groups, left=False) for one in people(340)]
    _, judged, _ = fit_dropout([*known[1:], known[0]._replace(left=True)], modules=8, seed=3)
    assert all(one.stopped <= 1 for one in judged)
    assert judged


def test_an_auc_is_the_share_of_pairs_in_the_right_order() -> None:
    pairs = [(0.9, True), (0.8, False), (0.7, True), (0.7, False), (0.1, False)]
    right = sum((a > b) + (a == b) / 2 for a, yes in pairs if yes for b, no in pairs if not no)
    assert judging.auc(pairs) == pytest.approx(right / 6)
    assert math.isnan(judging.auc([(0.5, True)]))


def test_balanced_accuracy_is_the_mean_of_both_shares_and_the_threshold_the_best_one() -> None:
    pairs = [(0.9, True), (0.6, True), (0.5, False), (0.2, True), (0.1, False), (0.0, False)]
    assert judging.balanced_accuracy(pairs, 0.6) == pytest.approx((2 / 3 + 1) / 2)
    assert judging.best_threshold(pairs) == 0.6
    assert judging.best_threshold([(0.2, False)]) == math.inf


def test_risks_that_mean_what_they_say_have_a_calibration_of_nought_and_one() -> None:
    source = Random(5)
    risks = [logistic(source.gauss(-1, 1)) for _ in range(4000)]
    intercept, slope = judging.calibration([(risk, source.random() < risk) for risk in risks])
    assert (intercept, slope) == pytest.approx((0, 1), abs=0.15)
    bold = [(logistic(2 * judging.log_odds(risk)), source.random() < risk) for risk in risks]
    assert judging.calibration(bold)[1] == pytest.approx(0.5, abs=0.07)
