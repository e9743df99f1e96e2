"""From answers to a total and its band, and the answers that show danger."""

from __future__ import annotations

import math
from collections.abc import Sequence

import msgspec

from accalmie.core.measures.instrument import Band, Instrument, Item
from accalmie.core.measures.refusals import BadAnswers

Answers = Sequence[int | None]
"""The score of the option taken for each item, in order; None for a declined item."""


class Score(msgspec.Struct, frozen=True):
    """`total` is None when too many items are missing. `missing` numbers the declined items, from 1."""

    total: float | None
    band: str | None
    missing: tuple[int, ...]


class DangerItem(msgspec.Struct, frozen=True):
    """An answer that shows help: the item's number (from 1) and name, and the answer (None: declined)."""

    item: int
    id: str
    answer: int | None


def score(instrument: Instrument, answers: Answers) -> Score:
    """The total as the instrument's file says: reversed items turned, sum, multiplied; raises BadAnswers."""
    check_answers(instrument, answers)
    missing = tuple(number for number, answer in enumerate(answers, 1) if answer is None)
    total = _total(instrument, answers, len(missing))
    found = band(instrument, total)
    return Score(total=total, band=found.id if found else None, missing=missing)


def _total(instrument: Instrument, answers: Answers, missing: int) -> int | None:
    if missing > instrument.missing.at_most:
        return None
    pairs = zip(instrument.items, answers, strict=True)
    sum_ = sum(_counted(instrument, item, answer) for item, answer in pairs if answer is not None)
    if missing:
        sum_ = math.floor(sum_ * len(answers) / (len(answers) - missing) + 0.5)
        sum_ = min(max(sum_, instrument.lo // instrument.multiply), instrument.hi // instrument.multiply)
    return sum_ * instrument.multiply


def _counted(instrument: Instrument, item: Item, answer: int) -> int:
    scores = instrument.scores(item)
    return min(scores) + max(scores) - answer if item.reversed else answer


def band(instrument: Instrument, total: float | None) -> Band | None:
    """The severity band of a total; None without a total or without bands. Raises BadAnswers outside the range."""
    if total is None:
        return None
    if not instrument.lo <= total <= instrument.hi:
        raise BadAnswers("total", instrument=instrument.id, lo=instrument.lo, hi=instrument.hi, given=total)
    if instrument.bands is None:
        return None
    return next(found for found in reversed(instrument.bands.list) if found.from_total <= total)


def is_case(instrument: Instrument, total: float | None) -> bool | None:
    """Whether the total is at the threshold of caseness or worse; None when that cannot be said."""
    if total is None or instrument.caseness is None:
        return None
    return total == instrument.caseness.at or instrument.worse(total, instrument.caseness.at)


def danger_items(instrument: Instrument, answers: Answers) -> tuple[DangerItem, ...]:
    """The answers that show help, by the instrument's own marks, whatever the total. Raises BadAnswers."""
    check_answers(instrument, answers)
    numbered = enumerate(zip(instrument.items, answers, strict=True), 1)
    return tuple(DangerItem(number, item.id, answer) for number, (item, answer) in numbered if _is_danger(item, answer))


def _is_danger(item: Item, answer: int | None) -> bool:
    if item.danger is None:
        return False
    return item.danger.declined if answer is None else answer >= item.danger.from_score


def check_answers(instrument: Instrument, answers: Answers) -> None:
    """One answer an item, each one of its options or None. Raises BadAnswers."""
    if len(answers) != len(instrument.items):
        raise BadAnswers("count", instrument=instrument.id, expected=len(instrument.items), found=len(answers))
    for number, (item, answer) in enumerate(zip(instrument.items, answers, strict=True), 1):
        options = instrument.scores(item)
        if answer is not None and (type(answer) is not int or answer not in options):
            words = {"item": number, "given": str(answer)[:40], "options": ", ".join(map(str, options))}
            raise BadAnswers("value", instrument=instrument.id, **words)
