"""Collects every refusal of a compilation, so that an author sees all of them at once."""

from __future__ import annotations

from accalmie.core.programme.language.sentences import SENTENCES
from accalmie.core.programme.language.source import Unreadable
from accalmie.core.programme.refusals import Place, Refusal, refuse

MOST = 500
"""Refusals kept: beyond them an author corrects some first, and a hostile folder costs no more."""


class Findings:
    """The refusals found so far. `count` says how often something was."""

    def __init__(self) -> None:
        self._found: list[Refusal] = []
        self._seen: set[tuple[str, int, int, str, str]] = set()
        self.count = 0

    def add(self, code: str, place: Place, hint: str = "", /, **words: object) -> None:
        """Note one refusal; the same one twice is noted once."""
        self.count += 1
        if len(self._found) >= MOST:
            return
        refusal = refuse(SENTENCES, code, place, hint, **words)
        key = (refusal.file, refusal.line, refusal.column, code, refusal.en)
        if key not in self._seen:
            self._seen.add(key)
            self._found.append(refusal)

    def unreadable(self, file: str, error: Unreadable) -> None:
        """Note a text that could not be read at all."""
        self.add(error.code, Place(file, error.line, error.column), **error.words)

    def all(self) -> tuple[Refusal, ...]:
        """In the order of files, `programme.yaml` first, then of lines."""
        return tuple(sorted(self._found, key=_in_reading_order))


def _in_reading_order(refusal: Refusal) -> tuple[bool, str, int, int]:
    return refusal.file != "programme.yaml", refusal.file, refusal.line, refusal.column
