"""Which step of care the rules propose: more comes before less, and nothing hides a danger."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from hypothesis import given, strategies as st

from accalmie.core.crisis import Level
from accalmie.core.stepping import CareStep, Facts, Proposal, SteppingRefused, load_stepping, propose

TEXT = (Path(__file__).parents[4] / "content" / "stepping" / "rules.yaml").read_text("utf-8")
RULES = load_stepping(TEXT)
ALONE, GUIDED, BLENDED, SEEN, PSYCHIATRY = CareStep

facts = st.builds(
    Facts,
    step=st.sampled_from(CareStep),
    danger=st.sampled_from(Level),
    phq9=st.none() | st.integers(0, 27).map(float),
    weeks=st.integers(0, 30),
    improved=st.booleans(),
    worse=st.booleans(),
    recovered=st.integers(0, 4),
    asks=st.booleans(),
)


@pytest.mark.parametrize(
    ("of", "step", "reasons"),
    [
        (Facts(step=ALONE, phq9=9, weeks=2), ALONE, ()),
        (Facts(step=ALONE, phq9=16), GUIDED, ("marked",)),
        (Facts(step=ALONE, phq9=22), GUIDED, ("severe",)),
        (Facts(step=ALONE, weeks=4), GUIDED, ("no_gain",)),
        (Facts(step=ALONE, weeks=4, improved=True), ALONE, ()),
        (Facts(step=GUIDED, worse=True, weeks=2), BLENDED, ("worse",)),
        (Facts(step=ALONE, asks=True), GUIDED, ("asked",)),
        (Facts(step=GUIDED, asks=True), GUIDED, ()),
        (Facts(step=ALONE, danger=Level.ACTIVE), SEEN, ("danger",)),
        (Facts(step=PSYCHIATRY, danger=Level.PLAN, worse=True), PSYCHIATRY, ()),
        (Facts(step=GUIDED, recovered=1, improved=True, weeks=8), GUIDED, ()),
        (Facts(step=GUIDED, recovered=2, improved=True, weeks=8), ALONE, ("recovered",)),
        (Facts(step=ALONE, recovered=5, improved=True), ALONE, ()),
    ],
)
def test_each_reason_asks_for_its_step(of: Facts, step: CareStep, reasons: tuple[str, ...]) -> None:
    found = propose(RULES, of)
    assert (found.step, found.reasons) == (step, reasons)


@given(facts)
def test_nobody_is_proposed_less_while_a_danger_is_open_or_they_get_worse_or_ask(of: Facts) -> None:
    if of.danger.severity >= Level.PASSIVE.severity or (of.worse and of.step is not PSYCHIATRY):
        assert propose(RULES, of).step.height >= of.step.height


@given(facts, st.booleans(), st.integers(0, 4))
def test_a_better_figure_elsewhere_never_hides_what_asks_for_more(of: Facts, improved: bool, recovered: int) -> None:
    """Improvement may only quiet “no gain”, which it contradicts."""
    better = msgspec.structs.replace(of, improved=improved, recovered=recovered)
    for why in set(propose(RULES, of).reasons) - {"no_gain", "recovered"}:
        assert why in propose(RULES, better).reasons


@given(facts, st.sampled_from(Level), st.integers(0, 27))
def test_graver_never_asks_for_less(of: Facts, danger: Level, phq9: int) -> None:
    graver = msgspec.structs.replace(
        of,
        danger=max(of.danger, danger, key=lambda one: one.severity),
        phq9=max(of.phq9 or 0, float(phq9)),
        recovered=0,
        improved=False,
    )
    assert propose(RULES, graver).step.height >= propose(RULES, of).step.height


@given(facts)
def test_one_step_down_at_most_and_with_a_reason(of: Facts) -> None:
    found: Proposal = propose(RULES, of)
    assert found.step.height >= of.step.height - 1
    assert (found.step is of.step) == (not found.reasons)


@given(facts, st.integers(20, 27))
def test_a_severe_score_has_a_doctor_named_unless_it_is_said_to_be_over(of: Facts, phq9: int) -> None:
    severe = msgspec.structs.replace(of, phq9=float(phq9), recovered=0)
    assert propose(RULES, severe).needs_doctor


@pytest.mark.parametrize(
    ("was", "becomes"), [("guided_from: 15", "guided_from: 0"), ("doctor_from: 20", "doctor_from: 10")]
)
def test_rules_that_would_mislead_are_refused(was: str, becomes: str) -> None:
    with pytest.raises(SteppingRefused):
        load_stepping(TEXT.replace(was, becomes))
