"""What the engine keeps of what people write, and what it does not believe."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from accalmie.core import entries as e
from accalmie.core.programme import engine
from accalmie.core.programme.engine.progress import Progress
from accalmie.core.programme.engine.steps import LONGEST_WORDS
from tests.factories.programmes import programme

AT = datetime(2026, 1, 5, 18, tzinfo=UTC)
DAY = timedelta(days=1)
ENROLMENT = UUID(int=1)

PROGRAMME = programme(
    """
    module | opens    | step | kind
    first  | at start | read |
           |          | plan | exercise: plan, small_action = action
           |          | look | choice: done, stuck
           |          | walk | practice: 2 / 5
           |          | last |
    """,
    facts={"look": "choice look", "days": "practice walk"},
    measures=["phq-9 every 7 days"],
    start={"alone": "phq9 >= 5 and phq9 <= 9", "guided": "phq9 <= 19"},
)


def started(**options: Any) -> Progress:
    """Somebody who starts in mode guided."""
    return engine.start(PROGRAMME, enrolment=ENROLMENT, mode="guided", language="en", at=AT, graph="g", **options)


def then(progress: Progress, *entries: e.Entry, at: datetime = AT) -> Progress:
    """The progress after some entries at one moment."""
    for number, entry in enumerate(entries):
        progress = engine.apply(PROGRAMME, progress, entry, id=UUID(int=100 + number), at=at)
    return progress


def ref(step: str, enrolment: UUID = ENROLMENT) -> e.StepRef:
    return e.StepRef(enrolment=enrolment, module="first", step=step)


def done(step: str, **answers: Any) -> e.StepCompleted:
    return e.StepCompleted(at=ref(step), step_kind="text", answers=answers)


def scored(total: float | None, *, instrument: str = "phq-9") -> e.MeasureScored:
    answers = (None,) * 9 if total is None else (int(total), *(0,) * 8)
    return e.MeasureScored(
        instrument=instrument, instrument_version="1", answers=answers, total=total, band=None, language="en"
    )


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("walk to the market", "walk to the market"),
        ("  two\n lines ", "two lines"),
        (12, "12"),
        (["soup", "bread"], "soup, bread"),
        ("x" * 1_000_000, "x" * LONGEST_WORDS),
    ],
)
def test_what_was_written_is_kept_to_be_said_back(written: Any, kept: str) -> None:
    assert then(started(), done("plan", action=written)).words == {"small_action": kept}


@pytest.mark.parametrize("written", ["", "   ", None, True, {"a": "b"}, [{"row": "1"}]])
def test_what_cannot_be_said_inside_a_sentence_is_not_kept(written: Any) -> None:
    assert then(started(), done("plan", action=written)).words == {}


def test_a_field_emptied_later_forgets_what_stood_in_it() -> None:
    progress = then(started(), done("plan", action="walk"), done("plan", action=""))
    assert progress.words == {}


def test_an_exercise_written_at_its_step_does_the_step_and_elsewhere_changes_nothing() -> None:
    written = e.ExerciseWritten(
        exercise="plan", exercise_version="1", answers={"action": "swim"}, shared=False, at=ref("plan")
    )
    progress = then(started(), written)
    assert progress.steps["first/plan"].how == "done"
    assert progress.words == {"small_action": "swim"}
    elsewhere = e.ExerciseWritten(exercise="plan", exercise_version="1", answers={"action": "sit"}, shared=False)
    assert then(progress, elsewhere).words == {"small_action": "swim"}


def test_an_option_that_the_step_does_not_have_leaves_the_fact_unknown_and_the_step_done() -> None:
    progress = then(started(), done("look", choice="no-such-option"))
    assert progress.steps["first/look"].how == "done"
    assert "look" not in engine.facts(PROGRAMME, progress, AT)


def test_another_enrolments_steps_change_nothing_here_but_its_measures_are_the_persons() -> None:
    other = e.StepCompleted(at=ref("read", UUID(int=2)), step_kind="text", answers={})
    progress = then(started(), other, scored(12))
    assert progress.steps == {}
    assert engine.facts(PROGRAMME, progress, AT)["phq9"] == 12


def test_an_older_score_that_arrives_late_does_not_replace_the_newer_one() -> None:
    progress = then(then(started(), scored(12), at=AT + 3 * DAY), scored(20), at=AT + DAY)
    known = engine.facts(PROGRAMME, progress, AT + 3 * DAY)
    assert (known["phq9"], known["phq9_first"]) == (12, 12)


def test_a_declined_total_leaves_the_earlier_one_in_place() -> None:
    progress = then(started(), scored(12), scored(None))
    assert engine.facts(PROGRAMME, progress, AT)["phq9"] == 12


def test_an_instrument_that_the_programme_does_not_know_leaves_no_trace() -> None:
    assert then(started(), scored(12, instrument="isi")).scores == {}


@pytest.mark.parametrize(
    ("day", "counts"),
    [(-2, False), (-1, True), (0, True), (1, True), (2, False)],
)
def test_only_days_of_the_practice_that_can_have_happened_are_noted(day: int, *, counts: bool) -> None:
    """The day before or after today exists in another time zone; two days from now nobody has practised yet."""
    taken_on = then(started(), done("read"), done("plan"), done("look"), done("walk"))
    noted = e.PracticeNoted(at=ref("walk"), day=AT.date() + day * DAY, done=True)
    assert bool(then(taken_on, noted).practices["first/walk"].days) is counts


def test_notes_long_after_a_practice_are_left_aside() -> None:
    """So that years of notes cannot grow the progress: three times `within` is the longest a practice can last."""
    progress = then(started(), done("walk"))
    for day in range(400):
        at = AT + day * DAY
        progress = then(progress, e.PracticeNoted(at=ref("walk"), day=at.date(), done=True), at=at)
    assert len(progress.practices["first/walk"].days) == 17


def test_scores_from_before_the_start_are_the_first_ones() -> None:
    prior = engine.PriorScore(instrument="phq-9", total=14, answers=(2,) * 9, at=AT - DAY)
    progress = started(prior=(prior,))
    assert engine.plan(PROGRAMME, then(progress, done("read")), now=AT).page == "step"
    later = then(progress, scored(8), at=AT + 7 * DAY)
    assert engine.facts(PROGRAMME, later, AT + 7 * DAY)["phq9_change"] == -6


@pytest.mark.parametrize(
    ("mode", "score", "leads_to"),
    [
        ("alone", 7, "open"),
        ("alone", 14, "person"),
        ("guided", 14, "open"),
        ("guided", 20, "person"),
        ("guided", None, "unknown"),
        ("blended", 7, "person"),
    ],
)
def test_who_may_start_in_which_mode(mode: Any, score: int | None, leads_to: str) -> None:
    facts = {} if score is None else {"phq9": score}
    assert engine.admission(PROGRAMME, mode, facts) == leads_to


def test_a_pause_until_the_end_of_time_is_a_pause() -> None:
    progress = then(started(), done("read"), e.EnrolmentPaused(enrolment=ENROLMENT, until=date.max))
    assert engine.plan(PROGRAMME, progress, now=AT + 4000 * DAY).page == "paused"
    assert engine.moments(PROGRAMME, progress).drifts_at is not None


def test_a_late_pause_does_not_undo_a_newer_return() -> None:
    progress = then(started(), e.EnrolmentResumed(enrolment=ENROLMENT), at=AT + 5 * DAY)
    progress = then(progress, e.EnrolmentPaused(enrolment=ENROLMENT, until=None), at=AT + 2 * DAY)
    assert engine.plan(PROGRAMME, progress, now=AT + 5 * DAY).page != "paused"


def test_the_text_falls_back_to_a_language_that_the_step_has() -> None:
    parts = engine.visible_parts(PROGRAMME, started(), PROGRAMME.steps["read"], "br", AT)
    assert [piece.text for passage in parts for piece in passage] == ["This is read."]
