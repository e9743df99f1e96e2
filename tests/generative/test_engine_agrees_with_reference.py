"""The engine keeps a small state; the reference reads the whole history again. They must offer the same."""

from __future__ import annotations

from datetime import timedelta

import msgspec
from hypothesis import HealthCheck, given, settings, strategies as st

from accalmie.core import entries as e
from accalmie.core.programme import engine, reference
from accalmie.core.programme.nodes import Programme
from tests.generative.programme_strategies import ENROLMENT, Happened, begin, histories, programmes


def progress_after(programme: Programme, history: list[Happened]) -> engine.Progress:
    """The engine's progress after a history."""
    index = next(i for i, (entry, *_) in enumerate(history) if isinstance(entry, e.Enrolled))
    enrolled = history[index][0]
    assert isinstance(enrolled, e.Enrolled)
    progress = begin(programme, enrolled.mode, history[:index])
    for entry, id, at in history[index + 1 :]:
        progress = engine.apply(programme, progress, entry, id=id, at=at)
    return progress


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_the_engine_offers_what_the_reference_offers(data: st.DataObject) -> None:
    programme = data.draw(programmes())
    history = data.draw(histories(programme))
    later = data.draw(st.sampled_from([0, 0, 1, 3, 8, 40])) * timedelta(days=1)
    now = max(at for *_, at in history) + later
    progress = progress_after(programme, history)
    assert engine.plan(programme, progress, now=now) == reference.plan(programme, history, enrolment=ENROLMENT, now=now)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_a_progress_written_down_and_read_again_is_the_same(data: st.DataObject) -> None:
    programme = data.draw(programmes())
    progress = progress_after(programme, data.draw(histories(programme)))
    assert msgspec.convert(msgspec.json.decode(msgspec.json.encode(progress)), engine.Progress) == progress
