"""What rules may read about a person at a moment, made of what the progress keeps."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta

from accalmie.core.programme.engine.progress import Progress, Score
from accalmie.core.programme.nodes import FactSource, Programme, fact_name
from accalmie.core.rules import Choice, Number, Rule, Value, WrongValue, evaluate

WEEK = timedelta(days=7)
DAY = timedelta(days=1)

Facts = Mapping[str, Value]


class _WhenAsked(Mapping[str, Value]):
    """Facts that are worked out when they are asked for: most steps have no rule, and most rules read one fact. What
    holds of everybody is worked out together, what an author declared one by one."""

    __slots__ = ("_of", "_standing")

    def __init__(self, programme: Programme, progress: Progress, now: datetime) -> None:
        self._of = programme, progress, now
        self._standing: dict[str, Value] | None = None

    def _worked_out(self) -> dict[str, Value]:
        if self._standing is None:
            self._standing = _known(*self._of)
        return self._standing

    def __getitem__(self, name: str) -> Value:
        programme, progress, _ = self._of
        source = programme.facts.get(name)
        value = self._worked_out().get(name) if source is None else _declared(progress, programme, source)
        if value is None:
            raise KeyError(name)
        return value

    def __iter__(self) -> Iterator[str]:
        return (name for name in (*self._worked_out(), *self._of[0].facts) if name in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)


def facts(programme: Programme, progress: Progress, now: datetime) -> Facts:
    """Every fact that is known now, by the name that rules use. What is not known is absent."""
    return _WhenAsked(programme, progress, now)


def _known(programme: Programme, progress: Progress, now: datetime) -> dict[str, Value]:
    """What holds of everybody: the mode, the time, the scores."""
    known: dict[str, Value] = {
        "mode": progress.mode,
        "weeks": max(0, (now - progress.started_at) // WEEK),
        "gap": max(0.0, (now - progress.last_active_at) / DAY),
    }
    if programme.leads_to:
        known["danger"] = _danger_so_far(progress)
    for instrument, score in progress.scores.items():
        known.update(_score_facts(fact_name(instrument), score))
    for interlude in programme.interludes:
        known[interlude.in_a_row] = progress.in_a_row.get(interlude.id, 0)
    return {name: value for name, value in known.items() if value is not None}


def _score_facts(name: str, score: Score) -> Iterator[tuple[str, Value]]:
    yield name, score.total
    yield f"{name}_first", score.first
    if score.total is not None and score.first is not None:
        yield f"{name}_change", score.total - score.first
    if score.total is not None and score.end is not None:
        yield f"{name}_since_end", score.total - score.end
    yield from item_facts(name, score.items)


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
