"""Captions can be read: two short lines, in order, within the time of their slide; nothing that is said is lost."""

from __future__ import annotations

from hypothesis import given, strategies as st

from accalmie.core.explainers import captions, chapters, clock, planned, read_storyboard, timed, transcript
from accalmie.core.explainers.timing import LINES, LONGEST_LINE, caption_lines
from tests.factories.storyboards import SAID, storyboard

BOARD = read_storyboard(storyboard(), "fr")
_WORD = st.text("abcdéèœ’-\u00a0", min_size=1, max_size=LONGEST_LINE).filter(lambda word: word.strip() == word)
_TEXTS = st.lists(st.tuples(_WORD, st.sampled_from(["", "", "", ".", "\u202f?", "…"])), min_size=1, max_size=60).map(
    lambda pairs: " ".join((word + sign)[:LONGEST_LINE] for word, sign in pairs)
)


@given(_TEXTS)
def test_no_line_is_longer_than_can_be_read_and_no_word_is_lost(text: str) -> None:
    shown = list(caption_lines(text))
    assert all(1 <= len(lines) <= LINES for lines in shown)
    assert all(len(line) <= LONGEST_LINE for lines in shown for line in lines)
    assert " ".join(line for lines in shown for line in lines).split(" ") == text.split(" ")


@given(st.lists(st.floats(4, 60), min_size=3, max_size=3))
def test_captions_follow_one_another_within_their_slides(lengths: list[float]) -> None:
    times = timed(BOARD, lengths)
    assert times.cues[0].start == 0
    assert all(cue.start < cue.end for cue in times.cues)
    assert all(one.end <= other.start + 0.002 for one, other in zip(times.cues, times.cues[1:], strict=False))
    for start in times.starts:
        assert any(abs(cue.start - start) < 0.002 for cue in times.cues), "each slide begins with a caption"
    assert abs(times.cues[-1].end - sum(lengths)) < 0.002


def test_a_slide_stays_as_long_as_reading_it_aloud_calmly_takes() -> None:
    aloud = len(SAID.split(" ")) * 60 / 130
    assert aloud < planned(BOARD)[0] < aloud + 3


def test_a_sentence_is_not_cut_where_it_fits() -> None:
    assert list(caption_lines("Elle monte. Elle hésite. Puis elle redescend, un peu.")) == [
        ("Elle monte. Elle hésite.", "Puis elle redescend, un peu."),
    ]


def test_captions_are_a_webvtt_file() -> None:
    text = captions(timed(BOARD))
    assert text.startswith("WEBVTT\n\n00:00:00.000 --> 00:00:")
    assert "\n\n\n" not in text


def test_signs_that_mean_something_in_webvtt_are_shown_as_themselves() -> None:
    board = read_storyboard(storyboard("Robert", "<b>A & B</b> --> C"), "fr")
    assert "&lt;b&gt;A &amp; B&lt;/b&gt; --&gt; C" in captions(timed(board)).replace("\n", " ")


def test_chapters_cover_the_whole_film() -> None:
    times = timed(BOARD, (10, 20, 30))
    assert chapters(times) == (
        "WEBVTT\n\n00:00:00.000 --> 00:00:30.000\nLe détour\n\n00:00:30.000 --> 00:01:00.000\nAller voir\n"
    )


def test_a_moment_is_said_as_players_read_it() -> None:
    assert clock(3723.4567) == "01:02:03.457"


def test_the_transcript_holds_all_that_is_shown_and_said() -> None:
    text = transcript(BOARD)
    assert text.count(SAID) == 3
    assert "- un détour\n" in text
    assert "- Faisable." in text
    assert "Salkovskis" in text
