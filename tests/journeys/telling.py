"""Says each moment of a demonstration as one plain sentence, and keeps a picture of the page that proves it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Page

Figures = dict[str, float | str]
"""What a demonstration counted, by name."""


def in_silence(sentence: str) -> None:
    """For tests: the sentences are kept, not printed."""


@dataclass
class Telling:
    """Tells one demonstration. A moment that is not so raises AssertionError before it is told."""

    folder: Path
    language: str = "fr"
    say: Callable[[str], None] = in_silence
    moments: list[str] = field(default_factory=list)

    def moment(self, fr: str, en: str, page: Page | None = None) -> None:
        """One thing that was just seen to be so, with the page that shows it."""
        said = fr if self.language == "fr" else en
        self.moments.append(said)
        self.say(f"{len(self.moments):>2}. {said}")
        if page is not None:
            self.folder.mkdir(parents=True, exist_ok=True)
            page.screenshot(path=self.folder / f"{len(self.moments):02}.png", full_page=True)

    def quote(self, words: str) -> None:
        """Lines that belong to the moment before: what a page or a command says."""
        for line in words.strip().splitlines():
            self.say(f"      {line.strip()}")
