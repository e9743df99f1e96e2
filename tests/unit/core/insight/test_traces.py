"""What a trace keeps, and that nothing from after a day changes what could be known on that day."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given, settings, strategies as st

from accalmie.core import entries as e
from accalmie.core.insight.dropout import has_stopped, is_at_risk
from accalmie.core.insight.predictors import NAMES, predictors, silence
from accalmie.core.insight.traces import Trace, told
from tests.factories.simulation import started

START = datetime(2026, 1, 5, 9, tzinfo=UTC)
ENROLMENT = UUID(int=1)
DAY = timedelta(days=1)
Dated = tuple[float, e.Entry]


def at(module: str = "m") -> e.StepRef:
    return e.StepRef(enrolment=ENROLMENT, module=module, step="s")


def done() -> e.StepCompleted:
    return e.StepCompleted(at=at(), step_kind="text", answers={}, remembered={})


def scored(total: float | None, instrument: str = "phq-9") -> e.MeasureScored:
    return e.MeasureScored(
        instrument=instrument, instrument_version="1.0.0", answers=(), total=total, band=None, language="fr", at=None
    )


def enrolled(mode: str = "guided") -> e.Enrolled:
    return e.Enrolled(enrolment=ENROLMENT, programme="depression", graph="g", mode=mode, language="fr")


def trace(*happened: Dated, mode: str = "guided") -> Trace:
    found = told(told(Trace(), scored(14), at=START - DAY), enrolled(mode), at=START)
    for days, entry in happened:
        found = told(found, entry, at=START + DAY * days)
    return found


ANY = st.one_of(
    st.just(done()),
    st.builds(scored, st.integers(0, 27)),
    st.builds(
        lambda module: e.ModuleRated(enrolment=ENROLMENT, module=module, helped=2, worse=False), st.sampled_from("abc")
    ),
    st.just(e.TalkAsked(way="message", about="technical", words="")),
    st.builds(
        lambda days: e.EnrolmentPaused(enrolment=ENROLMENT, until=(START + DAY * days).date()), st.integers(1, 70)
    ),
    st.just(e.EnrolmentPaused(enrolment=ENROLMENT, until=None)),
    st.just(e.EnrolmentResumed(enrolment=ENROLMENT)),
    st.builds(lambda mode: e.ModeChanged(enrolment=ENROLMENT, mode=mode), st.sampled_from(["alone", "guided"])),
    st.just(e.EnrolmentEnded(enrolment=ENROLMENT, reason="left")),
    st.just(e.PracticeNoted(at=at(), day=START.date(), done=True, words="")),
)
LIVES = st.lists(st.tuples(st.floats(0.01, 80), ANY), max_size=25)


@settings(deadline=None)
@given(happened=LIVES, week=st.integers(1, 6))
def test_no_predictor_comes_from_after_its_date(happened: list[Dated], week: int) -> None:
    on = START + timedelta(weeks=week)
    whole, cut = trace(*happened), trace(*[one for one in happened if START + DAY * one[0] < on])
    assert predictors(whole, on=on) == predictors(cut, on=on)
    assert silence(whole, on=on) == silence(cut, on=on)
    assert is_at_risk(whole, week=week, modules=3) == is_at_risk(cut, week=week, modules=3)


def test_the_same_holds_for_simulated_lives() -> None:
    for history in started(6):
        assert history.progress is not None
        for week in range(1, 7):
            on = history.progress.started_at + timedelta(weeks=week)
            whole = cut = Trace()
            for one in history.happened:
                whole = told(whole, one.entry, at=one.at)
                cut = told(cut, one.entry, at=one.at) if one.at < on else cut
            assert predictors(whole, on=on) == predictors(cut, on=on)


def test_there_are_ten_predictors_at_most_and_each_has_its_value() -> None:
    assert len(NAMES) == 10
    assert tuple(predictors(trace(), on=START + DAY * 7)) == NAMES


def test_what_is_done_within_an_hour_is_one_visit_and_a_note_is_none() -> None:
    note = e.PracticeNoted(at=at(), day=START.date(), done=True, words="")
    found = trace((1, done()), (1.02, done()), (1.5, done()), (2, note))
    assert predictors(found, on=START + DAY * 7)["first_week"] == 2
    assert found.days == (0, 1, 2)


def test_days_of_an_announced_pause_are_no_silence() -> None:
    pause = e.EnrolmentPaused(enrolment=ENROLMENT, until=(START + DAY * 12).date())
    silent, pausing = trace((2, done())), trace((2, done()), (2.1, pause))
    assert silence(silent, on=START + DAY * 14) == 12
    assert silence(pausing, on=START + DAY * 14) < 4
    assert predictors(pausing, on=START + DAY * 7)["pause"] == 1
    assert predictors(silent, on=START + DAY * 14)["quiet_week"] == 1
    assert predictors(pausing, on=START + DAY * 14)["quiet_week"] == 0


def test_the_score_before_the_start_is_the_baseline() -> None:
    values = predictors(trace((13, scored(10)), (13.1, scored(None)), (13.2, scored(3, "gad-7"))), on=START + DAY * 14)
    assert values["baseline"] == 14
    assert values["slope"] == pytest.approx(-4 / 1.0986, abs=0.01)


def test_who_did_nothing_in_the_last_two_weeks_has_stopped_unless_they_finished() -> None:
    def rated(module: str) -> e.ModuleRated:
        return e.ModuleRated(enrolment=ENROLMENT, module=module, helped=None, worse=None)

    assert has_stopped(trace((20, done())), modules=2)
    assert not has_stopped(trace((20, done()), (71, done())), modules=2)
    assert not has_stopped(trace((5, rated("a")), (9, rated("b"))), modules=2)


def test_a_new_start_begins_a_new_trace_and_keeps_the_scores() -> None:
    again = e.Enrolled(enrolment=UUID(int=2), programme="sleep", graph="g", mode="alone", language="fr")
    found = told(trace((1, done()), (5, scored(9))), again, at=START + DAY * 30)
    assert (found.programme, found.days, len(found.scores["phq-9"])) == ("sleep", (0,), 2)
    assert told(found, done(), at=START + DAY * 33) == found  # an entry of the earlier enrolment


def test_whether_somebody_agreed_to_research_is_known() -> None:
    given_ = told(trace(), e.ConsentGiven(purpose="research", text_version="1"), at=START)
    assert given_.agreed_to_research
    assert not told(given_, e.ConsentWithdrawn(purpose="research", text_version="1"), at=START).agreed_to_research
    assert not told(trace(), e.ConsentGiven(purpose="care", text_version="1"), at=START).agreed_to_research
