"""What French typography asks for, so that a catalogue can be refused when it does not. Pure."""

from __future__ import annotations

import re

from accalmie.foundation.words.formats import NO_BREAK_SPACE, THIN_SPACE

_WORD = "A-Za-zÀ-ÖØ-öø-ÿœŒ"

_RULES: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(rf"(?<=[{_WORD}])'(?=[{_WORD}«%])"), "a straight apostrophe where ’ belongs"),
    (re.compile(r'"'), "straight quotes where « » belong"),
    (re.compile(rf"(?<![{THIN_SPACE};!?(])[;!?](?![\w=/])"), "; ! ? take a narrow no-break space (U+202F) before them"),
    (re.compile(rf"(?<!{NO_BREAK_SPACE}):(?=\s|$)"), "a colon takes a no-break space (U+00A0) before it"),
    (re.compile(rf"«(?!{NO_BREAK_SPACE})"), "« takes a no-break space (U+00A0) after it"),
    (re.compile(rf"(?<!{NO_BREAK_SPACE})»"), "» takes a no-break space (U+00A0) before it"),
    (re.compile(r"\.\.\."), "three dots where … belongs"),
    (re.compile(rf"\d[ {THIN_SPACE}]?h(?= ?\d|\W|$)"), "hours are said 21 h 30, with no-break spaces (U+00A0)"),
    (re.compile(r"\S  +\S"), "two spaces in a row"),
)


def faults(text: str) -> list[str]:
    """What is wrong with this French text, in sentences for whoever translates; empty when nothing is."""
    return [sentence for pattern, sentence in _RULES if pattern.search(text)]
