"""When each slide and each line of captions is on the screen.

130 words a minute is slow reading aloud; captions are at most two lines of 42 characters, the usual measure of
subtitles. Nobody reads aloud faster than 180 words a minute here.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from textwrap import wrap

from accalmie.core.explainers.storyboard import Chapter, Slide, Storyboard
from accalmie.core.programme.language.readability import words

WORDS_A_MINUTE, FASTEST = 130, 180
BREATH = 0.8
"""Seconds of silence after what is said on a slide."""
SHORTEST_SLIDE = 4.0
LINES, LONGEST_LINE = 2, 42
_SENTENCE = re.compile(r"(?<=[.!?…»”])[ ]+(?=\S)")


@dataclass(frozen=True)
class Cue:
    """A caption: from when to when, in seconds, and its one or two lines."""

    start: float
    end: float
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Timed:
    """A storyboard in time. `starts`: of each slide; `chapters`: each with its first second; `seconds`: of it all."""

    starts: tuple[float, ...]
    cues: tuple[Cue, ...]
    chapters: tuple[tuple[float, Chapter], ...]
    seconds: float


def spoken(slide: Slide) -> int:
    """The words that are said on a slide; figures are said too."""
    return len(words(slide.narration)) + len(re.findall(r"\d+", slide.narration))


def least_seconds(slide: Slide) -> float:
    """How long a slide stays at the very least, for what is said on it."""
    return float(math.ceil(spoken(slide) * 60 / FASTEST))


def planned(board: Storyboard) -> tuple[float, ...]:
    """How long each slide stays: as its author says, else as long as reading it calmly takes."""
    return tuple(slide.seconds if slide.seconds is not None else _seconds(slide) for slide in board.slides)


def _seconds(slide: Slide) -> float:
    return max(SHORTEST_SLIDE, math.ceil(2 * (spoken(slide) * 60 / WORDS_A_MINUTE + BREATH)) / 2)


def timed(board: Storyboard, lengths: Sequence[float] = ()) -> Timed:
    """The storyboard in time; `lengths` of the slides where a voice gives them, else as planned."""
    lengths = tuple(lengths) or planned(board)
    starts = tuple(sum(lengths[:place]) for place in range(len(lengths)))
    cues = tuple(
        cue
        for slide, start, length in zip(board.slides, starts, lengths, strict=True)
        for cue in _cues(slide.narration, start, length)
    )
    return Timed(starts, cues, tuple(_chapters(board, starts)), sum(lengths))


def _chapters(board: Storyboard, starts: Sequence[float]) -> Iterator[tuple[float, Chapter]]:
    place = 0
    for chapter in board.chapters:
        yield starts[place], chapter
        place += len(chapter.slides)


def _cues(said: str, start: float, length: float) -> Iterator[Cue]:
    """The captions of one slide share its time by their length; the last breath is theirs too."""
    shown = list(caption_lines(said))
    total = sum(len(line) for lines in shown for line in lines)
    for lines in shown:
        end = start + length * sum(map(len, lines)) / total
        yield Cue(round(start, 3), round(end, 3), lines)
        start = end


def caption_lines(said: str) -> Iterator[tuple[str, ...]]:
    """What is said in pieces of at most two lines. Short sentences share a piece, a long one is cut in equal parts."""
    waiting = ""
    for sentence in _SENTENCE.split(said):
        together = f"{waiting} {sentence}".strip()
        if waiting and len(_wrapped(together)) > LINES:
            yield from _in_pieces(waiting)
            waiting = sentence
        else:
            waiting = together
    if waiting:
        yield from _in_pieces(waiting)


def _in_pieces(text: str) -> Iterator[tuple[str, ...]]:
    pieces = math.ceil(len(_wrapped(text)) / LINES)
    while True:
        found = [_wrapped(part) for part in _parts(text.split(" "), pieces)]
        if all(len(lines) <= LINES for lines in found):
            break
        pieces += 1
    yield from (_balanced(lines) for lines in found if lines)


def _parts(said: list[str], pieces: int) -> Iterator[str]:
    """The words in so many parts of about the same length."""
    total, so_far, part, made = sum(map(len, said)) + len(said), 0, list[str](), 1
    for word in said:
        part.append(word)
        so_far += len(word) + 1
        if so_far >= total * made / pieces and made < pieces:
            yield " ".join(part)
            part, made = [], made + 1
    yield " ".join(part)


def _wrapped(text: str) -> list[str]:
    """Lines of the longest measure. Spaces that do not break are kept, and so are hyphens."""
    return wrap(text, LONGEST_LINE, break_long_words=False, break_on_hyphens=False)


def _balanced(lines: list[str]) -> tuple[str, ...]:
    """Two lines of about the same length, where they fit: a last word alone is hard to read."""
    if len(lines) < LINES:
        return tuple(lines)
    text = " ".join(lines)
    for width in range(len(text) // 2, LONGEST_LINE):
        even = wrap(text, width, break_long_words=False, break_on_hyphens=False)
        if len(even) <= LINES:
            return tuple(even)
    return tuple(lines)
