"""What a practice is, how its file is read, and what may not stand in one."""

from __future__ import annotations

import re
from typing import Literal

import msgspec

from accalmie.core.definitions import LANGUAGES, Definition, Language, Texts, Wrong, read, require_languages
from accalmie.core.practices.refusals import PracticeRefused
from accalmie.core.practices.script import WORDS_A_MINUTE, Part, Silence
from accalmie.core.practices.timeline import seconds

LONGEST_SPOKEN = 600
"""Characters of one spoken part: what a voice says in about a minute."""
OFF_BY = 0.12
"""So far from its minutes a practice may be, of them."""

_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*-(3|10|20)\Z")
_THEME = re.compile(r"[a-z]+\Z")
_EYES: dict[Language, re.Pattern[str]] = {
    "fr": re.compile(r"\byeux\b[^.!?]*\bouverts?\b|\bouverts?\b[^.!?]*\byeux\b", re.IGNORECASE),
    "en": re.compile(r"\beyes\b[^.!?]*\bopen\b|\bopen\b[^.!?]*\beyes\b", re.IGNORECASE),
}
_STOP: dict[Language, re.Pattern[str]] = {
    "fr": re.compile(r"\barr[êe]te|\bstop|\binterromp|\brester là\b|\bquitte|\brepartir\b", re.IGNORECASE),
    "en": re.compile(r"\bstop|\bleave\b|\bturn back\b|\bbreak off\b", re.IGNORECASE),
}
_BACK: dict[Language, re.Pattern[str]] = {
    "fr": re.compile(
        r"\b(pièce|chambre|salle|lieu|endroit|autour|ici|sol|chaise|siège|fauteuil|lit|murs?|lumière|bruits?)\b"
        r"|\boù (êtes-vous|vous êtes)\b",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"\b(room|place|around|here|floor|ground|chair|seat|bed|walls?|light|sounds?)\b|\bwhere (are you|you are)\b",
        re.IGNORECASE,
    ),
}
"""Coarse, as a reading level is: they find what was forgotten, not what is said badly."""


class Practice(Definition, frozen=True):
    """A practice. `theme`: one word by which the library sorts; `careful`: what it asks beyond the page's standing
    sentences; `script`: in each language, what is said and the silences, in order."""

    practice: str
    version: str
    minutes: Literal[3, 10, 20]
    theme: str
    title: Texts
    intro: Texts
    position: Texts
    source: str
    script: dict[Language, tuple[Part, ...]]
    careful: Texts = msgspec.field(default_factory=dict)

    @property
    def id(self) -> str:
        """The name that programmes and addresses use."""
        return self.practice

    @property
    def is_long(self) -> bool:
        """Whether the page asks about dissociation first."""
        return self.minutes > 3

    def __post_init__(self) -> None:
        if not _NAME.match(self.practice) or not self.practice.endswith(f"-{self.minutes}"):
            raise Wrong("name", name=self.practice[:60], minutes=self.minutes)
        if not _THEME.match(self.theme):
            raise Wrong("theme", theme=self.theme[:40])
        for what in ("title", "intro", "position"):
            require_languages(getattr(self, what), what)
        if self.careful:
            require_languages(self.careful, "careful")
        missing = [language for language in LANGUAGES if not self.script.get(language)]
        if missing:
            raise Wrong("language", what="script", missing=", ".join(missing))
        _check_alike(self.script)
        for language in LANGUAGES:
            _check_script(self, language)


def _check_alike(script: dict[Language, tuple[Part, ...]]) -> None:
    """Whoever listens in the other language breathes at the same moments."""
    french, english = script["fr"], script["en"]
    for number in range(max(len(french), len(english))):
        shapes = [_shape(parts[number] if number < len(parts) else None) for parts in (french, english)]
        if shapes[0] != shapes[1]:
            raise Wrong("parts", number=number + 1, fr=shapes[0], en=shapes[1])


def _shape(part: Part | None) -> str:
    if part is None:
        return "–"
    return f"silence {part.silence}" if isinstance(part, Silence) else "…"


def _check_script(practice: Practice, language: Language) -> None:
    parts = practice.script[language]
    for number, part in enumerate(parts, 1):
        if isinstance(part, str):
            _check_spoken(part, number, language)
    first, last = parts[0], parts[-1]
    if isinstance(first, Silence) or isinstance(last, Silence):
        raise Wrong("ends")
    for code, pattern, text in (("eyes", _EYES, first), ("stop", _STOP, first), ("back", _BACK, last)):
        if not pattern[language].search(text):
            raise Wrong(code, language=language)
    lasts, announced = seconds(parts), practice.minutes * 60
    if abs(lasts - announced) > OFF_BY * announced:
        said = f"{lasts // 60} min {lasts % 60:02d} s"
        raise Wrong("length", language=language, said=said, pace=WORDS_A_MINUTE, minutes=practice.minutes)


def _check_spoken(part: str, number: int, language: Language) -> None:
    if not part.strip():
        raise Wrong("spoken", number=number, language=language)
    if len(part) > LONGEST_SPOKEN:
        raise Wrong("too_long_spoken", number=number, language=language, count=len(part), limit=LONGEST_SPOKEN)


def load_practice(text: str) -> Practice:
    """Read one practice file (YAML 1.2). Raises PracticeRefused, with the line and a sentence for its author."""
    return read(text, Practice, PracticeRefused)
