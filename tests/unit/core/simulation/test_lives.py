"""Simulated lives: the same source gives the same life, and each step in it was offered by the real engine."""

from __future__ import annotations

from random import Random

from hypothesis import given, settings, strategies as st

from accalmie.core import entries as e
from accalmie.core.crisis import grade, signs
from accalmie.core.entries import decode, encode
from accalmie.core.measures import score
from accalmie.core.programme.engine import PriorScore, apply, plan, start
from accalmie.core.simulation import History, lived
from accalmie.core.simulation.life import CLOSE, OPEN
from tests.factories.simulation import OPENS, clinic, life, started

BY_THE_TEAM = (e.StepReviewed, e.ConcernReviewed, e.ModuleOpened, e.ContactNoted, e.TalkAnswered)


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 2**32))
def test_the_same_source_gives_the_same_life(seed: int) -> None:
    first, second = (lived(clinic(), Random(seed), arrives_at=OPENS) for _ in range(2))
    assert first == second


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 2**32))
def test_every_entry_can_be_kept_and_stands_in_order(seed: int) -> None:
    history = lived(clinic(4), Random(seed), arrives_at=OPENS)
    for one in history.happened:
        kind, version = type(one.entry).kind(), one.entry.version
        assert decode(kind, version, encode(one.entry)) == one.entry
    moments = [one.at for one in history.happened]
    assert moments == sorted(moments)
    assert moments[0] >= OPENS
    assert moments[-1] <= clinic(4).until
    assert len({one.id for one in history.happened}) == len(history.happened)


def test_every_step_that_was_done_had_been_offered() -> None:
    done = 0
    for history in started(12):
        done += _steps_offered(history)
    assert done > 100


def _steps_offered(history: History) -> int:
    """Tells the life again from its entries alone, and asks the engine what it offered at each step."""
    programme, progress, count = clinic().programme, None, 0
    prior: dict[str, PriorScore] = {}
    for one in history.happened:
        match one.entry:
            case e.MeasureScored() as measured if progress is None:
                prior[measured.instrument] = PriorScore(
                    instrument=measured.instrument, total=measured.total, answers=measured.answers, at=one.at
                )
            case e.Enrolled() as enrolled:
                progress = start(
                    programme,
                    enrolment=enrolled.enrolment,
                    mode=enrolled.mode,
                    language=enrolled.language,
                    at=one.at,
                    graph=enrolled.graph,
                    prior=[prior[name] for name in sorted(prior)],
                )
                continue
            case e.StepCompleted(at=at):
                assert progress is not None
                now = plan(programme, progress, now=one.at)
                assert (now.page in ("step", "reentry", "interlude"), now.step) == (True, at.step)
                count += 1
        if progress is not None:
            progress = apply(programme, progress, one.entry, id=one.id, at=one.at)
    assert progress == history.progress
    return count


def test_totals_come_from_the_answers_by_the_real_scoring() -> None:
    measured = [one.entry for number in range(20) for one in life(number).happened]
    for entry in measured:
        if isinstance(entry, e.MeasureScored):
            found = score(clinic().instruments[entry.instrument], entry.answers)
            assert (entry.total, entry.band) == (found.total, found.band)


def test_a_danger_answer_is_followed_by_its_graded_questions_before_anything_else_is_done() -> None:
    rules, seen = clinic().rules, 0
    for number in range(25):
        happened = life(number).happened
        dangers = {one.id for one in happened if isinstance(one.entry, e.MeasureScored) and _is_danger(one.entry)}
        graded = {one.entry.source for one in happened if isinstance(one.entry, e.DangerGraded)}
        assert graded <= dangers
        seen += len(graded)
        for one in happened:
            if isinstance(one.entry, e.DangerGraded):
                given = grade(rules, one.entry.answers)
                assert (one.entry.level, one.entry.finished) == (given.level.value, given.finished)
    assert seen > 5


def _is_danger(entry: e.MeasureScored) -> bool:
    return bool(signs(clinic().rules, entry.instrument, entry.answers))


def test_professionals_answer_when_they_are_there() -> None:
    answered = [one for history in started(15) for one in history.happened if isinstance(one.entry, BY_THE_TEAM)]
    assert answered
    for one in answered:
        assert one.by == "professional"
        assert one.at.weekday() < 5
        assert OPEN <= one.at.hour <= CLOSE


def test_nobody_begins_alone_with_a_score_that_leads_to_a_person() -> None:
    for number in range(60):
        history = life(number)
        first = next(one.entry for one in history.happened if isinstance(one.entry, e.MeasureScored))
        if history.mode == "alone":
            assert first.total is not None
            assert first.total <= 9


def test_lives_are_not_alike() -> None:
    histories = started(12)
    assert len({len(history.happened) for history in histories}) > 6
    assert len({history.profile.voice.voice for history in histories}) > 4
