"""Who may start: what the start rule says about a mode, and, where it does not open, what would open it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Literal

import msgspec

from accalmie.core.programme.engine.facts import decide
from accalmie.core.programme.nodes import START_FLAGS, Mode, Programme, fact_name
from accalmie.core.rules import Value, constants, names

Admission = Literal["open", "person", "unknown"]
Opener = Literal["review", "contact", "doctor", "guided", "guided_doctor", "lighter", "nothing"]


def admission(programme: Programme, mode: Mode, facts: Mapping[str, Value]) -> Admission:
    """Whether the start rule opens this mode, leads to a person, or cannot tell because a measure is missing.

    A flag that nobody noted is false: only a measure can be missing. An orientation is open to everybody.
    """
    if mode not in programme.start:
        return "open" if programme.leads_to else "person"
    verdict = decide(programme.start[mode], dict.fromkeys(START_FLAGS, False) | dict(facts))
    return "unknown" if verdict is None else "open" if verdict else "person"


def opener(programme: Programme, mode: Mode, facts: Mapping[str, Value]) -> Opener:
    """What would open a start that the rule does not open, the lightest first.

    "review": a professional's look at the danger that was told. "contact": a professional's contact. "doctor": a doctor
    named. "guided": a professional, in another mode; "guided_doctor": so, with a doctor named. "lighter": nothing now,
    the symptoms are lighter than the programme is for. "nothing": the rule knows no way.
    """
    return next(_openers(programme, mode, dict(facts)), "nothing")


def _openers(programme: Programme, mode: Mode, facts: dict[str, Value]) -> Iterator[Opener]:
    if facts.get("danger_unreviewed") and admission(programme, mode, facts | {"danger_unreviewed": False}) != "person":
        yield "review"
    openers: tuple[Opener, ...] = ("contact", "doctor")
    for flag in openers:
        if _opens(programme, (mode,), facts | {flag: True}):
            yield flag
    others = tuple(one for one in programme.start if one not in (mode, "alone"))
    if _opens(programme, others, facts):
        yield "guided"
    if _opens(programme, others, facts | {"doctor": True}):
        yield "guided_doctor"
    if any(_opens(programme, (mode,), heavier) for heavier in _heavier(programme, mode, facts)):
        yield "lighter"


def _opens(programme: Programme, modes: tuple[Mode, ...], facts: Mapping[str, Value]) -> bool:
    return any(admission(programme, mode, facts) == "open" for mode in modes)


def _heavier(programme: Programme, mode: Mode, facts: dict[str, Value]) -> Iterator[dict[str, Value]]:
    """The same facts with one score raised to a value that the rule names."""
    if mode not in programme.start:
        return
    for name, values in constants(programme.start[mode]).items():
        now = facts.get(name)
        for value in values:
            if name not in START_FLAGS and _is_above(value, now):
                yield facts | {name: value}


def _is_above(value: Value, now: Value) -> bool:
    return isinstance(value, int | float) and isinstance(now, int | float) and value > now


class StartBand(msgspec.Struct, frozen=True):
    """Scores of one instrument, `lo` to `hi`, that open the same ways: "open", or what would open each mode."""

    instrument: str
    lo: int
    hi: int
    opens: dict[Mode, Literal["open"] | Opener]


def bands(programme: Programme, *, noted: Mapping[str, Value] | None = None) -> tuple[StartBand, ...]:
    """Who may start, as a table: the whole range of the one total that the start rules read, with only `noted` besides.

    Empty when the rules read no total, or several.
    """
    read = {name for rule in programme.start.values() for name in names(rule)} - set(START_FLAGS)
    found = [id for id in programme.instruments if fact_name(id) in read]
    if len(found) != 1 or len(read) != 1:
        return ()
    measured = programme.instruments[found[0]]
    scores = range(int(measured.lo), int(measured.hi) + 1)
    ways = [(score, _ways(programme, {**(noted or {}), fact_name(found[0]): score})) for score in scores]
    grouped = [(opens, [score for score, _ in group]) for opens, group in groupby(ways, key=lambda pair: pair[1])]
    return tuple(StartBand(found[0], same[0], same[-1], opens) for opens, same in grouped)


def _ways(programme: Programme, facts: dict[str, Value]) -> dict[Mode, Literal["open"] | Opener]:
    return {
        mode: "open" if admission(programme, mode, facts) == "open" else opener(programme, mode, facts)
        for mode in programme.start
    }
