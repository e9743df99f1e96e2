"""From what somebody typed to plain words: case, accents, look-alike letters, signs that nobody sees, and stops.

The browser does the same, character by character (`safety/static/safety/language/`).
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

END, STOP, GAP, UNSEEN = "!", ".", " ", ""
_UNSEEN = (
    (0xAD, 0xAD),
    (0x300, 0x36F),
    (0x200B, 0x200F),
    (0x202A, 0x202E),
    (0x2060, 0x2064),
    (0xFE00, 0xFE0F),
    (0xFEFF, 0xFEFF),
)
_DECOMPOSED = (
    (0xC0, 0x24F),
    (0x1E00, 0x1EFF),
    (0x2100, 0x214F),
    (0x2460, 0x24FF),
    (0xFB00, 0xFB06),
    (0xFF01, 0xFF5E),
    (0x1D400, 0x1D7FF),
)
"""Where letters are others with an accent, or in another face. Ranges that no later Unicode changes."""
_ALIKE = (
    ("аеорсухіѕкмтнвАЕОРСУХІЅКМТНВ", "aeopcyxiskmthbaeopcyxiskmthb"),
    ("αεορικνυτΑΕΟΡΙΚΝΥΤøØłŁđı@$", "aeopiknutaeopiknytoolldias"),
)
_WRITTEN_AS = {
    "œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "ß": "ss", "*": UNSEEN,
    **{letter: plain for letters, plains in _ALIKE for letter, plain in zip(letters, plains, strict=True)},
    **dict.fromkeys(".", STOP),
    **dict.fromkeys("!?;\n\r", END),
}  # fmt: skip
_PLAIN = frozenset("abcdefghijklmnopqrstuvwxyz0123456789")


@lru_cache(maxsize=4096)
def fold(character: str) -> str:
    """Plain letters or digits, or one of the signs above."""
    plain = character.lower() if character.isascii() else character
    if plain in _PLAIN:
        return plain
    if plain in _WRITTEN_AS:
        return _WRITTEN_AS[plain]
    point = ord(character)
    if any(first <= point <= last for first, last in _UNSEEN):
        return UNSEEN
    if any(first <= point <= last for first, last in _DECOMPOSED):
        letters = unicodedata.normalize("NFKD", character).lower()
        return "".join(letter for letter in letters if letter in _PLAIN) or GAP
    return GAP


@dataclass(frozen=True)
class Word:
    """One word: its plain letters, each once where it was repeated, and where it stands (`end` is past it)."""

    plain: str
    start: int
    end: int


def sentences(text: str) -> list[list[Word]]:
    """The sentences of the text as words."""
    scribe = _Scribe()
    for at, character in enumerate(text):
        scribe.take(fold(character), at)
    scribe.take(END, len(text))
    return [sentence for sentence in scribe.written if sentence]


class _Scribe:
    """Writes words down one character after the other. One dot before a gap ends a sentence, no other does."""

    def __init__(self) -> None:
        self.written: list[list[Word]] = [[]]
        self._letters = ""
        self._start = 0
        self._stops = 0

    def take(self, plain: str, at: int) -> None:
        if plain == UNSEEN:
            return
        if plain == STOP:
            self._end_word(at)
            self._stops += 1
            return
        if self._stops == 1 and plain[0] not in _PLAIN:
            self.written.append([])
        self._stops = 0
        if plain[0] in _PLAIN:
            self._start = self._start if self._letters else at
            self._add(plain)
            return
        self._end_word(at)
        if plain == END:
            self.written.append([])

    def _add(self, plain: str) -> None:
        for letter in plain:
            if not self._letters.endswith(letter):
                self._letters += letter

    def _end_word(self, at: int) -> None:
        if self._letters:
            self.written[-1].append(Word(self._letters, self._start, at))
        self._letters = ""
