"""The programmes that this site offers: compiled from their folders, kept for ever in the database, held in memory to
be read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any
from uuid import UUID

import msgspec
from django.db import transaction

from accalmie.capabilities.programmes.models import Published
from accalmie.core.exercises import Exercise
from accalmie.core.measures import Instrument
from accalmie.core.practices import Practice
from accalmie.core.programme import assembling, language, serial
from accalmie.core.programme.nodes import Programme

READ = (".yaml", ".md", ".vtt")
TEXTS = frozenset({".vtt", ".md", ".txt"})


class NotPublished(LookupError):
    """No published programme has this name or this graph."""


class Refused(Exception):
    """A folder that the compiler refuses. `refusals` says why, in the author's words."""

    def __init__(self, refusals: tuple[language.Refusal, ...]) -> None:
        super().__init__("\n".join(f"{refusal.file}:{refusal.line}: {refusal.en}" for refusal in refusals))
        self.refusals = refusals


class OfTheHouse(Exception):
    """A programme of the house is not withdrawn as an imported one is."""


class Withdrawal(msgspec.Struct, frozen=True, kw_only=True):
    """When an imported programme was taken back, by whom and why, both in their own words."""

    at: datetime
    by: str
    why: str


class Origin(msgspec.Struct, frozen=True, kw_only=True):
    """Where an imported programme came from. `package`: SHA-256 of its files; `source`: who gave it, as people read
    it; `imported_by`: in their own words; `approved_by`: the clinician who answers for it here; `withdrawn`: None
    while it is offered."""

    package: str
    source: str
    imported_by: str
    imported_at: datetime
    approved_by: UUID
    approved_at: datetime
    withdrawn: Withdrawal | None = None


@dataclass(frozen=True)
class Edition:
    """A published programme with the hash of its graph. `origin`: of an imported one, None for those of the house."""

    graph: str
    programme: Programme
    origin: Origin | None = None


def folder_files(folder: Path) -> dict[str, str]:
    """The text files of a folder, by their path inside it."""
    found = sorted(path for path in folder.rglob("*") if path.suffix in READ and path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in found}


def source(folder: Path, read: Callable[[Path], dict[str, str]] = folder_files) -> assembling.Assembled:
    """The source of a programme: the files of its folder or, for a path, what is assembled of several folders."""
    files = read(folder)
    if not assembling.is_path(files):
        return assembling.Assembled(files=files, refusals=())
    return assembling.assemble(files, {beside.name: read(beside) for beside in brought(folder, files)})


def brought(folder: Path, files: Mapping[str, str]) -> list[Path]:
    """The folders of the programmes that a path brings together: `programmes/` stands beside `paths/`."""
    beside = [folder.resolve().parent.parent / "programmes" / name for name in assembling.programmes_named(files)]
    return [programme for programme in beside if (programme / "programme.yaml").is_file()]


def media_files(folder: Path) -> dict[str, str]:
    """The files of `media/` by name, a path's and those of whatever it brings together: the text of captions and
    transcripts, "" for a recording."""
    path = folder / assembling.PATH
    own = {assembling.PATH: path.read_text(encoding="utf-8", errors="replace")} if path.is_file() else {}
    others = brought(folder, own) if own else []
    return {path.name: _text_in(path) for one in (*others, folder) for path in one.glob("media/*")}


