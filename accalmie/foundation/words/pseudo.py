"""A language that nobody speaks: every text of the catalogues in brackets. Text without brackets was left out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from accalmie.foundation.words.catalogues import HOUSE, found_in, rooms

OPEN, CLOSE = "⟦", "⟧"


def write_pseudo(folder: Path, house: Path = HOUSE) -> Path:
    """Write one .mo of all rooms under `folder`, to be put first in LOCALE_PATHS; it stands in for French."""
    together = Catalog(locale="fr", domain="django")
    for room in rooms(house):
        for message in found_in(room):
            if message.id:
                together.add(message.id, string=_bracketed(message.id), context=message.context)
    target = folder / "fr" / "LC_MESSAGES" / "django.mo"
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("wb") as file:
        write_mo(file, together)
    return target


def _bracketed(text: str | Sequence[str]) -> str | tuple[str, ...]:
    if isinstance(text, str):
        return f"{OPEN}{text}{CLOSE}"
    return tuple(f"{OPEN}{form}{CLOSE}" for form in text)
