"""The style sheet is small, calls nobody, and holds both themes."""

from __future__ import annotations

import re
from pathlib import Path

import brotli  # type: ignore[import-untyped]
import pytest

from accalmie.foundation import design

SHEET = Path(design.__file__).parent / "static" / "design" / "accalmie.css"
ON_THE_WIRE = 12_000  # bytes, brotli
TOKENS = Path(__file__).resolve().parents[4] / "frontend" / "scss" / "_tokens.scss"

# Words on their ground need 4.5 to 1, edges that carry meaning 3 to 1 (WCAG 2.2, 1.4.3 and 1.4.11).
WORDS = [("ink", "paper"), ("ink", "sheet"), ("ink-soft", "paper"), ("ink-soft", "sheet"), ("link", "paper"),
         ("link", "sheet"), ("on-deep", "deep"), ("on-deep", "deeper"), ("accent-ink", "accent-soft"),
         ("accent-ink", "sheet"), ("accent-ink", "paper"), ("danger", "danger-soft"), ("danger", "paper"),
         ("ink", "calm"), ("ink-soft", "calm"), ("ink", "danger-soft"), ("ink", "accent-soft"), ("on-focus", "focus"),
         ("ink-soft", "band-0"), ("ink-soft", "band-1"), ("ink-soft", "band-2"), ("ink-soft", "band-3"),
         ("ink-soft", "band-4")]  # fmt: skip
EDGES = [("line-strong", "paper"), ("line-strong", "field"), ("deep", "paper"), ("deep", "calm"), ("accent", "paper"),
         ("deep", "band-2"), ("deep", "band-4"), ("on-focus", "focus")]  # fmt: skip


@pytest.fixture(scope="module")
def sheet() -> str:
    assert SHEET.exists(), "the style sheet is not built: run `make setup`"
    return SHEET.read_text()


def test_it_is_small_on_the_wire(sheet: str) -> None:
    assert len(brotli.compress(sheet.encode())) <= ON_THE_WIRE


def test_it_calls_no_other_host_and_loads_no_font(sheet: str) -> None:
    assert "@font-face" not in sheet
    assert "@import" not in sheet
    assert not re.search(r"(https?:)?//[a-z]", sheet)


def test_themes_motion_and_paper_are_in_it(sheet: str) -> None:
    for part in ("prefers-color-scheme:dark", "data-theme=dark", "prefers-reduced-motion", "data-text", "@media print"):
        assert part in sheet.replace('"', "").replace(": ", ":")


def colours(theme: str) -> dict[str, str]:
    block = re.search(rf"@mixin {theme} \{{(.*?)\n\}}", TOKENS.read_text(), re.DOTALL)
    assert block
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6});", block.group(1)))


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
    shares = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("pairs", "least"), [(WORDS, 4.5), (EDGES, 3.0)])
def test_colours_stand_out_from_their_ground(theme: str, pairs: list[tuple[str, str]], least: float) -> None:
    named = colours(theme)
    weak = {pair: round(contrast(named[pair[0]], named[pair[1]]), 2) for pair in pairs}
    assert {pair: value for pair, value in weak.items() if value < least} == {}