def _text_in(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace") if path.suffix in TEXTS else ""


def compile_folder(
    folder: Path,
    *,
    instruments: Mapping[str, Instrument],
    exercises: Mapping[str, Exercise],
    practices: Mapping[str, Practice] | None = None,
) -> Programme:
    """Compile one folder, of a programme or of a path. Raises Refused."""
    written = source(folder)
    if written.refusals:
        raise Refused(written.refusals)
    compiled = language.compile(
        written.files,
        instruments=instruments,
        exercises=exercises,
        media=media_files(folder),
        practices=practices,
    )
    if compiled.programme is None:
        raise Refused(compiled.refusals)
    return compiled.programme


def is_published(programme: Programme) -> bool:
    """Whether this graph is kept already, in whatever words."""
    return Published.objects.filter(graph=serial.graph_hash(programme)).exists()


@transaction.atomic
def publish(programme: Programme, *, now: datetime, origin: Origin | None = None) -> Edition:
    """Keep a compiled programme. The same graph with other words, or after a withdrawal, is a revision: it replaces the
    words for everyone on it, and where they came from."""
    graph, wording = serial.graph_hash(programme), serial.wording_hash(programme)
    came_from: dict[str, Any] = msgspec.to_builtins(origin) if origin else {}
    kept, created = Published.objects.get_or_create(
        graph=graph,
        defaults={
            "programme": programme.id,
            "version": programme.version,
            "wording": wording,
            "document": serial.to_json(programme).decode(),
            "published_at": now,
            "origin": came_from,
        },
    )
    if not created and (kept.wording != wording or kept.origin.get("withdrawn")):
        kept.version, kept.wording, kept.document = programme.version, wording, serial.to_json(programme).decode()
        kept.origin = came_from
        kept.save(update_fields=["version", "wording", "document", "origin"])
    by_graph.cache_clear()
    current.cache_clear()
    return Edition(graph, programme, origin)


@lru_cache(maxsize=64)
def by_graph(graph: str) -> Programme:
    """The compiled version that someone is on. Raises NotPublished."""
    document = Published.objects.filter(graph=graph).values_list("document", flat=True).first()
    if document is None:
        raise NotPublished(graph)
    return serial.from_json(document.encode())


@lru_cache(maxsize=64)
def current(programme: str) -> Edition:
    """The newest published version of a programme. Raises NotPublished."""
    kept = Published.objects.filter(programme=programme).order_by("-published_at").values_list("graph", "origin")
    found = kept.first()
    if found is None:
        raise NotPublished(programme)
    graph, origin = found
    return Edition(graph, by_graph(graph), msgspec.convert(origin, Origin) if origin else None)


def startable(programme: str) -> Edition:
    """The version that somebody new may start. Raises NotPublished, for one that was withdrawn too."""
    if withdrawal(programme) is not None:
        raise NotPublished(programme)
    return current(programme)


def withdrawal(programme: str) -> Withdrawal | None:
    """When and why a programme was taken back, None while it is offered. Read anew: another process may have done it
    just now."""
    kept = Published.objects.filter(programme=programme).order_by("-published_at").values_list("origin", flat=True)
    return _withdrawal(kept.first())


@transaction.atomic
def withdraw(programme: str, *, by: str, why: str, now: datetime) -> None:
    """Nobody starts an imported programme any more; whoever is on it goes on. A newer version that is published later
    is offered. Raises NotPublished, OfTheHouse."""
    kept = Published.objects.select_for_update().filter(programme=programme).order_by("-published_at").first()
    if kept is None:
        raise NotPublished(programme)
    if not kept.origin:
        raise OfTheHouse(programme)
    if not kept.origin.get("withdrawn"):
        kept.origin |= {"withdrawn": msgspec.to_builtins(Withdrawal(at=now, by=by, why=why))}
        kept.save(update_fields=["origin"])
    current.cache_clear()


def _withdrawal(origin: Mapping[str, Any] | None) -> Withdrawal | None:
    said = (origin or {}).get("withdrawn")
    return msgspec.convert(said, Withdrawal) if said else None


def is_of_the_house(programme: str) -> bool:
    """Whether a programme of this name was ever published here that came from no package."""
    return any(not origin for origin in Published.objects.filter(programme=programme).values_list("origin", flat=True))


def published() -> list[Edition]:
    """The newest version of everything on offer, by name."""
    return [current(name) for name, taken_back in _newest() if taken_back is None]


def offered() -> list[Edition]:
    """The newest version of each therapy on offer, by name."""
    return [edition for edition in published() if not edition.programme.leads_to]


def all_published() -> list[Edition]:
    """The newest version of everything, on offer or withdrawn, by name."""
    return [current(name) for name, _ in _newest()]


def followed() -> list[Edition]:
    """The newest version of each therapy, on offer or withdrawn: people may still be on those."""
    return [edition for edition in all_published() if not edition.programme.leads_to]


def withdrawn() -> dict[str, Withdrawal]:
    """The programmes that were taken back, by name."""
    return {name: taken_back for name, taken_back in _newest() if taken_back is not None}


def orientation() -> Edition:
    """The newest version of the site's orientation. Raises NotPublished."""
    for edition in published():
        if edition.programme.leads_to:
            return edition
    raise NotPublished("orientation")


def _newest() -> Iterator[tuple[str, Withdrawal | None]]:
    """The name of everything that was published, with its withdrawal; read anew, as in `withdrawal`."""
    kept = Published.objects.order_by("programme", "published_at").values_list("programme", "origin")
    newest = dict(kept)  # of each name the last
    return ((name, _withdrawal(origin)) for name, origin in newest.items())
