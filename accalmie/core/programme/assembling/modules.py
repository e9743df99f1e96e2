"""Puts the modules of a path in their order, each opening after the one before."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from accalmie.core.programme.assembling.donor import Donor, slots_of
from accalmie.core.programme.assembling.reading import Brought, Path
from accalmie.core.programme.language.findings import Findings
from accalmie.core.programme.refusals import Place, nearest

_DELAY = re.compile(r"([0-9.]+) days? after ")


class Modules:
    """The modules that come along, and the after-care of the programme that leads."""

    def __init__(self, path: Path, donors: Mapping[str, Donor], findings: Findings) -> None:
        self._path, self._donors, self._findings = path, donors, findings
        self._check_named()
        self._check_every_module_decided()
        self._check_ends()

    def all(self) -> list[dict[str, Any]]:
        """Every module as `programme.yaml` says it."""
        if self._findings.count:
            return []
        main: list[dict[str, Any]] = []
        for brought in self._path.modules:
            main.append(self._module(brought, main[-1]["id"] if main else ""))
        lead = self._donors[self._path.lead]
        return [*main, *(module for id, module in lead.modules.items() if id not in lead.main)]

    def steps(self) -> set[str]:
        """Every step that comes along in a module."""
        return {name for module in self.all() for name, _ in slots_of(module)}

    def _module(self, brought: Brought, after: str) -> dict[str, Any]:
        donor = self._donors[brought.programme]
        module = donor.modules[brought.module]
        slots = [(name, said) for name, said in slots_of(module) if name not in brought.without]
        delay = _days(module["opens"])
        if brought.when and float(delay) > 0:
            # Somebody whom it is not for passes it by without a wait: the day of rest goes to its first step.
            slots[0] = (slots[0][0], {**slots[0][1], "delay": _in_days(delay)})
            delay = "0"
        rules = [rule for rule in (donor.rule(module.get("when", "")), brought.when) if rule]
        when = rules[0] if len(rules) == 1 else " and ".join(f"({rule})" for rule in rules)
        return {
            "id": donor.step(brought.module),
            "title": module["title"],
            "purpose": module["purpose"],
            **({"when": when} if when else {}),
            "opens": f"{_in_days(delay)} after {after}, or when a professional opens it" if after else "at start",
            "steps": [_slot(donor, name, said) for name, said in slots],
        }

    def _check_named(self) -> None:
        for brought in self._path.modules:
            donor = self._donors[brought.programme]
            if brought.module not in donor.main:
                hint = nearest(brought.module, donor.main)
                self._findings.add("unknown-module", brought.place, hint, given=brought.module)
                continue
            steps = [name for name, _ in slots_of(donor.modules[brought.module])]
            for step in brought.without:
                if step not in steps:
                    self._findings.add("unknown-step", brought.place, nearest(step, steps), given=step)

    def _check_every_module_decided(self) -> None:
        """Nothing is lost unseen: each module of each programme comes along, or is left out with a reason."""
        decided = {(one.programme, one.module) for one in self._path.modules}
        decided |= {(one.programme, one.module) for one in self._path.left_out}
        for donor in self._donors.values():
            for module in donor.main:
                if (donor.id, module) not in decided:
                    self._findings.add("path-undecided", self._place("modules"), module=f"{donor.id}/{module}")

    def _check_ends(self) -> None:
        """It opens and closes as the programme that leads: one opening, one letter."""
        lead = self._donors[self._path.lead].main
        first, last = self._path.modules[0], self._path.modules[-1]
        if (first.programme, first.module) != (self._path.lead, lead[0]):
            self._findings.add("path-ends", first.place, lead=self._path.lead, module=lead[0])
        if (last.programme, last.module) != (self._path.lead, lead[-1]):
            self._findings.add("path-ends", last.place, lead=self._path.lead, module=lead[-1])

    def _place(self, word: str) -> Place:
        return self._path.places[word]


def _days(opens: str) -> str:
    """The days that a module waits after the one before; a first module waits one in a path."""
    found = _DELAY.search(opens)
    return found[1] if found else "1"


def _in_days(days: str) -> str:
    return f"{days} day" if days == "1" else f"{days} days"


def _slot(donor: Donor, name: str, said: dict[str, Any]) -> Any:
    renamed = {**said, "when": donor.rule(said["when"])} if "when" in said else said
    return {donor.step(name): renamed} if renamed else donor.step(name)
