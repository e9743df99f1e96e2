"""Why something in a programme's folder was refused: a sentence in the author's words, with its file and line."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from typing import Literal, NamedTuple

import msgspec

Severity = Literal["refusal", "warning"]


class Sentence(NamedTuple):
    """What a code says. `{name}` stands for a word that the refusal gives."""

    fr: str
    en: str


class Refusal(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One thing to change. `line` and `column` count from 1, 0 when the whole file is meant.

    `hint` is a word to write instead, when one is near. A `warning` does not stop the programme.
    `where` names the part that is meant, as `slot the-circle/welcome`, when a check knows it.
    """

    file: str
    line: int
    code: str
    fr: str
    en: str
    hint: str = ""
    column: int = 0
    severity: Severity = "refusal"
    where: str = ""

    def said(self, language: str) -> str:
        """The sentence in French, or in English for any other language."""
        return self.fr if language == "fr" else self.en


class Place(NamedTuple):
    """Where in the folder: file, line and column."""

    file: str
    line: int = 0
    column: int = 0


def refuse(
    sentences: Mapping[str, Sentence],
    code: str,
    place: Place,
    hint: str = "",
    severity: Severity = "refusal",
    /,
    **words: object,
) -> Refusal:
    """The refusal that `code` names, its sentences filled with `words`. A word may be a Sentence of its own."""
    fr, en = sentences[code]
    return Refusal(
        file=place.file,
        line=place.line,
        column=place.column,
        code=code,
        fr=fr.format(**{name: _in("fr", word) for name, word in words.items()}),
        en=en.format(**{name: _in("en", word) for name, word in words.items()}),
        hint=hint,
        severity=severity,
    )


def _in(language: Literal["fr", "en"], word: object) -> str:
    return str(getattr(word, language)) if isinstance(word, Sentence) else str(word)


def nearest(given: str, known: Iterable[str]) -> str:
    """The known word that the author probably meant, or nothing."""
    close = difflib.get_close_matches(given[:60], list(known), n=1, cutoff=0.75)
    return close[0] if close else ""
