"""Which next step of a programme the rules propose to a professional."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given, strategies as st

from accalmie.core.insight import next_step as rules
from accalmie.core.insight.next_step import Facts, next_step
from accalmie.core.programme.plans import GOES_ON, Page

facts = st.builds(
    Facts,
    page=st.sampled_from(get_args(Page)),
    level=st.sampled_from(["none", "distress", "passive", "active", "plan", "harm_to_others", "of a later release"]),
    opens_by_itself=st.booleans(),
    quiet_days=st.integers(0, 60),
    done=st.integers(0, 30),
    declined=st.integers(0, 30),
)


@pytest.mark.parametrize(
    ("of", "action"),
    [
        (Facts(page="step"), None),
        (Facts(page="step", quiet_days=8), "shorter"),
        (Facts(page="measures", quiet_days=3), None),
        (Facts(page="measures", quiet_days=8), "measure"),
        (Facts(page="review", quiet_days=8), "read"),
        (Facts(page="wait"), "open_next"),
        (Facts(page="wait", opens_by_itself=True), None),
        (Facts(page="step", declined=3, done=2), "slow_down"),
        (Facts(page="step", declined=3, done=9), None),
        (Facts(page="hold"), "plan_first"),
        (Facts(page="step", level="active"), "plan_first"),
        (Facts(page="paused", quiet_days=30), None),
        (Facts(page="done", quiet_days=30), None),
    ],
)
def test_each_rule(of: Facts, action: str | None) -> None:
    found = next_step(of)
    assert (found.action if found else None) == action


@given(facts)
def test_while_a_danger_is_open_nothing_but_contact_and_plan_is_proposed(of: Facts) -> None:
    found = next_step(of)
    if of.level not in GOES_ON or of.page in ("help", "hold"):
        assert found is not None
        assert found.action == "plan_first"
    elif found is not None:
        assert found.action != "plan_first"


@given(facts)
def test_a_module_is_opened_only_where_the_programme_waits_for_somebody(of: Facts) -> None:
    found = next_step(of)
    if found is not None and found.action == "open_next":
        assert of.page == "wait"
        assert not of.opens_by_itself


def test_no_rule_reads_a_fitted_model() -> None:
    source = Path(rules.__file__).read_text("utf-8")
    for name in ("models import", "fitted", "risk(", "predictors"):
        assert name not in source.partition('"""')[2].partition('"""')[2]
