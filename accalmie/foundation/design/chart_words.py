"""Where the words around a chart stand: names of bands in a column on the right, days below. None meets another.

Down, lengths are in `em` of the chart's own type; across, in hundredths of the plot's width.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

HEIGHT, HIGHEST = 16.0, 26.0  # of the plot: usual, and when names of bands need more room
LINE, LETTER = 1.3, 0.62  # the height of a line of words and, generously, the width of a letter
GUTTER = 6.4  # the column on the right: a line holds a name of at most _WRAP letters
NARROW, WIDE = 11.0, 26.0  # the least width of the plot, in em: on a telephone, and where more days are shown
DAY = 5.0  # the width of "30 sept.", in em
_WRAP = 10
_BASELINE = 0.73  # of a line, from its top


@dataclass(frozen=True, slots=True)
class Line:
    """One line of words; `y` is its baseline."""

    y: float
    words: str


@dataclass(frozen=True, slots=True)
class Name:
    """The name of a band, beside it on the right: its lines, from `top` to `foot`."""

    top: float
    foot: float
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class DayTick:
    """A day under the plot. `is_wide`: shown only where the plot is at least WIDE."""

    at: float
    day: date
    anchor: str
    is_wide: bool = False


def short_names(names: Sequence[str]) -> list[tuple[str, ...]]:
    """The names in lines that fit the column, without the word that all of them share.

    "symptômes légers" and "symptômes sévères" become "légers" and "sévères": the title says what is measured.
    """
    words = [name.split() for name in names]
    for end in (0, -1):
        while len(words) > 1 and min(map(len, words)) > 1 and len({name[end].lower() for name in words}) == 1:
            words = [name[1:] if end == 0 else name[:-1] for name in words]
    return [_in_lines(name) for name in words]


def _in_lines(words: Sequence[str]) -> tuple[str, ...]:
    """A word that is longer than a line is cut, with a hyphen."""
    lines: list[str] = []
    for piece in (piece for word in words for piece in _pieces(word)):
        if lines and len(lines[-1]) + 1 + len(piece) <= _WRAP:
            lines[-1] += f" {piece}"
        else:
            lines.append(piece)
    return tuple(lines)


def _pieces(word: str) -> Iterator[str]:
    rest = word
    while len(rest) > _WRAP:
        yield f"{rest[: _WRAP - 1]}-"
        rest = rest[_WRAP - 1 :]
    yield rest


def height_for(names: Sequence[tuple[str, ...]], parts: Sequence[float]) -> float:
    """High enough for each name beside its own band, within reason; always for all names one under the other.

    `parts`: how much of the height each band takes, from 0 to 1.
    """
    beside = [len(lines) * LINE / part for lines, part in zip(names, parts, strict=True) if part]
    stacked = sum(len(lines) for lines in names) * LINE
    return round(max(min(max([HEIGHT, *beside]), HIGHEST), stacked), 2)


def names_beside(middles: Sequence[float], names: Sequence[tuple[str, ...]], height: float) -> Iterator[Name]:
    """Each name at the middle of its band, pushed away from its neighbours where bands are thin."""
    order = sorted(range(len(names)), key=lambda place: middles[place])
    lengths = [len(names[place]) * LINE for place in order]
    tops = _pushed_apart([middles[place] for place in order], lengths, height)
    for top, length, place in zip(tops, lengths, order, strict=True):
        lines = (Line(round(top + LINE * (row + _BASELINE), 2), words) for row, words in enumerate(names[place]))
        yield Name(round(top, 2), round(top + length, 2), tuple(lines))


def _pushed_apart(middles: Sequence[float], lengths: Sequence[float], height: float) -> list[float]:
    """The tops, from the highest: down as far as the name above asks, then up as far as the foot of the plot asks."""
    tops: list[float] = []
    free = 0.0
    for middle, length in zip(middles, lengths, strict=True):
        tops.append(max(middle - length / 2, free))
        free = tops[-1] + length
    free = height
    for place in reversed(range(len(tops))):
        tops[place] = min(tops[place], free - lengths[place])
        free = tops[place]
    return tops


def under_the_plot(days: Sequence[tuple[float, date]]) -> list[DayTick]:
    """The first and the last day, then others where they fit, from the middle. `days`: each with its place across."""
    last = len(days) - 1
    between = sorted(range(1, last), key=lambda place: abs(days[place][0] - 50))
    ends = [_end(*days[place], is_first=place == 0) for place in sorted({0, last})]
    narrow = _fitting(ends, NARROW)
    others = [tick for tick in ends if tick not in narrow]
    more = [*others, *(DayTick(*days[place], "middle") for place in between)]
    wide = [DayTick(tick.at, tick.day, tick.anchor, True) for tick in _fitting([*narrow, *more], WIDE)[len(narrow) :]]
    return [*narrow, *wide]


def _end(at: float, day: date, *, is_first: bool) -> DayTick:
    """The first or last day, written towards the side where there is room."""
    towards_the_right = at < 50 or (at == 50 and is_first)
    return DayTick(at, day, "start" if towards_the_right else "end")


def _fitting(ticks: Sequence[DayTick], width: float) -> list[DayTick]:
    """Those that meet none of the ones before them in a plot of this width, in em."""
    kept: list[DayTick] = []
    for tick in ticks:
        spans = sorted(reach(other, width) for other in (*kept, tick))
        if all(one[1] <= other[0] for one, other in pairwise(spans)) and spans[0][0] >= 0 and spans[-1][1] <= 100:
            kept.append(tick)
    return kept


def reach(tick: DayTick, width: float) -> tuple[float, float]:
    """From where to where this day's name lies in a plot of this width, in em."""
    length = DAY / width * 100
    start = tick.at - {"start": 0.0, "middle": length / 2, "end": length}[tick.anchor]
    return start, start + length
