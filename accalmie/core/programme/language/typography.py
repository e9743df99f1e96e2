"""French typography: spaces that do not break before ; : ? ! and inside « », real apostrophes and quotes, 21 h 30."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_HARD = "\u00a0\u202f"
_MASKED = re.compile(r"\]\([^()]{0,500}\)|\[\[[^|\[\]]{0,80}\|?|`[^`\n]*`|^:::.*$|\b[a-z]+://\S+", re.MULTILINE)
_SIGNS = re.compile(
    rf"(?<![{_HARD};:!?\s(«\[])[;:!?](?=[\s»*_)\]\"]|$)|(?<=\S)[ \t][;:!?»]|«(?![{_HARD}])|(?<![{_HARD}\s])»"
)
_APOSTROPHE = re.compile(r"(?<=[^\W\d_])'(?=[^\W\d_«])")
_QUOTES = re.compile(r'"')
_TIME = re.compile(r"\b[0-2]?[0-9](?:[hH:][0-5][0-9]|[hH]\b|:[0-5][0-9])|\b[0-2]?[0-9] h(?: [0-5][0-9])?\b")


class Slip(NamedTuple):
    """One slip: the code of its sentence, where it stands in the text, and the sign."""

    code: str
    offset: int
    sign: str


def french_slips(text: str) -> Iterator[Slip]:
    """The slips of a French text, Markdown or plain; links and remembered names are passed over."""
    seen = _MASKED.sub(lambda found: "x" * len(found.group()), text)
    for found in _SIGNS.finditer(seen):
        yield Slip("typography-space", found.start(), found.group().strip())
    for found in _APOSTROPHE.finditer(seen):
        yield Slip("typography-apostrophe", found.start(), "'")
    for found in _QUOTES.finditer(seen):
        yield Slip("typography-quotes", found.start(), '"')
    for found in _TIME.finditer(seen):
        yield Slip("typography-time", found.start(), found.group())
