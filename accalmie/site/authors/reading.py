"""How each step of a folder reads, beside what the programme declares: read from the files, so that a text which is
refused for being too hard can be seen too."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from accalmie.core.programme.language import read_yaml
from accalmie.core.programme.language.readability import average_sentence, reading_ease
from accalmie.core.programme.language.source import Scalar, Table

_STEP = re.compile(r"([a-z]{2})/([a-z0-9-]+)\.md")
_HEADER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_MARKS = re.compile(r"^:::.*$", re.MULTILINE)

WORDS = {
    "fr": {
        "declared": "Annoncé\u00a0: {declared}. Plus le chiffre est haut, plus le texte est facile.",
        "line": "{ease}  {path}  ({words} mots par phrase){under}",
        "under": "  ← sous le niveau annoncé",
        "short": "{count} textes trop courts pour être jugés.",
    },
    "en": {
        "declared": "Declared: {declared}. The higher the figure, the easier the text.",
        "line": "{ease}  {path}  ({words} words a sentence){under}",
        "under": "  ← under the level declared",
        "short": "{count} texts too short to be judged.",
    },
}


@dataclass(frozen=True)
class Level:
    """One step in one language. `ease` is None for a text too short to judge, `least` what the programme declares."""

    path: str
    ease: float | None
    least: float
    a_sentence: float

    @property
    def is_under(self) -> bool:
        """Whether the text is harder than declared."""
        return self.ease is not None and self.ease < self.least


def levels_of(files: Mapping[str, str]) -> list[Level]:
    """The level of every step of a folder's files, hardest first."""
    declared = _declared(files.get("programme.yaml", ""))
    found = [_level(path, match[1], text, declared) for path, text in files.items() if (match := _STEP.fullmatch(path))]
    return sorted(found, key=lambda level: (level.ease is None, level.ease or 0, level.path))


def _declared(text: str) -> dict[str, float]:
    about = read_yaml(text)
    promised = about.entries.get("readability") if isinstance(about, Table) else None
    entries = promised.entries if isinstance(promised, Table) else {}
    return {language: float(value.text) for language, value in entries.items() if isinstance(value, Scalar)}


def body_of(text: str) -> str:
    """What a person reads of a step's file: both sides of what is tailored, no header, no marks."""
    return _MARKS.sub("\n", _HEADER.sub("", text.replace("\r\n", "\n"), count=1))


def _level(path: str, language: str, text: str, declared: Mapping[str, float]) -> Level:
    body = body_of(text)
    return Level(path, reading_ease(body, language), declared.get(language, 0), average_sentence(body))


def told_levels(levels: list[Level], language: str) -> Iterator[str]:
    """The lines to print."""
    words = WORDS[language]
    declared = {level.path[:2]: level.least for level in levels}
    yield words["declared"].format(declared=", ".join(f"{of} {least:g}" for of, least in sorted(declared.items())))
    for level in levels:
        if level.ease is not None:
            under = words["under"] if level.is_under else ""
            yield words["line"].format(
                ease=round(level.ease), path=level.path, words=round(level.a_sentence), under=under
            )
    yield words["short"].format(count=sum(level.ease is None for level in levels))
