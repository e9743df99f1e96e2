"""Small numbers are not shown, and nothing that is shown gives them back. Pure: counts come in.

Two rules. In one line of parts that make up a whole, a part below the limit is hidden together with two parts that
are always the same, so that what is hidden is never one number, and which part was small cannot be read from it.
Between lines (age bands), those with a small part are joined until every part of the joined line is large enough: no
number in the table is hidden then, and every difference of two numbers in it is itself large enough.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

FEWEST = 5
Cells = tuple[int, ...]
Shown = tuple[int | None, ...]


def line(parts: Sequence[int], *, beside: tuple[int, int], fewest: int = FEWEST) -> Shown:
    """These parts of one whole, None for each that is hidden. `beside`: the two parts that are hidden with any other.

    Whoever shows it may show their sum as well, if that is not small.
    """
    if all(part >= fewest for part in parts):
        return tuple(parts)
    hidden = {place for place, part in enumerate(parts) if part < fewest} | set(beside)
    if sum(parts[place] for place in hidden) < fewest:
        return (None,) * len(parts)
    return tuple(None if place in hidden else part for place, part in enumerate(parts))


def joined(bands: Mapping[str, Cells], *, fewest: int = FEWEST) -> list[tuple[tuple[str, ...], Cells]]:
    """The bands of a table with their parts, those joined that have a small one; nothing when all would be one line,
    which is the total that stands beside it."""
    alone = [name for name, parts in bands.items() if all(part >= fewest for part in parts)]
    together = [name for name in bands if name not in alone]
    while together and not all(part >= fewest for part in _sum(bands, together)):
        if not alone:
            return []
        together.append(alone.pop())
    if len(bands) < 2 or len(together) == len(bands):
        return []
    lines: list[tuple[tuple[str, ...], Cells]] = [((name,), bands[name]) for name in bands if name in alone]
    if together:
        ordered = tuple(name for name in bands if name in together)
        lines.append((ordered, _sum(bands, ordered)))
    return lines


def _sum(bands: Mapping[str, Cells], names: Sequence[str]) -> Cells:
    return tuple(sum(column) for column in zip(*(bands[name] for name in names), strict=True))
