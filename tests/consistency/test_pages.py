"""No page carries a script or a style inside itself: the content security policy would refuse it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings

HOUSE = Path(__file__).parents[2]
TEMPLATES = sorted((HOUSE / "accalmie").rglob("templates/**/*.html"))
OPENED_FROM_A_DISK = HOUSE / "accalmie" / "safety" / "pack" / "templates" / "pack" / "file.html"
"""The one file that opens without a server, under a policy of its own (docs/adr/0036)."""
SCRIPTS = sorted((HOUSE / "accalmie").rglob("static/**/*.js"))
STYLES = sorted((HOUSE / "frontend" / "scss").glob("*.scss"))
FORBIDDEN = {
    "a style inside the page": re.compile(r"<style|\sstyle\s*=", re.I),
    "an event handler inside the page": re.compile(r"<[^>]*\son[a-z]+\s*=", re.I),
    "a script inside the page": re.compile(r"<script(?![^>]*\bsrc=)", re.I),
    "a script address": re.compile(r"javascript:", re.I),
}
FOREIGN = re.compile(r"""(?:src|href|action)\s*=\s*["']?(?:https?:)?//""", re.I)


PAGES = [one for one in TEMPLATES if one != OPENED_FROM_A_DISK]


def test_the_file_without_a_server_carries_one_script_and_one_style_which_its_policy_names() -> None:
    text = OPENED_FROM_A_DISK.read_text("utf-8")
    assert re.findall(r"<style>(.*?)</style>", text) == ["{{ style }}"]
    assert re.findall(r"<script>(.*?)</script>", text) == ["{{ script }}"]
    assert 'http-equiv="Content-Security-Policy" content="{{ policy }}"' in text
    assert not FORBIDDEN["an event handler inside the page"].search(text)


@pytest.mark.parametrize("template", PAGES, ids=lambda path: "/".join(path.parts[-2:]))
def test_no_page_carries_a_script_or_a_style_inside_itself(template: Path) -> None:
    text = template.read_text("utf-8")
    assert [what for what, pattern in FORBIDDEN.items() if pattern.search(text)] == []


FLOORS = ("foundation", "safety", "capabilities", "oversight", "doors", "site")
_TAKEN = re.compile(r"{% *(?:from|extends|include|import) \"([a-z-]+)/|static\(\"([a-z-]+)/")


def _homes() -> dict[str, tuple[str, ...]]:
    """By the folder of its templates or static files, the floor and the room of each."""
    house = HOUSE / "accalmie"
    folders = [one for kind in ("templates", "static") for one in house.rglob(f"{kind}/*") if one.is_dir()]
    return {one.name: one.relative_to(house).parts[:2] for one in folders}


def test_no_page_is_made_of_parts_of_a_floor_above_or_of_another_capability() -> None:
    homes = _homes()
    for template in TEMPLATES:
        floor, room = template.relative_to(HOUSE / "accalmie").parts[:2]
        for found in _TAKEN.finditer(template.read_text("utf-8")):
            other_floor, other = homes[found[1] or found[2]]
            assert FLOORS.index(other_floor) <= FLOORS.index(floor), (template, found[0])
            if floor == other_floor == "capabilities":
                assert room == other, (template, found[0])


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: "/".join(path.parts[-2:]))
def test_no_page_fetches_anything_from_elsewhere(template: Path) -> None:
    assert FOREIGN.findall(template.read_text("utf-8").replace('<a href="https://', "")) == []


def test_no_style_sheet_fetches_anything_from_elsewhere() -> None:
    assert [path.name for path in STYLES if re.search(r"url\(\s*[\"']?(?:https?:)?//", path.read_text("utf-8"))] == []


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_scripts_are_short(script: Path) -> None:
    assert len(script.read_text("utf-8").splitlines()) <= 100


def test_the_policy_lets_nothing_run_inside_a_page() -> None:
    directives = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    sources = {str(source) for values in directives.values() for source in values}
    assert sources <= {"'self'", "'none'", "'script'", "data:"}
    assert directives["default-src"] == ["'none'"]
