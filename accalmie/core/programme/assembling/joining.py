"""Joins what several programmes say of themselves: what is asked, watched and measured is the union, who may start the
meeting of all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from accalmie.core.programme.assembling.donor import Donor


def readability(donors: Iterable[Donor]) -> dict[str, str]:
    """The level that every one of them keeps: the least."""
    said = [donor.said["readability"] for donor in donors]
    return {language: min((one[language] for one in said), key=float) for language in said[0]}


def protocol(donors: Iterable[Donor], brought: set[str]) -> dict[str, Any]:
    """The manuals of all, and the ingredients of which a step came along."""
    ingredients, cites = [], []
    for donor in donors:
        cites.append(donor.said["protocol"]["cite"].strip())
        for one in donor.said["protocol"]["ingredients"]:
            steps = [donor.step(step) for step in one["steps"] if donor.step(step) in brought]
            if steps:
                ingredients.append({"id": donor.step(one["id"]), "name": one["name"], "steps": steps})
    return {"cite": " ".join(cites), "ingredients": ingredients}


def evidence(own: Sequence[Any], donors: Iterable[Donor]) -> list[Any]:
    """What is known of both troubles together first, then of each; the same claim once."""
    found: dict[str, Any] = {}
    for claim in (*own, *(one for donor in donors for one in donor.said["evidence"])):
        found.setdefault(claim["claim"]["en"], claim)
    return list(found.values())


def start(donors: Sequence[Donor], modes: Iterable[str]) -> dict[str, str]:
    """Who may start: whoever every programme would let start."""
    rules = {mode: list(dict.fromkeys(donor.said["start"][mode] for donor in donors)) for mode in modes}
    return {mode: of[0] if len(of) == 1 else " and ".join(f"({one})" for one in of) for mode, of in rules.items()}


def questions(donors: Iterable[Donor], asks_once: Mapping[str, str]) -> list[dict[str, Any]]:
    """The questions before the start, each once. Other words are another question, unless the path says whose words
    stand for both."""
    found: dict[str, dict[str, Any]] = {}
    for donor in donors:
        for question in donor.said["needs_a_person"]:
            id = question["id"]
            if id not in found or asks_once.get(id) == donor.id:
                found[id] = question
            elif id not in asks_once and found[id]["ask"] != question["ask"]:
                found[f"{donor.id}-{id}"] = {"id": f"{donor.id}-{id}", "ask": question["ask"]}
    return list(found.values())


def danger(donors: Iterable[Donor]) -> list[Any]:
    found: list[Any] = []
    for rule in (one for donor in donors for one in donor.said["danger"]):
        if rule not in found:
            found.append(rule)
    return found


def measures(donors: Iterable[Donor]) -> list[dict[str, Any]]:
    """Each instrument as often as the programme that asks it most often."""
    found: dict[str, dict[str, Any]] = {}
    for measure in (one for donor in donors for one in donor.said["measures"]):
        kept = found.setdefault(measure["instrument"], {"instrument": measure["instrument"]})
        every = [one["every"] for one in (kept, measure) if "every" in one]
        if every:
            kept["every"] = min(every, key=lambda days: float(days.split()[0]))
        moments = [*kept.get("at", []), *measure.get("at", [])]
        if moments:
            kept["at"] = list(dict.fromkeys(moments))
    return list(found.values())


def facts(donors: Iterable[Donor], brought: set[str]) -> dict[str, Any]:
    """The facts whose step came along."""
    found = {}
    for donor in donors:
        for name, source in donor.said.get("facts", {}).items():
            (kind, where), *bounds = source.items()
            step, dot, figure = where.partition(".")
            if donor.step(step) in brought:
                found[donor.fact(name)] = {kind: f"{donor.step(step)}{dot}{figure}", **dict(bounds)}
    return found


def interludes(donors: Iterable[Donor]) -> list[dict[str, Any]]:
    """What comes first when a measure shows it: of the same name, one page for whatever any of them would say."""
    found: dict[str, dict[str, Any]] = {}
    for donor in donors:
        for one in donor.said.get("interludes", []):
            rule = donor.rule(one["when"])
            kept = found.setdefault(one["id"], {**one, "when": rule, "then": donor.step(one["then"])})
            kept["when"] = _either(kept["when"], rule)
            kept["cite"] = _joined(kept["cite"], one["cite"])
            kept["because"] = {
                language: _joined(kept["because"][language], said) for language, said in one["because"].items()
            }
    return list(found.values())


def _either(kept: str, rule: str) -> str:
    """Two rules as one, a rule that stands there already once: `phq9 >= 1` does not stand in `phq9 >= 15`."""
    return kept if rule in (kept, *kept.split(" or ")) else f"{kept} or {rule}"


def _joined(kept: str, more: str) -> str:
    return kept if more in kept else f"{kept} {more}"
