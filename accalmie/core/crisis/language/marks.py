"""From words to marks: small numbers for a word, for two or three in a row, and for the pieces of a word.

The browser does the same (`safety/static/safety/language/marks.js`). Two different words may share a mark.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

ROWS, PIECES = 131072, 65536
"""How many marks there are for words in a row, which come first, and for pieces of words."""
_PRIME, _BITS = 16777619, 0xFFFFFFFF
_WORD, _PIECE = 2166136261, 777
_SHORTEST, _LONGEST = 3, 5
_IN_A_ROW = 3


def _word(plain: str) -> int:
    mixed = _WORD
    for letter in plain:
        mixed = _mix(mixed, ord(letter))
    return mixed


def pieces(plain: str) -> set[int]:
    """The marks of three to five neighbouring letters of a word, its ends included."""
    letters = f"_{plain}_".encode()
    return {mark for start in range(len(letters) - 2) for mark in _from(letters[start : start + _LONGEST])}


def _from(letters: bytes) -> Iterator[int]:
    mixed = _PIECE
    for length, letter in enumerate(letters, start=1):
        mixed = _mix(mixed, letter)
        if length >= _SHORTEST:
            yield ROWS + _folded(mixed) % PIECES


def rows(words: Sequence[str]) -> set[int]:
    """The marks of each word, and of two and three that follow each other; the ends of the sentence count as words."""
    found = set()
    ended = [_word(plain) for plain in ("", *words, "")]
    for start in range(len(ended)):
        mixed = 0
        for word in ended[start : start + _IN_A_ROW]:
            mixed = _mix(mixed, 0) ^ word
            found.add(_folded(mixed) % ROWS)
    return found


def _mix(mixed: int, letter: int) -> int:
    return ((mixed ^ letter) * _PRIME) & _BITS


def _folded(mixed: int) -> int:
    return mixed ^ (mixed >> 16)
