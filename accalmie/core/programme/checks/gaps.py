"""Where a gap is tried: in each situation where time or a measure may decide a step, else once at each place (ADR 48).

Somebody who comes back after a gap reads a welcome, answers the measures that are due, and stands at the step where
they were. Where no rule ahead reads time or what a measure gives, the answers that they gave before change nothing of
that way and it changes nothing of them: one way there and back stands for all.
"""

from __future__ import annotations

import re
from collections.abc import Hashable
from functools import cached_property

from accalmie.core.programme.checks.abstraction import Abstraction
from accalmie.core.programme.engine import Plan, Progress, facts
from accalmie.core.programme.nodes import Media, Programme, Text, fact_name
from accalmie.core.rules import names


class Gaps:
    """Remembers at which situation of each place the gap is tried."""

    def __init__(self, programme: Programme, abstraction: Abstraction, *, everywhere: bool = False) -> None:
        self._programme, self._abstraction, self._everywhere = programme, abstraction, everywhere
        self._tried: dict[Hashable, int] = {}

    def is_tried(self, number: int, progress: Progress, now: Plan) -> bool:
        """Whether the gap is tried in the situation of this number."""
        if self._everywhere or not self._is_plain or not self._is_calm(progress):
            return True
        known = facts(self._programme, progress, progress.seen_at)
        called = tuple(known.get(fact) for fact in self._calling)
        begun = any(settled.how != "skipped" for settled in progress.steps.values())
        place = self._abstraction.place(progress, now), called, begun
        return self._tried.setdefault(place, number) == number

    def _is_calm(self, progress: Progress) -> bool:
        """Whether no rule ahead reads time, or what a measure gives."""
        live = self._abstraction.live(progress)
        return not (self._moving.intersection(live) or self._abstraction.measures_matter(progress))

    @cached_property
    def _moving(self) -> frozenset[str]:
        return frozenset({"weeks", "gap", *(one.in_a_row for one in self._programme.interludes)})

    @cached_property
    def _calling(self) -> tuple[str, ...]:
        """What interludes read but time, which the gap itself moves: with the same values it calls for the same."""
        asked = {fact for one in self._programme.interludes for fact in names(one.when)}
        return tuple(sorted(asked - {"weeks", "gap"}))

    @cached_property
    def _is_plain(self) -> bool:
        """Whether the welcome is only read, and danger is seen in nothing but the answers to a measure themselves."""
        welcome = self._programme.steps.get(self._programme.gap.then)
        instruments = "|".join(fact_name(instrument) for instrument in self._programme.instruments)
        item = re.compile(rf"({instruments})_item[1-9][0-9]*")
        read = {fact for danger in self._programme.danger for fact in names(danger.when)}
        is_read = welcome is not None and isinstance(welcome.doing, Text | Media)
        return is_read and all(item.fullmatch(fact) for fact in read)
