"""Assembles a path: from its folder and those of the programmes that it brings together to the source of one
programme."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from accalmie.core.programme.assembling import joining
from accalmie.core.programme.assembling.donor import PROGRAMME, Donor, read_donor, slots_of, with_words_back
from accalmie.core.programme.assembling.modules import Modules
from accalmie.core.programme.assembling.reading import PATH, Path, read_path
from accalmie.core.programme.assembling.writing import as_yaml
from accalmie.core.programme.language.findings import Findings
from accalmie.core.programme.refusals import Refusal, nearest


class Assembled(msgspec.Struct, frozen=True, kw_only=True):
    """The files of the programme that came of a path, none when something in `path.yaml` is refused."""

    files: dict[str, str]
    refusals: tuple[Refusal, ...]


def assemble(files: Mapping[str, str], programmes: Mapping[str, Mapping[str, str]]) -> Assembled:
    """Assemble the path in `files` (relative path -> text) from the folders of `programmes`, by their names.

    What comes of it is compiled and verified like any programme. Pages and test people in the path's own folder are
    its own: a page replaces the one of the same name.
    """
    findings = Findings()
    path = read_path(files, findings)
    try:
        assembled = _assembled(path, programmes, findings) if path else {}
    except (LookupError, TypeError, AttributeError, ValueError):
        # The shape of a programme is judged by its own compiler, with every word at its line.
        assert path is not None
        findings.add("path-broken-programme", path.places["path"], given=", ".join(path.programmes))
    if findings.count:
        return Assembled(files={}, refusals=findings.all())
    own = {name: text for name, text in files.items() if name != PATH}
    return Assembled(files={**assembled, **own}, refusals=())


def _assembled(path: Path, programmes: Mapping[str, Mapping[str, str]], findings: Findings) -> dict[str, str]:
    donors = _donors(path, programmes, findings)
    if len(donors) < len(path.programmes):
        return {}
    modules = Modules(path, donors, findings)
    if findings.count:
        return {}
    said = _said(path, donors, modules)
    return {PROGRAMME: as_yaml(said), **_pages(said, path, donors)}


def _donors(path: Path, programmes: Mapping[str, Mapping[str, str]], findings: Findings) -> dict[str, Donor]:
    donors: dict[str, Donor] = {}
    for name in path.programmes:
        if name not in programmes:
            place = next((one.place for one in path.modules if one.programme == name), path.places["lead"])
            findings.add("path-unknown-programme", place, nearest(name, programmes), given=name)
        elif donor := read_donor(name, programmes[name], findings, leads=name == path.lead):
            donors[name] = donor
    return donors


def _said(path: Path, donors: Mapping[str, Donor], modules: Modules) -> dict[str, Any]:
    """The `programme.yaml` of the path."""
    lead, everybody = donors[path.lead], list(donors.values())
    brought = modules.steps()
    modes = [mode for mode in lead.said["modes"] if all(mode in one.said["modes"] for one in everybody)]
    return {
        "programme": path.id,
        "joins": list(path.programmes),
        "version": path.version,
        "title": path.title,
        "summary": path.summary,
        "licence": lead.said["licence"],
        "authors": list(path.authors),
        "languages": lead.said["languages"],
        "readability": joining.readability(everybody),
        "protocol": joining.protocol(everybody, brought),
        "evidence": joining.evidence(path.evidence, everybody),
        "modes": modes,
        "start": joining.start(everybody, modes),
        "needs_a_person": joining.questions(everybody, path.asks_once),
        "danger": joining.danger(everybody),
        "measures": joining.measures(everybody),
        "gap": {**lead.said["gap"], **({"after": path.gap} if path.gap else {})},
        "after_module": lead.said["after_module"],
        "opens_on": lead.said["opens_on"],
        "closes_on": lead.said["closes_on"],
        "facts": joining.facts(everybody, brought),
        "interludes": joining.interludes(everybody),
        "modules": modules.all(),
    }


def _pages(said: Mapping[str, Any], path: Path, donors: Mapping[str, Donor]) -> dict[str, str]:
    """The file of each step, with the words that it may say back at its place."""
    order = list(dict.fromkeys(name for module in said["modules"] for name, _ in slots_of(module)))
    recurring = [said["gap"]["then"], *(one["then"] for one in said["interludes"])]
    everything = set[str]().union(*(_remembered(step, donors) for step in order))
    pages: dict[str, str] = {}
    before: set[str] = set()
    for step in order:
        pages |= dict(_page(step, path, donors, before))
        before |= _remembered(step, donors)
    for step in recurring:
        pages |= dict(_page(step, path, donors, everything))
    return pages


def _page(step: str, path: Path, donors: Mapping[str, Donor], remembered: set[str]) -> Iterator[tuple[str, str]]:
    donor, name = _whose(step, donors)
    for language, id in donor.pages:
        if id == name:
            text = donor.page(language, name)
            yield f"{language}/{step}.md", with_words_back(text, remembered, path.said_back)


def _remembered(step: str, donors: Mapping[str, Donor]) -> set[str]:
    donor, name = _whose(step, donors)
    return donor.remembered(name)


def _whose(step: str, donors: Mapping[str, Donor]) -> tuple[Donor, str]:
    """The programme that a step of the path comes from, and its name there."""
    for donor in donors.values():
        if not donor.leads and step.startswith(f"{donor.id}-") and donor.has(step.removeprefix(f"{donor.id}-")):
            return donor, step.removeprefix(f"{donor.id}-")
    return next(donor for donor in donors.values() if donor.leads), step
