"""Reads the files of practices as their author would want them read: everything that has to change, file by file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from accalmie.capabilities.practices.library import read_file
from accalmie.core.definitions import LANGUAGES, Language
from accalmie.core.practices import Practice, PracticeRefused
from accalmie.core.programme.language.readability import reading_ease
from accalmie.core.programme.language.typography import french_slips

LEAST_EASE = 60
"""What the programmes of the house promise, and more is needed by ear."""


def slips(file: Path) -> list[str]:
    """One sentence for each thing to change; none when the practice can be given. The first refusal hides the rest."""
    try:
        practice = read_file(file)
    except PracticeRefused as refused:
        return [str(refused)]
    return [*_typography(practice), *_hard(practice)]


def _typography(practice: Practice) -> Iterator[str]:
    for text in texts(practice, "fr"):
        for slip in french_slips(text):
            yield f"{practice.id}: {slip.code} “{slip.sign}”: {text[max(0, slip.offset - 20) : slip.offset + 20]}"


def _hard(practice: Practice) -> Iterator[str]:
    for language in LANGUAGES:
        ease = reading_ease("\n\n".join(texts(practice, language)), language)
        if ease is not None and ease < LEAST_EASE:
            yield f"{practice.id}: reads at {ease:.0f} in “{language}”; at least {LEAST_EASE}"


def texts(practice: Practice, language: Language) -> tuple[str, ...]:
    """Everything of a practice that a person reads or hears."""
    about = (practice.title, practice.intro, practice.position, practice.careful)
    spoken = (part for part in practice.script[language] if isinstance(part, str))
    return (*(one[language] for one in about if one), *spoken)
