"""Whatever a script holds: time only goes forward, and nothing is lost of what is said."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from accalmie.core.practices import (
    Part,
    PracticeRefused,
    Silence,
    load_practice,
    seconds,
    timeline,
    words,
)

SPOKEN = st.text(min_size=1, max_size=600)
SILENT = st.builds(Silence, silence=st.integers(min_value=2, max_value=180))
SCRIPT = st.lists(SPOKEN | SILENT, max_size=60)


@given(SCRIPT)
def test_parts_follow_one_another_without_a_gap(script: list[Part]) -> None:
    moments = timeline(script)
    assert len(moments) == len(script)
    ends = 0
    for moment in moments:
        assert (moment.starts, moment.lasts >= 0) == (ends, True)
        ends = moment.starts + moment.lasts
    assert ends == seconds(script)


@given(SCRIPT)
def test_a_silence_lasts_exactly_as_written_and_words_are_said_as_written(script: list[Part]) -> None:
    for part, moment in zip(script, timeline(script), strict=True):
        if isinstance(part, Silence):
            assert (abs(moment.lasts - part.silence) <= 1, moment.words) == (True, "")
        else:
            assert moment.words == part


@given(st.text(), st.text())
def test_a_longer_text_never_takes_less_time(text: str, more: str) -> None:
    assert words(f"{text} {more}") == words(text) + words(more)


@given(st.text(max_size=400))
def test_any_text_is_refused_with_a_sentence_and_nothing_else(text: str) -> None:
    with pytest.raises(PracticeRefused) as refused:
        load_practice(text)
    assert refused.value.message("fr")
