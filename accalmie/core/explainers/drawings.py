"""The simple drawings of a slide, as strokes and words at their places: a template makes SVG of them."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import Literal

from accalmie.core.explainers.storyboard import Drawing

WIDTH, HEIGHT = 360, 220
LINE = 19
Anchor = Literal["start", "middle", "end"]


@dataclass(frozen=True)
class Stroke:
    """A line or a shape: `look` is "line", "soft", "accent", "dot" or "box"; `path` as SVG writes it."""

    look: str
    path: str


@dataclass(frozen=True)
class Said:
    """Words at a place: `x` and `y` of the first line's foot."""

    x: float
    y: float
    anchor: Anchor
    lines: tuple[str, ...]

    def feet(self) -> tuple[tuple[float, str], ...]:
        """Each line with the height of its foot."""
        return tuple((round(self.y + LINE * place, 1), line) for place, line in enumerate(self.lines))


@dataclass(frozen=True)
class Picture:
    """A drawing, 360 wide: from `top` downwards, `height` high."""

    kind: str
    strokes: tuple[Stroke, ...]
    words: tuple[Said, ...]
    top: int = 0
    height: int = HEIGHT


def picture(drawing: Drawing) -> Picture:
    """What a drawing looks like."""
    strokes, words = _DRAWN[drawing.kind](drawing.words)
    return Picture(drawing.kind, tuple(strokes), tuple(words), *_FLAT.get(drawing.kind, (0, HEIGHT)))


Drawn = tuple[list[Stroke], list[Said]]


def _circle(words: Sequence[str]) -> Drawn:
    """Round and round: a ring with a dot a word, and an arrowhead between each and the next."""
    x, y, ring = WIDTH / 2, 108, 58
    strokes, said = [Stroke("line", _ring(x, y, ring))], []
    for place, word in enumerate(words):
        angle = math.tau * place / len(words) - math.pi / 2
        strokes.append(_dot(x + ring * math.cos(angle), y + ring * math.sin(angle)))
        strokes.append(_arrow(x, y, ring, angle + math.pi / len(words)))
        said.append(_around(x, y, ring + 16, angle, word))
    return strokes, said


def _around(x: float, y: float, away: float, angle: float, word: str) -> Said:
    """A word outside a ring: above, below, or on its side."""
    side, height = math.cos(angle), math.sin(angle)
    if abs(side) < 0.2:
        lines = _lines(word, 26)
        foot = y + away * height + (14 if height > 0 else -LINE * (len(lines) - 1))
        return Said(round(x, 1), round(foot, 1), "middle", lines)
    lines = _lines(word, 13)
    middle = y + away * height + 6 - LINE * (len(lines) - 1) / 2
    return Said(round(x + away * side, 1), round(middle, 1), "start" if side > 0 else "end", lines)


def _curve(words: Sequence[str]) -> Drawn:
    """What rises, and comes down in its time: where it starts, its height, where it ends."""
    strokes = [
        Stroke("soft", "M20 178H344"),
        Stroke("accent", "M24 164C84 160 104 52 158 52S236 150 340 160"),
        _dot(24, 164),
        _dot(158, 52),
        _dot(340, 160),
    ]
    start, top, end = words
    return strokes, [
        Said(20, 200, "start", _lines(start, 18)),
        Said(158, 36 - LINE * (len(_lines(top, 30)) - 1), "middle", _lines(top, 30)),
        Said(344, 200, "end", _lines(end, 18)),
    ]


def _ladder(words: Sequence[str]) -> Drawn:
    """Rungs, the first word on the lowest."""
    gap = 180 / len(words)
    strokes = [Stroke("line", "M38 206L50 14M98 206L86 14")]
    said = []
    for place, word in enumerate(words):
        foot = round(200 - gap * (place + 0.5), 1)
        lean = 12 * (206 - foot) / 192
        strokes.append(Stroke("accent" if place == 0 else "line", f"M{38 + lean:.1f} {foot}H{98 - lean:.1f}"))
        said.append(Said(116, foot + 6, "start", (word,)))
    return strokes, said


def _scale(words: Sequence[str]) -> Drawn:
    """From 0 to 10: words at both ends, and a third for the middle."""
    marks = "".join(f"M{30 + 30 * place} 92V{116 if place % 5 == 0 else 108}" for place in range(11))
    strokes = [Stroke("line", "M30 100H330"), Stroke("soft", marks), _dot(30, 100), _dot(330, 100)]
    said = [Said(30 + 30 * figure, 78, "middle", (str(figure),)) for figure in (0, 5, 10)]
    said += [Said(18, 142, "start", _lines(words[0], 12)), Said(342, 142, "end", _lines(words[-1], 12))]
    if len(words) == 3:
        said.append(Said(180, 142, "middle", _lines(words[1], 12)))
    return strokes, said


def _calendar(words: Sequence[str]) -> Drawn:
    """A week of seven days, with a word or nothing in each."""
    strokes, said = [Stroke("accent", "M14 56H346")], []
    for place, word in enumerate(words):
        left = 14 + place * 48
        strokes.append(Stroke("box", f"M{left} 56H{left + 44}V150H{left}Z"))
        lines = _lines(word, 6)
        said.append(Said(left + 22, round(109 - LINE * (len(lines) - 1) / 2, 1), "middle", lines))
    return strokes, said


_DRAWN: dict[str, Callable[[Sequence[str]], Drawn]] = {
    "circle": _circle,
    "curve": _curve,
    "ladder": _ladder,
    "scale": _scale,
    "calendar": _calendar,
}


_FLAT = {"scale": (54, 120), "calendar": (46, 114)}
"""Drawings that are wide rather than high: where they begin, and their height."""


def _lines(word: str, long: int) -> tuple[str, ...]:
    return tuple(wrap(word, long, break_long_words=False, break_on_hyphens=False)) or ("",)


def _ring(x: float, y: float, ring: float) -> str:
    return f"M{x - ring} {y}a{ring} {ring} 0 1 1 {2 * ring} 0a{ring} {ring} 0 1 1 {-2 * ring} 0"


def _dot(x: float, y: float) -> Stroke:
    return Stroke("dot", f"M{x - 6:.1f} {y:.1f}a6 6 0 1 1 12 0a6 6 0 1 1 -12 0")


def _arrow(x: float, y: float, ring: float, angle: float) -> Stroke:
    """An arrowhead on the ring, pointing the way round."""
    on = (x + ring * math.cos(angle), y + ring * math.sin(angle))
    ahead = angle + math.pi / 2
    tips = [(on[0] - 9 * math.cos(ahead + turn), on[1] - 9 * math.sin(ahead + turn)) for turn in (-0.6, 0.6)]
    return Stroke(
        "accent", f"M{tips[0][0]:.1f} {tips[0][1]:.1f}L{on[0]:.1f} {on[1]:.1f}L{tips[1][0]:.1f} {tips[1][1]:.1f}"
    )
