"""Finishes each step in each language: its text, read with the rules, and whether people can read it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

import msgspec

from accalmie.core.programme import nodes
from accalmie.core.programme.language.body import Body, line_and_column
from accalmie.core.programme.language.findings import Findings
from accalmie.core.programme.language.folder import StepFile
from accalmie.core.programme.language.readability import average_sentence, prose, reading_ease, words
from accalmie.core.programme.language.rulebook import Rulebook
from accalmie.core.programme.language.steps import Draft
from accalmie.core.programme.language.typography import french_slips
from accalmie.core.programme.orienting import Screening
from accalmie.core.programme.refusals import Place

SHORTEST_TEXT, LONGEST_TEXT = 150, 400
"""Words of a text step."""
MOST_SLIPS = 40
"""Slips of typography that are said of one text."""
_KINDS_WITHOUT_TEXT = (nodes.Questionnaire, nodes.Review, Screening)


class Standards(NamedTuple):
    """What the texts of this programme are held to: least reading ease by language, and steps that may be short."""

    readability: Mapping[str, float]
    may_be_short: frozenset[str]


class Writer:
    """Turns drafts into steps."""

    def __init__(self, rulebook: Rulebook, standards: Standards, findings: Findings) -> None:
        self._rulebook, self._standards, self._findings = rulebook, standards, findings

    def step(self, draft: Draft, remembered: frozenset[str]) -> nodes.Step:
        """The whole step. `remembered` holds what the steps before it remember."""
        wording = {language: self._wording(draft, language, remembered) for language in draft.files}
        return nodes.Step(id=draft.id, minutes=draft.minutes, doing=draft.doing, wording=wording)

    def _wording(self, draft: Draft, language: str, remembered: frozenset[str]) -> nodes.Wording:
        file = draft.files[language]
        parts = Body(file.path, self._findings, self._rulebook, remembered).parts(file.body, file.body_line)
        if not parts and not isinstance(draft.doing, _KINDS_WITHOUT_TEXT):
            self._findings.add("empty-body", Place(file.path, file.body_line), step=draft.id)
        if parts:
            self._check_text(draft, language, file, parts)
        return msgspec.structs.replace(draft.wordings[language], parts=parts)

    def _check_text(self, draft: Draft, language: str, file: StepFile, parts: Sequence[nodes.Part]) -> None:
        if language == "fr":
            self._check_typography(file)
        self._check_ease(language, file, parts)
        if isinstance(draft.doing, nodes.Text):
            self._check_length(draft.id, file, parts)

    def _check_typography(self, file: StepFile) -> None:
        for slip in islice(french_slips(file.body), MOST_SLIPS):
            line, column = line_and_column(file.body, slip.offset)
            self._findings.add(slip.code, Place(file.path, file.body_line + line, column), sign=slip.sign)

    def _check_ease(self, language: str, file: StepFile, parts: Sequence[nodes.Part]) -> None:
        text = "\n\n".join(part.markdown for part in every_prose(parts))
        ease, least = reading_ease(text, language), self._standards.readability.get(language, 0)
        if ease is not None and ease < least:
            place, sentence = Place(file.path, file.body_line), round(average_sentence(text))
            self._findings.add("reading-level", place, score=round(ease), least=round(least), sentence=sentence)

    def _check_length(self, step: str, file: StepFile, parts: Sequence[nodes.Part]) -> None:
        count = longest_reading(parts)
        place = Place(file.path, file.body_line)
        if count > LONGEST_TEXT:
            self._findings.add("text-too-long", place, count=count, limit=LONGEST_TEXT)
        if count < SHORTEST_TEXT and step not in self._standards.may_be_short:
            self._findings.add("text-too-short", place, count=count, limit=SHORTEST_TEXT)


def every_prose(parts: Iterable[nodes.Part]) -> Iterable[nodes.Prose]:
    """All prose of a text, both sides of what is tailored."""
    for part in parts:
        yield from (part,) if isinstance(part, nodes.Prose) else (*part.then, *part.otherwise)


def longest_reading(parts: Iterable[nodes.Part]) -> int:
    """How many words a person reads at most: of a tailored text, the longer side."""
    return sum(_count(part) for part in parts)


def _count(part: nodes.Part) -> int:
    if isinstance(part, nodes.Prose):
        return len(words(prose(part.markdown)))
    return max(sum(_count(one) for one in side) for side in (part.then, part.otherwise))
