"""Moving to another version loses nothing, whatever the two versions are."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, given, settings, strategies as st

from accalmie.core.programme import engine
from tests.generative.programme_strategies import histories, programmes
from tests.generative.test_engine_agrees_with_reference import progress_after

SETTINGS = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


@SETTINGS
@given(st.data())
def test_everything_done_remembered_and_measured_goes_along(data: Any) -> None:
    old, new = data.draw(programmes()), data.draw(programmes())
    before = progress_after(old, data.draw(histories(old)))
    after = engine.move(before, old, new, graph="g2")
    assert before.steps.items() <= after.steps.items()
    assert before.practices.items() <= after.practices.items()
    for name in ("scores", "asked", "choices", "numbers", "words", "finished", "danger", "hold", "started_at"):
        assert getattr(after, name) == getattr(before, name)
    assert engine.plan(new, after, now=after.seen_at).page


@SETTINGS
@given(st.data())
def test_moving_there_and_back_finds_the_same_place(data: Any) -> None:
    old, new = data.draw(programmes()), data.draw(programmes())
    before = progress_after(old, data.draw(histories(old)))
    back = engine.move(engine.move(before, old, new, graph="g2"), new, old, graph="g")
    kept = {name: settled for name, settled in back.steps.items() if name in before.steps}
    assert kept == before.steps


@SETTINGS
@given(st.data())
def test_moving_to_the_same_version_changes_nothing(data: Any) -> None:
    made = data.draw(programmes())
    before = progress_after(made, data.draw(histories(made)))
    assert engine.move(before, made, made, graph=before.graph) == before
