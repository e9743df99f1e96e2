"""The explainers of this site: storyboards read once from `content/explainers`, and the films made of them."""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings

from accalmie.core.definitions import LANGUAGES
from accalmie.core.explainers import Finding, Storyboard, StoryboardRefused, differences, read_storyboard

log = logging.getLogger(__name__)

VIDEO, SOUND, MADE = "mp4", "m4a", "json"


class ExplainerRefused(ValueError):
    """An explainer that cannot be used: where, and why in both languages."""

    def __init__(self, place: str, finding: Finding) -> None:
        super().__init__(f"{place}: {finding.en}")
        self.place, self.finding = place, finding


@dataclass(frozen=True)
class Explainer:
    """One explainer: its storyboard and the text of it, by language."""

    name: str
    boards: Mapping[str, Storyboard]
    texts: Mapping[str, str]

    def board(self, language: str) -> Storyboard:
        """In this language, or in the first that there is."""
        return self.boards.get(language) or self.boards[LANGUAGES[0]]

    def print_of(self, language: str) -> str:
        """A digest of the words: a film is made of exactly these."""
        return hashlib.sha256(self.texts[language].encode()).hexdigest()


@dataclass(frozen=True)
class Film:
    """A film that was made: its file, and the file of its sound alone where somebody speaks. Bytes, for the page."""

    video: Path
    video_bytes: int
    sound: Path | None = None
    sound_bytes: int = 0


@cache
def explainers() -> Mapping[str, Explainer]:
    """Every explainer by name. One that is refused is left out, and the log says why: programmes open without it."""
    found = {}
    for place in folders():
        try:
            found[place.name] = read_one(place)
        except ExplainerRefused as refused:
            log.error("An explainer is left out: %s", refused)
    return found


def folders() -> list[Path]:
    """The folders of the explainers of this site."""
    return sorted(path.parent for path in (Path(settings.CONTENT) / "explainers").glob("*/fr.md"))


def read_one(folder: Path) -> Explainer:
    """The explainer of this folder, which is there in every language and shows the same in each. Raises
    ExplainerRefused."""
    texts = {language: _text(folder / f"{language}.md") for language in LANGUAGES}
    boards = {str(language): _read(folder.name, language, text) for language, text in texts.items()}
    first, *others = boards.values()
    for other in others:
        for finding in differences(first, other):
            raise ExplainerRefused(folder.name, finding)
    return Explainer(folder.name, boards, {str(language): text for language, text in texts.items()})


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def _read(name: str, language: str, text: str) -> Storyboard:
    try:
        return read_storyboard(text, language)
    except StoryboardRefused as refused:
        found = Finding(refused.message("en"), refused.message("fr"))
        raise ExplainerRefused(f"{name}/{language}.md:{refused.line}", found) from refused


def films() -> Path:
    """Where the films of this site are."""
    return Path(settings.FILMS)


def film(explainer: Explainer, language: str) -> Film | None:
    """The film of these very words, None where none was made or the words have changed since."""
    folder = films() / explainer.name
    video, sound = folder / f"{language}.{VIDEO}", folder / f"{language}.{SOUND}"
    if made_of(explainer.name, language) != explainer.print_of(language) or not video.is_file():
        return None
    if not sound.is_file():
        return Film(video, video.stat().st_size)
    return Film(video, video.stat().st_size, sound, sound.stat().st_size)


def made_of(name: str, language: str) -> str:
    """The digest of the words that the film of this name was made of; "" without one."""
    try:
        told = json.loads((films() / name / f"{language}.{MADE}").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return ""
    return str(told.get("words", "")) if isinstance(told, dict) else ""
