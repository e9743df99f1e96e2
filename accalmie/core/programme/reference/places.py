"""Where steps stand, when modules open, which steps are shown, how practices go."""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from accalmie.core import entries as e
from accalmie.core.programme import nodes
from accalmie.core.programme.reference.reading import DAY, Reading
from accalmie.core.programme.reference.story import Told
from accalmie.core.rules import Value


class Places(Reading):
    """A reading that knows its way about the programme."""

    def places(self, step: str) -> list[tuple[str, str]]:
        """Where a step stands; ("", step) when in no module."""
        modules = [module.id for module in self.programme.modules if any(slot.step == step for slot in module.slots)]
        return [(module, step) for module in modules or [""]]

    def place(self, ref: e.StepRef | None) -> tuple[str, str] | None:
        if ref is None or ref.step not in self.programme.steps:
            return None
        places = self.places(ref.step)
        return (ref.module, ref.step) if (ref.module, ref.step) in places else places[0]

    def at_place(self, place: tuple[str, str], *kinds: type[e.Entry]) -> list[tuple[Any, UUID, datetime]]:
        return [happened for happened in self.all_of(*kinds) if self.place(happened[0].at) == place]

    def pace(self, days: float) -> timedelta:
        return timedelta(days=days * self.factor())

    def opens(self, told: Told, module: nodes.Module) -> datetime | None:
        ways = [self.start] if module.opens.at_start else []
        if module.opens.after in told.ended:
            days = timedelta(days=module.opens.delay_days) if module.aftercare else self.pace(module.opens.delay_days)
            ways.append(told.ended[module.opens.after] + days)
        if module.opens.by_professional:
            ways += self.opened_by_professional(module.id)[:1]
        return min(ways, default=None)

    def opened_by_professional(self, module: str) -> list[datetime]:
        """In mode alone nobody opens anything."""
        found, mode = [], self.enrolled.mode
        for entry, _, at in self.past:
            if isinstance(entry, e.ModeChanged) and entry.mode in self.programme.modes:
                mode = entry.mode
            if isinstance(entry, e.ModuleOpened) and entry.module == module and mode != "alone":
                found.append(at)
        return found

    def current(self, told: Told, now: datetime) -> nodes.Module | None:
        if self.is_behind(told):
            return self.booster(told, now)
        left = [module for module in self.programme.main if module.id not in told.ended]
        stays = [module for module in left if module.id == told.module]
        is_open = [module for module in left if (at := self.opens(told, module)) is not None and at <= now]
        return next(iter(stays + is_open), None)

    def is_behind(self, told: Told) -> bool:
        return all(module.id in told.ended for module in self.programme.main)

    def is_closing_left(self, told: Told) -> bool:
        closing = ("", self.programme.closes_on)
        return self.places(self.programme.closes_on) == [closing] and closing not in told.settled

    def booster(self, told: Told, now: datetime) -> nodes.Module | None:
        """Of the boosters that are open, only the last one counts."""
        if self.is_closing_left(told):
            return None
        is_open = [each for each in self.programme.boosters if (at := self.opens(told, each)) is not None and at <= now]
        return next((each for each in is_open[-1:] if each.id not in told.ended), None)

    def is_short(self, module: nodes.Module) -> bool:
        chosen = [entry.short for entry, *_ in self.all_of(e.ShortVersionChosen) if entry.module == module.id]
        return any(slot.short for slot in module.slots) and bool(chosen) and bool(chosen[-1])

    def is_for(self, module: nodes.Module, known: dict[str, Value]) -> bool:
        return module.when is None or bool(self.decide(module.when, known))

    def is_shown(self, module: nodes.Module, slot: nodes.Slot, known: dict[str, Value]) -> bool:
        if (
            not self.is_for(module, known)
            or self.mode() not in slot.modes
            or (self.is_short(module) and not slot.short)
        ):
            return False
        verdict = True if slot.when is None else self.decide(slot.when, known)
        return slot.unknown == "show" if verdict is None else verdict

    def to_do(self, told: Told, module: nodes.Module, known: dict[str, Value]) -> nodes.Slot | None:
        open_ = (slot for slot in module.slots if (module.id, slot.step) not in told.settled)
        return next((slot for slot in open_ if self.is_shown(module, slot, known)), None)

    def met(self, told: Told, module: nodes.Module, slots: Iterable[nodes.Slot]) -> list[datetime]:
        found = [told.settled.get((module.id, slot.step)) for slot in slots]
        return [one[1] for one in found if one is not None and one[0] != "skipped"]

    def from_when(self, told: Told, module: nodes.Module, slot: nodes.Slot) -> datetime:
        earlier = module.slots[: module.slots.index(slot)]
        begun = self.opens(told, module) or self.start
        return max(self.met(told, module, earlier), default=begun) + self.pace(slot.delay_days)

    # Practices and reviews.

    def since(self, place: tuple[str, str]) -> datetime | None:
        taken = self.at_place(place, e.StepCompleted, e.PracticeNoted)
        return taken[0][2] if taken else None

    def days(self, place: tuple[str, str]) -> dict[date, bool] | None:
        """The latest note of each day within the practice's time; None when it was not taken on."""
        return None if self.since(place) is None else {entry.day: entry.done for entry, _, _ in self.notes(place)}

    def notes(self, place: tuple[str, str]) -> list[tuple[Any, UUID, datetime]]:
        made, since = self.programme.steps[place[1]].doing, self.since(place)
        if since is None or not isinstance(made, nodes.Practice):
            return []
        first, last = since.date() - DAY, since.date() + timedelta(days=made.within * 3 + 1)
        noted = self.at_place(place, e.PracticeNoted)
        return [one for one in noted if first <= one[0].day <= last and one[0].day <= one[2].date() + DAY]

    def needed(self, made: nodes.Practice) -> int:
        return max(1, math.ceil(made.days * self.factor()))

    def practised(self, place: tuple[str, str]) -> datetime | None:
        made, days, since = self.programme.steps[place[1]].doing, self.days(place), self.since(place)
        if days is None or since is None or not isinstance(made, nodes.Practice):
            return None
        enough = sum(days.values()) >= self.needed(made)
        return max([since, *(at for *_, at in self.notes(place))]) if enough else None

    def goes_on(self, told: Told, module: nodes.Module, slot: nodes.Slot) -> datetime | None:
        """When a practice or a review goes on by itself."""
        made = self.programme.steps[slot.step].doing
        if isinstance(made, nodes.Review):
            return self.from_when(told, module, slot) + timedelta(days=made.wait_days)
        since = self.since((module.id, slot.step))
        if not isinstance(made, nodes.Practice) or since is None:
            return None
        return since + max(self.pace(made.within), timedelta(days=self.needed(made)))
