"""Outcomes as NHS Talking Therapies defines them: recovery, reliable improvement, deterioration, reliable recovery.

Two measures count together: the PHQ-9, and the anxiety measure of the disorder or else the GAD-7.

- a case: either measure at its threshold or above at the first score
- recovery: a case at first, and both below at last
- reliable improvement: at least one falls by its threshold or more, and the other does not rise by its own
- reliable deterioration: at least one rises by its threshold or more, and the other does not fall by its own
- reliable recovery: recovery with reliable improvement

A rate counts those who finished: discharged, with two treatment contacts or more. Recovery leaves out who was no case.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

import msgspec

from accalmie.core.definitions import Definition, DefinitionRefused, Wrong, read
from accalmie.core.measures import Change
from accalmie.core.measures.change import change_of

Checked = Literal["read", "from memory"]


class OutcomesRefused(DefinitionRefused):
    """A file of outcomes that cannot be used."""

    MESSAGES = {  # noqa: RUF012 - the base class declares it
        "unknown": {"en": "{given} has no threshold here", "fr": "{given} n’a pas de seuil ici"},
    }


class Threshold(Definition, frozen=True):
    """One measure of which more is worse: from which total somebody is a case, and how much is a reliable change."""

    measure: str
    caseness: float
    reliable_change: float
    source: str
    checked: Checked


class OutcomeRules(Definition, frozen=True):
    """The file. `depression` always counts; `anxiety` when the specific measure is missing."""

    version: str
    source: str
    depression: str
    anxiety: str
    finished_contacts: int
    measures: tuple[Threshold, ...]

    def __post_init__(self) -> None:
        for name in (self.depression, self.anxiety):
            if name not in self.thresholds:
                raise Wrong("unknown", given=name)

    @property
    def thresholds(self) -> dict[str, Threshold]:
        """By measure."""
        return {one.measure: one for one in self.measures}


class Pair(msgspec.Struct, frozen=True):
    """The first and the last total of one measure."""

    measure: str
    first: float
    last: float


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one person. Everything is False where nothing changed reliably."""

    was_case: bool
    recovered: bool
    improved: bool
    deteriorated: bool

    @property
    def reliably_recovered(self) -> bool:
        return self.recovered and self.improved


class Rates(msgspec.Struct, frozen=True, kw_only=True):
    """Counts of those who finished. `cases`: of whom recovery can be said."""

    finished: int
    cases: int
    recovered: int
    improved: int
    deteriorated: int
    reliably_recovered: int


def load_outcome_rules(text: str) -> OutcomeRules:
    """The rules that a file describes. Raises OutcomesRefused, with the line."""
    return read(text, OutcomeRules, OutcomesRefused)


def outcome(rules: OutcomeRules, depression: Pair, anxiety: Pair) -> Outcome:
    """The outcome of one person by both measures. Raises KeyError for a measure that the rules do not know."""
    changes = [_change(rules, one) for one in (depression, anxiety)]
    was_case = any(_is_case(rules, one.measure, one.first) for one in (depression, anxiety))
    is_case = any(_is_case(rules, one.measure, one.last) for one in (depression, anxiety))
    reliable = {one.reliable for one in changes}
    return Outcome(
        was_case=was_case,
        recovered=was_case and not is_case,
        improved="improved" in reliable and "worsened" not in reliable,
        deteriorated="worsened" in reliable and "improved" not in reliable,
    )


def has_finished(rules: OutcomeRules, *, contacts: int, is_discharged: bool) -> bool:
    """Whether a course of treatment counts in the rates."""
    return is_discharged and contacts >= rules.finished_contacts


def rates(outcomes: Iterable[Outcome]) -> Rates:
    """The counts over people who finished."""
    all_ = list(outcomes)
    return Rates(
        finished=len(all_),
        cases=sum(one.was_case for one in all_),
        recovered=sum(one.recovered for one in all_),
        improved=sum(one.improved for one in all_),
        deteriorated=sum(one.deteriorated for one in all_),
        reliably_recovered=sum(one.reliably_recovered for one in all_),
    )


def _change(rules: OutcomeRules, pair: Pair) -> Change:
    threshold = rules.thresholds[pair.measure]
    return change_of(
        pair.first,
        pair.last,
        threshold=threshold.reliable_change,
        is_worse=pair.last > pair.first,
        was_case=_is_case(rules, pair.measure, pair.first),
        is_case=_is_case(rules, pair.measure, pair.last),
    )


def _is_case(rules: OutcomeRules, measure: str, total: float) -> bool:
    return total >= rules.thresholds[measure].caseness
