"""The text of a step for one person: tailored parts resolved, their own words put where the author says them back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Literal

import msgspec

from accalmie.core.programme.engine.facts import Facts, decide, facts
from accalmie.core.programme.engine.progress import Progress
from accalmie.core.programme.nodes import Part, Programme, Prose, Step, Tailored, Wording

RECALL = re.compile(r"\[\[([a-z][a-z0-9_]*)\|([^\[\]]*)\]\]")
"""`[[chosen_activity|what stands there when nothing was written]]`"""


class Piece(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of text. `markdown` is the author's; `words` are the person's own, to be shown as they are, never
    as markup.

    Pieces follow one another without a break; each `Passage` begins a new paragraph.
    """

    kind: Literal["markdown", "words"]
    text: str
    name: str = ""


Passage = tuple[Piece, ...]


def visible_parts(
    programme: Programme, progress: Progress, step: Step, language: str, now: datetime
) -> tuple[Passage, ...]:
    """What this person reads in this step now, passage by passage. An undecidable rule takes the `else` text."""
    known = facts(programme, progress, now)
    prose = (each for part in wording(step, language).parts for each in _resolve(part, known))
    return tuple(tuple(_pieces(each.markdown, progress.words)) for each in prose)


def wording(step: Step, language: str) -> Wording:
    """The step in this language, or in the first one that it has."""
    return step.wording.get(language) or next(iter(step.wording.values()))


def _resolve(part: Part, known: Facts) -> tuple[Prose, ...]:
    if isinstance(part, Tailored):
        return part.then if decide(part.when, known) else part.otherwise
    return (part,)


def _pieces(markdown: str, words: dict[str, str]) -> Iterator[Piece]:
    end = 0
    for found in RECALL.finditer(markdown):
        if found.start() > end:
            yield Piece(kind="markdown", text=markdown[end : found.start()])
        yield _recalled(found[1], found[2], words)
        end = found.end()
    if end < len(markdown):
        yield Piece(kind="markdown", text=markdown[end:])


def _recalled(name: str, otherwise: str, words: dict[str, str]) -> Piece:
    said = words.get(name)
    return Piece(kind="markdown", text=otherwise) if said is None else Piece(kind="words", text=said, name=name)
