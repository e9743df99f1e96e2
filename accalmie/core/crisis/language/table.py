"""The table of weights: which marks count for which level, written as letters that Python and the browser both read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
"""One letter stands for 0 to 63."""
NEAR = 56
"""Steps below this are one letter; a further one is two: how many times 64 more, then the rest."""
FAR = "_"
"""The last letter says one thing alone: so many steps on, and the step goes on."""
_ON = (len(SIGNS) - 1 - NEAR) * len(SIGNS) + NEAR

Weights = tuple[int, ...]
"""What one mark adds for distress, passive, active, plan and harm to others."""


def unpacked(steps: str, kinds: str, weights: Sequence[Weights]) -> dict[int, Weights]:
    """Weights by mark. `steps`: from each mark that counts to the next. `kinds`: which of the weights each has."""
    found = {}
    mark = -1
    for step, kind in zip(_steps(steps), kinds, strict=True):
        mark += step + 1
        found[mark] = weights[SIGNS.index(kind)]
    return found


def _steps(steps: str) -> Iterator[int]:
    letters = iter(steps)
    on = 0
    for letter in letters:
        far = SIGNS.index(letter) - NEAR
        if letter == FAR:
            on += _ON
            continue
        yield on + (far + NEAR if far < 0 else NEAR + far * len(SIGNS) + SIGNS.index(next(letters, " ")))
        on = 0


def packed(kinds: dict[int, int]) -> tuple[str, str]:
    """The steps and the kinds of these marks (kind by mark), as `unpacked` reads them."""
    steps, before = [], -1
    for mark in sorted(kinds):
        steps.append(_step(mark - before - 1))
        before = mark
    return "".join(steps), "".join(SIGNS[kinds[mark]] for mark in sorted(kinds))


def _step(step: int) -> str:
    on, step = divmod(step, _ON)
    if step < NEAR:
        return FAR * on + SIGNS[step]
    far, rest = divmod(step - NEAR, len(SIGNS))
    return FAR * on + SIGNS[NEAR + far] + SIGNS[rest]
