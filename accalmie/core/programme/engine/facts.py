"""What rules may read about a person at a moment, made of what the progress keeps."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from accalmie.core.programme.engine.progress import Progress, Score
from accalmie.core.programme.nodes import FactSource, Programme, fact_name
from accalmie.core.rules import Choice, Number, Rule, Value, WrongValue, evaluate

WEEK = timedelta(days=7)
DAY = timedelta(days=1)

Facts = Mapping[str, Value]

_PARTS = re.compile(r"_(first|change|since_end|item([1-9][0-9]*))")


class _WhenAsked(Mapping[str, Value]):
    """Facts that are worked out one by one, when they are asked for: most steps have no rule, and a rule reads few."""

    __slots__ = ("_known", "_of")

    def __init__(self, programme: Programme, progress: Progress, now: datetime) -> None:
        self._of = programme, progress, now
        self._known: dict[str, Value] = {}

    def get(self, name: str, default: Any = None) -> Any:
        if name not in self._known:
            self._known[name] = _fact(name, *self._of)
        value = self._known[name]
        return default if value is None else value

    def __getitem__(self, name: str) -> Value:
        value: Value = self.get(name)
        if value is None:
            raise KeyError(name)
        return value

    def __iter__(self) -> Iterator[str]:
        return (name for name in dict.fromkeys(_names(*self._of)) if self.get(name) is not None)

    def __len__(self) -> int:
        return sum(1 for _ in self)


def facts(programme: Programme, progress: Progress, now: datetime) -> Facts:
    """Every fact that is known now, by the name that rules use. What is not known is absent."""
    return _WhenAsked(programme, progress, now)


def _names(programme: Programme, progress: Progress, now: datetime) -> Iterator[str]:
    """The names of the facts that may be known now."""
    yield from _OF_ANY
    for instrument, score in progress.scores.items():
        yield from _score_names(fact_name(instrument), score)
    yield from (interlude.in_a_row for interlude in programme.interludes)
    yield from programme.facts


def _fact(name: str, programme: Programme, progress: Progress, now: datetime) -> Value:
    """What is known under this name; None: nothing. What the author declared comes first."""
    source = programme.facts.get(name)
    if source is not None:
        return _declared(progress, programme, source)
    for interlude in programme.interludes:
        if interlude.in_a_row == name:
            return progress.in_a_row.get(interlude.id, 0)
    if name in _OF_ANY:
        return _OF_ANY[name](programme, progress, now)
    return _score_fact(name, progress)


def _score_names(name: str, score: Score) -> Iterator[str]:
    yield from (name, f"{name}_first", f"{name}_change", f"{name}_since_end")
    yield from (f"{name}_item{number}" for number in range(1, len(score.items) + 1))


def _score_fact(name: str, progress: Progress) -> Value:
    for instrument, score in progress.scores.items():
        of = fact_name(instrument)
        if name == of:
            return score.total
        if name.startswith(of) and (part := _PARTS.fullmatch(name, len(of))):
            return _part(score, part[1], part[2])
    return None


def _part(score: Score, part: str, item: str | None) -> Value:
    if item is not None:
        return score.items[int(item) - 1] if int(item) <= len(score.items) else None
    if part == "first":
        return score.first
    since = score.first if part == "change" else score.end
    return None if score.total is None or since is None else score.total - since


def item_facts(name: str, answers: Iterable[int | None]) -> Iterator[tuple[str, Value]]:
    """`phq9_item1`, `phq9_item2` ... of one set of answers."""
    for number, answer in enumerate(answers, start=1):
        yield f"{name}_item{number}", answer


def _declared(progress: Progress, programme: Programme, source: FactSource) -> Value:
    value: Value
    match source.source:
        case "choice" | "screening":
            value = progress.choices.get(source.step)
        case "number":
            value = progress.numbers.get(f"{source.step}.{source.field}")
        case "practice":
            value = _days_done(progress, programme, source.step)
    return value if _fits(source, value) else None


def _danger_so_far(progress: Progress) -> str:
    """One of `orienting.DANGERS`."""
    if progress.danger or progress.hold is not None:
        return "held"
    return "answered" if progress.endangered else "none"


def _days_done(progress: Progress, programme: Programme, step: str) -> int | None:
    for module in programme.modules:
        practising = progress.practices.get(f"{module.id}/{step}")
        if practising is not None:
            return practising.done
    return None


def _fits(source: FactSource, value: Value) -> bool:
    """Whether the value is of the type that rules were checked against; anything else stays unknown."""
    match source.type:
        case Choice(options):
            return value in options
        case Number(lo, hi):
            number = as_number(value)
            return number is not None and (lo is None or number >= lo) and (hi is None or number <= hi)
        case _:
            return False


_OF_ANY: dict[str, Callable[[Programme, Progress, datetime], Value]] = {
    "mode": lambda _, progress, __: progress.mode,
    "weeks": lambda _, progress, now: max(0, (now - progress.started_at) // WEEK),
    "gap": lambda _, progress, now: max(0.0, (now - progress.last_active_at) / DAY),
    "danger": lambda programme, progress, _: _danger_so_far(progress) if programme.leads_to else None,
}
"""What is known of everybody."""


def as_number(value: object) -> float | None:
    """The value if it is an ordinary number, else None: true, false and infinities are not."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return value if math.isfinite(value) else None


def decide(rule: Rule, known: Facts) -> bool | None:
    """The rule, three-valued. A value that the rule cannot compare (an old version's) counts as unknown."""
    try:
        return evaluate(rule, known)
    except WrongValue:
        return None
