"""Whatever arrives, in whatever order: the engine does not fall over, forgets nothing done, and hides no danger."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

from hypothesis import HealthCheck, given, settings, strategies as st

from accalmie.core import entries as e
from accalmie.core.programme import engine, nodes
from accalmie.core.programme.engine.steps import locate
from tests.entry_strategies import entries
from tests.factories.programmes import programme
from tests.generative.programme_strategies import ENROLMENT, START, begin, programmes, scores, strays

SETTINGS = settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))
ANYTHING = entries()
FAR = datetime(2190, 1, 1, tzinfo=UTC)

Arrived = list[tuple[e.Entry, UUID, datetime]]


@st.composite
def anything(draw: st.DrawFn, made: nodes.Programme) -> Arrived:
    """Any entries at any moments, half of them of the programme."""
    arrived: Arrived = []
    for number in range(draw(st.integers(0, 20))):
        entry = draw(ANYTHING) if draw(st.booleans()) else draw(strays(made, arrived))
        at = START + draw(st.integers(-400, 4000)) * timedelta(hours=1)
        arrived.append((entry, UUID(int=100 + number), at))
    return arrived


@SETTINGS
@given(st.data())
def test_nothing_that_the_journal_can_hold_makes_the_engine_raise(data: st.DataObject) -> None:
    made = data.draw(programmes())
    progress = begin(made, "guided", [])
    for entry, id, at in data.draw(anything(made)):
        progress = engine.apply(made, progress, entry, id=id, at=at, to=made)
        engine.moments(made, progress)
        for now in (START, at, progress.seen_at, FAR):
            offered = engine.plan(made, progress, now=now)
            assert not offered.step or offered.step in made.steps


@SETTINGS
@given(st.data())
def test_a_completed_step_is_never_lost(data: st.DataObject) -> None:
    made = data.draw(programmes())
    progress = begin(made, "blended", [])
    done: set[str] = set()
    for entry, id, at in data.draw(anything(made)):
        progress = engine.apply(made, progress, entry, id=id, at=at)
        if isinstance(entry, e.StepCompleted) and entry.at.enrolment == ENROLMENT:
            done |= {name for name in [locate(made, entry.at)] if name is not None}
        assert all(_is_kept(progress, name) for name in done)


def _is_kept(progress: engine.Progress, name: str) -> bool:
    settled = progress.steps.get(name)
    return name in progress.practices or (settled is not None and settled.how == "done")


WATCHED = programme(
    """
    module | opens    | step | kind
    first  | at start | one  |
           |          | two  | practice: 1 / 2
    """,
    measures=["phq-9 every 7 days"],
    danger=["phq9_item9 >= 1 or declined"],
)


def _releases(entry: e.Entry, source: UUID, graded: set[UUID]) -> bool:
    """Whether this entry answers the danger: finished and mild, or reviewed by a professional."""
    match entry:
        case e.DangerGraded(finished=True):
            return entry.source == source and entry.level in ("none", "distress", "passive")
        case e.ConcernReviewed(programme_goes_on=True):
            return entry.source == source or entry.source in graded
        case _:
            return False


@SETTINGS
@given(st.data())
def test_a_danger_is_never_hidden_before_it_is_answered(data: st.DataObject) -> None:
    """In a mode with a professional nothing else ends it: no time, no pause, no other step, no milder answer."""
    progress = begin(WATCHED, "guided", [])
    open_: UUID | None = None
    graded: set[UUID] = set()
    for entry, id, at in data.draw(anything(WATCHED)):
        if isinstance(entry, e.ModeChanged):
            continue
        progress = engine.apply(WATCHED, progress, entry, id=id, at=at)
        page = engine.plan(WATCHED, progress, now=FAR).page
        if isinstance(entry, e.DangerGraded):
            graded.add(id)
        if open_ is not None and _releases(entry, open_, graded):
            open_ = None
        if _is_danger(entry):
            open_ = id
            assert page == "help"
        assert open_ is None or page in ("help", "hold") or progress.ended
        assert page != "left" or progress.ended  # "done" is where somebody stands who went the whole way, too


def _is_danger(entry: e.Entry) -> bool:
    if not isinstance(entry, e.MeasureScored) or entry.instrument != "phq-9":
        return False
    last = entry.answers[8] if len(entry.answers) > 8 else None
    return last is None or last >= 1


@SETTINGS
@given(st.data())
def test_a_pending_danger_shows_help_even_to_somebody_who_left_or_paused(data: st.DataObject) -> None:
    progress = begin(WATCHED, data.draw(st.sampled_from(["alone", "guided"])), [])
    danger = data.draw(scores("phq-9", None).filter(_is_danger))
    before = [e.EnrolmentEnded(enrolment=ENROLMENT, reason="left"), e.EnrolmentPaused(enrolment=ENROLMENT, until=None)]
    for entry in (data.draw(st.sampled_from(before)), danger, data.draw(st.sampled_from(before))):
        progress = engine.apply(WATCHED, progress, entry, id=UUID(int=7), at=START)
    assert engine.plan(WATCHED, progress, now=FAR).page == "help"
