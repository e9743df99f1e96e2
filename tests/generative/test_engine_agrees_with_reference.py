"""The engine keeps a small state; the reference reads the whole history again. They must offer the same."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from accalmie.core import entries as e
from accalmie.core.programme import engine, reference
from accalmie.core.programme.nodes import MeasurePlan, Outcome, Programme
from tests.generative.programme_strategies import ENROLMENT, START, Happened, begin, histories, programmes


def on_the_way(programme: Programme, history: list[Happened]) -> Iterator[tuple[engine.Progress, list[Happened]]]:
    """The engine's progress after the start and after each entry that follows, with what had happened until then."""
    index = next(i for i, (entry, *_) in enumerate(history) if isinstance(entry, e.Enrolled))
    enrolled = history[index][0]
    assert isinstance(enrolled, e.Enrolled)
    progress = begin(programme, enrolled.mode, history[:index])
    yield progress, history[: index + 1]
    for number, (entry, id, at) in enumerate(history[index + 1 :], index + 2):
        progress = engine.apply(programme, progress, entry, id=id, at=at)
        yield progress, history[:number]


def progress_after(programme: Programme, history: list[Happened]) -> engine.Progress:
    """The engine's progress after a whole history."""
    *_, (progress, _all) = on_the_way(programme, history)
    return progress


@settings(suppress_health_check=list(HealthCheck), max_examples=20)
@given(st.data())
def test_the_engine_offers_what_the_reference_offers(data: st.DataObject) -> None:
    _offers_the_same(data)


@pytest.mark.deep
@settings(suppress_health_check=list(HealthCheck))
@given(st.data())
def test_it_does_so_in_many_more_programmes_and_histories(data: st.DataObject) -> None:
    _offers_the_same(data)


def _offers_the_same(data: st.DataObject) -> None:
    programme = data.draw(programmes())
    later = data.draw(st.sampled_from([0, 0, 1, 3, 8, 40])) * timedelta(days=1)
    for progress, so_far in on_the_way(programme, data.draw(histories(programme))):
        now = max(at for *_, at in so_far) + later
        offered = engine.plan(programme, progress, now=now)
        assert offered == reference.plan(programme, so_far, enrolment=ENROLMENT, now=now)


ASKS_AGAIN = MeasurePlan(instrument="phq-9", every_days=2.0)


@settings(suppress_health_check=list(HealthCheck))
@given(programmes())
def test_an_orientation_asks_anew_whatever_was_answered_the_day_before(programme: Programme) -> None:
    """Found by chance, once in some thousand histories: the reference counted what was answered before the start."""
    way = Outcome(id="somebody", to="person", title={"en": "A way"}, reason={"en": "A way"})
    orientation = msgspec.structs.replace(programme, measures=(ASKS_AGAIN,), leads_to=(way,))
    scored = e.MeasureScored(
        instrument="phq-9", instrument_version="1", answers=(0,) * 9, total=0.0, band=None, language="en"
    )
    enrolled = e.Enrolled(enrolment=ENROLMENT, programme="made", graph="g", mode="alone", language="en")
    history: list[Happened] = [
        (scored, UUID(int=100), START - timedelta(days=1)),
        (enrolled, UUID(int=101), START),
    ]
    progress = begin(orientation, "alone", history[:1])
    offered = engine.plan(orientation, progress, now=START)
    assert offered == reference.plan(orientation, history, enrolment=ENROLMENT, now=START)


@settings(suppress_health_check=list(HealthCheck))
@given(st.data())
def test_a_progress_written_down_and_read_again_is_the_same(data: st.DataObject) -> None:
    programme = data.draw(programmes())
    progress = progress_after(programme, data.draw(histories(programme)))
    assert msgspec.convert(msgspec.json.decode(msgspec.json.encode(progress)), engine.Progress) == progress
