"""Compares what happened to a test person with what their author said must happen."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import msgspec

from accalmie.core.programme.nodes import Programme
from accalmie.core.programme.people import Expect, Person
from accalmie.core.programme.simulate.living import Life, Lived, WeekSeen, World


class Mismatch(NamedTuple):
    """One thing that ended otherwise than said. `word` is the author's: page, module, seen ..."""

    person: str
    week: int
    word: str
    expected: Any
    got: Any


class Outcome(NamedTuple):
    """What a person's case gives: the mismatches, and the week by week trace that explains them."""

    mismatches: tuple[Mismatch, ...]
    weeks: tuple[WeekSeen, ...]


def run(programme: Programme, person: Person, world: World, *, seed: int = 0) -> Outcome:
    """Live a person's weeks and compare each week's end with what its author expects."""
    weeks = tuple(Life(programme, person, world, seed=seed).weeks())
    expected = {week.week: week.expect for week in person.weeks}
    found = [
        Mismatch(person.person, seen.week, *difference)
        for seen in weeks
        for difference in differences(expected.get(seen.week, Expect()), seen)
    ]
    return Outcome(tuple(found), weeks)


def walk(programme: Programme, person: Person, world: World, *, seed: int = 0) -> Iterator[Lived]:
    """The entries that a person's weeks produce, from the first measure on, to be put into a journal by others."""
    life = Life(programme, person, world, seed=seed)
    for _ in life.weeks():
        pass
    return iter(life.lived)


def differences(expect: Expect, seen: WeekSeen) -> Iterator[tuple[str, Any, Any]]:
    """Each word of `expect` that is not so: (word, expected, got)."""
    for word in ("page", "module", "level", "help", "person", "outcome"):
        expected, got = getattr(expect, word), getattr(seen, word)
        if expected is not None and expected != got:
            yield word, expected, got
    if expect.finished is not None and set(expect.finished) != set(seen.finished):
        yield "finished", expect.finished, seen.finished
    missing = tuple(step for step in expect.seen or () if step not in seen.seen)
    if missing:
        yield "seen", missing, tuple(seen.seen)
    unwanted = tuple(step for step in expect.not_seen or () if step in seen.seen)
    if unwanted:
        yield "not_seen", unwanted, tuple(seen.seen)


def to_text(outcome: Outcome) -> str:
    """The weeks, one a line, for an author who wants to see why."""
    return "\n".join(
        f"week {week.week}: {' → '.join(week.pages) or '(no visit)'} | then {week.page} ({week.module})"
        for week in outcome.weeks
    )


def to_json(outcome: Outcome) -> bytes:
    """The mismatches and the trace, for machines."""
    return msgspec.json.encode({"mismatches": [each._asdict() for each in outcome.mismatches], "weeks": outcome.weeks})
