"""The pieces of this site and the titles of what they lead to: read once from `content/`, held in memory."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from django.conf import settings

from accalmie.core import written
from accalmie.core.definitions import Texts
from accalmie.core.understanding import Piece, load_piece

FOLDERS = {"programme": "programmes/{name}/programme.yaml", "exercise": "exercises/{name}.yaml"} | {
    "practice": "practices/{name}.yaml",
    "understanding": "understanding/{name}.yaml",
}
"""Where the file of each kind of place stands; each begins with a title in every language."""


@cache
def pieces() -> Mapping[str, Piece]:
    """Every piece by name. Raises core.understanding.PieceRefused for a file that is not one."""
    files = sorted((Path(settings.CONTENT) / "understanding").glob("*.yaml"))
    found = [load_piece(file.read_text(encoding="utf-8"), file.name) for file in files]
    return {piece.id: piece for piece in found}


@cache
def title_of(kind: str, name: str) -> Texts | None:
    """What a place is called, None where this site has no such place."""
    file = Path(settings.CONTENT) / FOLDERS[kind].format(name=name)
    if not file.is_file():
        return None
    title = written.values(file.read_text(encoding="utf-8"))["title"]
    return {language: str(words) for language, words in title.items()}
