"""The pieces of this site and the titles of what they lead to: read once from `content/`, held in memory."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from django.conf import settings

from accalmie.core import written
from accalmie.core.definitions import Texts
from accalmie.core.understanding import Piece, PieceRefused, load_piece

log = logging.getLogger(__name__)

FOLDERS = {"programme": "programmes/{name}/programme.yaml", "exercise": "exercises/{name}.yaml"} | {
    "practice": "practices/{name}.yaml",
    "understanding": "understanding/{name}.yaml",
}
"""Where the file of each kind of place stands; each begins with a title in every language."""


@cache
def pieces() -> Mapping[str, Piece]:
    """Every piece by name. A file that is not one is left out, which the operator is told: it takes no list down."""
    files = sorted((Path(settings.CONTENT) / "understanding").glob("*.yaml"))
    return {piece.id: piece for file in files if (piece := _piece_in(file)) is not None}


def _piece_in(file: Path) -> Piece | None:
    try:
        return load_piece(file.read_text(encoding="utf-8"), file.name)
    except (PieceRefused, UnicodeDecodeError) as refused:
        log.error("The piece in %s is left out: %s", file.name, refused)
        return None


@cache
def title_of(kind: str, name: str) -> Texts | None:
    """What a place is called, None where this site has no such place."""
    file = Path(settings.CONTENT) / FOLDERS[kind].format(name=name)
    if not file.is_file():
        return None
    title = written.values(file.read_text(encoding="utf-8"))["title"]
    return {language: str(words) for language, words in title.items()}
