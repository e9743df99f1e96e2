"""A step that offers practices keeps their names and titles; one that offers none is what it always was."""

from __future__ import annotations

import msgspec

from accalmie.core.programme import nodes, serial
from tests.factories.folders import HEADERS, folder, programme_of, step_file

OFFERED = "practices: [three-breaths-3, sounds-3]"


def offering(step: str) -> nodes.Step:
    header = f"{HEADERS[step]}\n{OFFERED}"
    files = {f"{language}/{step}.md": step_file(step, language, header=header) for language in ("fr", "en")}
    return programme_of({**folder(), **files}).steps[step]


def test_a_step_keeps_what_it_offers_with_its_titles() -> None:
    for name in ("once-more", "try-it"):
        step = offering(name)
        assert isinstance(step.doing, nodes.Text | nodes.Practice)
        assert step.doing.practices == ("three-breaths-3", "sounds-3")
        assert list(step.wording["fr"].options.values()) == ["Trois souffles", "Ce qui s’entend d’ici"]
        assert list(step.wording["en"].options.values()) == ["Three breaths", "What can be heard from here"]


def test_a_step_without_practices_is_written_as_before_there_were_any() -> None:
    assert msgspec.to_builtins(nodes.Text()) == {"type": "text"}
    assert msgspec.to_builtins(nodes.Practice(days=3, within=7)) == {"type": "practice", "days": 3, "within": 7}


def test_what_is_offered_is_part_of_the_graph_and_survives_json() -> None:
    plain = programme_of(folder())
    header = f"{HEADERS['once-more']}\n{OFFERED}"
    files = {f"{language}/once-more.md": step_file("once-more", language, header=header) for language in ("fr", "en")}
    offered = programme_of({**folder(), **files})
    assert serial.graph_hash(plain) != serial.graph_hash(offered)
    assert serial.from_json(serial.to_json(offered)) == offered
