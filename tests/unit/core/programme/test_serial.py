"""A programme written to JSON is the same programme when it is read again, and nothing else is taken for one."""

from __future__ import annotations

import pytest
from hypothesis import given, settings, strategies as st

from accalmie.core.programme.nodes import Malformed
from accalmie.core.programme.serial import from_json, graph_hash, to_json, wording_hash
from tests.factories.programmes import programme

KINDS = st.sampled_from(["text", "choice: yes, no", "practice: 3 / 7", "review: 3"])


@st.composite
def tables(draw: st.DrawFn) -> str:
    rows = ["module | opens | step | kind | conditions"]
    for module in range(draw(st.integers(1, 3))):
        opens = "at start" if module == 0 else f"{draw(st.integers(0, 9))} days after m{module - 1}"
        for step in range(draw(st.integers(1, 4))):
            short = draw(st.sampled_from(["", "short", "delay 2 days"]))
            rows.append(f"m{module} | {opens} | m{module}-s{step} | {draw(KINDS)} | {short}")
    return "\n".join(rows)


@given(tables())
@settings(max_examples=40)
def test_a_programme_survives_json(table: str) -> None:
    written = programme(table, measures=["phq-9 every 7 days"], danger=["phq9_item9 >= 1 or declined"])
    read = from_json(to_json(written))

    assert read == written
    assert to_json(read) == to_json(written)
    assert (graph_hash(read), wording_hash(read)) == (graph_hash(written), wording_hash(written))


@given(st.binary(max_size=200))
def test_anything_else_is_no_programme(payload: bytes) -> None:
    with pytest.raises(Malformed):
        from_json(payload)
