"""Every capability explains itself and has the same parts as its neighbours."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

HOUSE = Path(__file__).parents[2]
SOURCE = HOUSE / "accalmie"
CAPABILITIES = sorted(path.parent for path in (SOURCE / "capabilities").glob("*/apps.py"))
MODULES = sorted(path for path in SOURCE.rglob("*.py") if "migrations" not in path.parts)
BANNED_NAMES = {"utils", "helpers", "services", "managers", "signals", "common"}


@pytest.mark.parametrize("room", [*CAPABILITIES, SOURCE / "safety"], ids=lambda room: room.name)
def test_every_capability_has_a_short_readme(room: Path) -> None:
    lines = (room / "README.md").read_text("utf-8").splitlines()
    assert 3 <= len([line for line in lines if line.strip()]) <= 40


@pytest.mark.parametrize("room", CAPABILITIES, ids=lambda room: room.name)
def test_every_capability_is_tested_as_one(room: Path) -> None:
    assert list((HOUSE / "tests" / "capabilities" / room.name).glob("test_*.py"))


def test_no_module_is_a_drawer() -> None:
    assert [path for path in MODULES if path.stem in BANNED_NAMES or path.parent.name in BANNED_NAMES] == []


def test_every_module_says_what_it_is_for() -> None:
    silent = [
        path for path in MODULES if path.stat().st_size and not ast.get_docstring(ast.parse(path.read_text("utf-8")))
    ]
    assert silent == []


def test_every_package_is_one_that_an_installation_carries() -> None:
    folders = {path.parent for path in MODULES}
    assert [folder for folder in folders if not (folder / "__init__.py").exists()] == []


def test_no_folder_of_tests_is_a_package() -> None:
    assert list((HOUSE / "tests").rglob("__init__.py")) == []
