"""Each room's catalogue: found in its templates and Python, merged, checked and compiled. Uses Babel, no other tool."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from accalmie.foundation.words.typography import faults

HOUSE = Path(__file__).resolve().parents[2]
_PO = Path("locale/fr/LC_MESSAGES/django.po")
_METHODS = [("**.py", "python"), ("**/templates/**.html", "jinja2"), ("**/templates/**.txt", "jinja2")]
_OPTIONS = {pattern: {"trimmed": "true", "silent": "false"} for pattern, method in _METHODS if method == "jinja2"}
_KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
_PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
# Catalogues are merged by hand and by machine: a date in each header would only make them differ.
_WRITTEN = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that keeps a catalogue from being complete, in a sentence for whoever translates."""

    room: str
    text: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.room}: “{self.text}”: {self.sentence}"


@dataclass(frozen=True, slots=True)
class Room:
    """A folder of the house with words of its own."""

    path: Path

    @property
    def name(self) -> str:
        return f"{self.path.parent.name}/{self.path.name}"

    @property
    def po(self) -> Path:
        return self.path / _PO


def rooms(house: Path = HOUSE) -> list[Room]:
    """Every Django app of the house, in order of its path."""
    return [Room(found.parent) for found in sorted(house.rglob("apps.py"))]


def found_in(room: Room) -> Catalog:
    """Every text that this room shows, with the files it stands in."""
    catalogue = _catalogue()
    for file, _line, text, comments, context in extract_from_dir(
        room.path,
        method_map=_METHODS,
        options_map=_OPTIONS,
        keywords=_KEYWORDS,
        comment_tags=("L10n:",),
        directory_filter=_is_of_this_room,
    ):
        catalogue.add(text, locations=[(file, 0)], auto_comments=comments, context=context)
    return catalogue


def _is_of_this_room(folder: str | os.PathLike[str]) -> bool:
    """Whether texts in this folder are the room's own; a room inside it has its own catalogue."""
    return not Path(folder).name.startswith((".", "_")) and not (Path(folder) / "apps.py").exists()


def update(room: Room) -> int:
    """Bring the room's French catalogue in line with what it shows, and count what has no French yet.

    Texts that are no longer shown are dropped: their history is in the repository.
    """
    found = found_in(room)
    if not len(found) and not room.po.exists():
        return 0
    kept = read(room)
    kept.update(found, no_fuzzy_matching=True)
    kept.obsolete.clear()
    write(room, kept)
    return sum(not _is_translated(message) for message in _messages(kept))


def problems(room: Room) -> Iterator[Problem]:
    """What is missing or wrong in this room's French: nothing, in a house that may be built."""
    kept, found = read(room), found_in(room)
    for message in _messages(found):
        known = kept.get(message.id, context=message.context)
        if known is None:
            yield _problem(room, message, "is shown, but stands in no catalogue; run `accalmie words extract`")
        else:
            yield from (_problem(room, known, sentence) for sentence in _faults_of(known))
    for message in _messages(kept):
        if found.get(message.id, context=message.context) is None:
            yield _problem(room, message, "is no longer shown; run `accalmie words extract`")
    for message in kept.obsolete.values():
        yield _problem(room, message, "is obsolete; run `accalmie words extract`")


def disagreements(among: Iterable[Room]) -> Iterator[Problem]:
    """Texts that two rooms put into French differently: the site would show whichever came first, in both."""
    first: dict[tuple[str, str | None], tuple[Room, list[str]]] = {}
    for room in among:
        for message in _messages(read(room)):
            key, french = (_strings(message.id)[0], message.context), _strings(message.string)
            other, said = first.setdefault(key, (room, french))
            if said != french:
                yield _problem(room, message, f"is “{french[0]}” here and “{said[0]}” in {other.name}")


def compile_room(room: Room) -> Path | None:
    """Write the room's .mo beside its catalogue; None for a room without words."""
    if not room.po.exists():
        return None
    target = room.po.with_suffix(".mo")
    with target.open("wb") as file:
        write_mo(file, read(room))
    return target


def compile_all(house: Path = HOUSE) -> list[Path]:
    """Write every room's .mo, as the site needs them to speak French."""
    return [path for room in rooms(house) if (path := compile_room(room)) is not None]


def read(room: Room) -> Catalog:
    """The room's catalogue as it stands, or an empty one."""
    if not room.po.exists():
        return _catalogue()
    with room.po.open("rb") as file:
        return read_po(file, locale="fr", domain="django")


def write(room: Room, catalogue: Catalog) -> None:
    """Write the catalogue, ordered by text: lines change only where words do."""
    catalogue.creation_date = catalogue.revision_date = _WRITTEN
    room.po.parent.mkdir(parents=True, exist_ok=True)
    with room.po.open("wb") as file:
        write_po(file, catalogue, width=0, sort_output=True, include_lineno=False, ignore_obsolete=True)


def _catalogue() -> Catalog:
    return Catalog(
        locale="fr",
        domain="django",
        project="Accalmie",
        version="1",
        header_comment="# French words of one room of Accalmie.",
        creation_date=_WRITTEN,
        revision_date=_WRITTEN,
        last_translator="Accalmie",
        language_team="fr",
        fuzzy=False,
    )


def _messages(catalogue: Catalog) -> Iterator[Message]:
    return (message for message in catalogue if message.id)


def _is_translated(message: Message) -> bool:
    return all(_strings(message.string)) and not message.fuzzy


def _faults_of(message: Message) -> Iterator[str]:
    if message.fuzzy:
        yield "is marked fuzzy: read it again and take the mark away"
    texts = _strings(message.string)
    if not all(texts):
        yield "has no French"
        return
    wanted = _placeholders(_strings(message.id)[-1])
    for text in texts:
        if not _placeholders(text) <= wanted or (len(texts) == 1 and _placeholders(text) != wanted):
            yield f"has other placeholders in French: “{text}”"
        yield from (f"{fault}: “{text}”" for fault in faults(_PLACEHOLDER.sub("x", text)))


def _strings(value: str | Iterable[str] | None) -> list[str]:
    """The forms of a text; a new message has none yet, which Babel says with None."""
    return [value] if isinstance(value, str) else list(value or [""])


def _placeholders(text: str) -> set[str]:
    return set(_PLACEHOLDER.findall(text))


def _problem(room: Room, message: Message, sentence: str) -> Problem:
    return Problem(room.name, _strings(message.id)[0], sentence)
