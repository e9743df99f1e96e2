"""French that people read outside the programmes, which the compiler reads: its typography, and no orders given."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from babel.messages.pofile import read_po
from ruamel.yaml import YAML

from accalmie.core.programme.language.typography import french_slips

ROOT = Path(__file__).parents[2]
FOLDERS = (
    "exercises", "danger", "drinks", "helplines", "practices", "recontact", "sleep", "starting", "understanding"
)  # fmt: skip
FIGURES_ONLY = ("starting",)
FILES = sorted(path for folder in FOLDERS for path in (ROOT / "content" / folder).glob("*.yaml"))
STEPS = sorted(
    [
        *(path for of in ("programmes", "paths") for path in (ROOT / "content" / of).glob("*/fr/**/*.md")),
        *(ROOT / "content" / "explainers").glob("*/fr.md"),
    ]
)
CATALOGUES = sorted((ROOT / "accalmie").glob("**/locale/fr/LC_MESSAGES/django.po"))
FOR_WHO_WORKS_HERE = ("accalmie/oversight/",)
ORDERS = re.compile(r"\bil (faut|faudra)\b|\bvous (devez|devrez)\b|\bsi vous devriez\b", re.IGNORECASE)


def french(value: Any) -> Iterator[str]:
    """Each text in French inside this value of a YAML file."""
    match value:
        case {"fr": str(text)}:
            yield text
        case {"fr": list(parts)}:
            yield from (part for part in parts if isinstance(part, str))
        case dict():
            yield from (text for inner in value.values() for text in french(inner))
        case list():
            yield from (text for inner in value for text in french(inner))


def texts_in(path: Path) -> list[str]:
    return list(french(YAML(typ="safe", pure=True).load(path)))


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_french_is_set_as_french_is(path: Path) -> None:
    assert texts_in(path) or path.parent.name in FIGURES_ONLY, "a file without a word of French is read wrong"
    slips = [(text, slip.code, slip.sign) for text in texts_in(path) for slip in french_slips(text)]
    assert slips == []


def test_a_slip_is_found() -> None:
    (text,) = french({"label": [{"fr": "À 21:30, l'envie ?"}]})
    assert {slip.code for slip in french_slips(text)} == {
        "typography-time",
        "typography-apostrophe",
        "typography-space",
    }


def test_nobody_is_told_what_they_must_do() -> None:
    steps = [(path.name, path.read_text(encoding="utf-8")) for path in STEPS]
    content = [(path.name, text) for path in FILES for text in texts_in(path)]
    pages = [(str(path.relative_to(ROOT)), text) for path in CATALOGUES for text in _for_patients(path)]
    assert min(len(steps), len(content), len(pages)) > 50
    assert [(where, found[0]) for where, text in steps + content + pages for found in ORDERS.finditer(text)] == []


def _for_patients(path: Path) -> list[str]:
    if path.relative_to(ROOT).as_posix().startswith(FOR_WHO_WORKS_HERE):
        return []
    with path.open("rb") as file:
        catalogue = read_po(file)
    said = [one.string for one in catalogue if one.string]
    return [text for one in said for text in ([one] if isinstance(one, str) else one)]
