"""Reads `path.yaml`: who leads, which modules come in which order, what is left out, and why."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import msgspec

from accalmie.core.programme.language.findings import Findings
from accalmie.core.programme.language.folder import read_table
from accalmie.core.programme.language.form import Form
from accalmie.core.programme.language.source import Items, Located, Scalar, Table
from accalmie.core.programme.nodes import ID, Texts
from accalmie.core.programme.refusals import Place

PATH = "path.yaml"
_WORDS = (
    *("path", "version", "lead", "title", "summary", "authors", "asks_once", "said_back", "gap", "evidence"),
    *("modules", "left_out"),
)
_BROUGHT = ("module", "why", "without", "when")
_LEFT = ("module", "why")
_LANGUAGES = ("fr", "en")


class Brought(msgspec.Struct, frozen=True, kw_only=True):
    """A module at its place: the programme that it is of, the steps left out of it, and for whom it is (a rule in the
    path's own names, "" for everybody)."""

    programme: str
    module: str
    why: Texts
    without: tuple[str, ...]
    when: str
    place: Place


class Left(msgspec.Struct, frozen=True, kw_only=True):
    """A module that does not come along, and what does its work instead."""

    programme: str
    module: str
    why: Texts


class Path(msgspec.Struct, frozen=True, kw_only=True):
    """What an author says of a path. `asks_once`: of a question before the start that several programmes ask in other
    words, the programme whose words are asked. `said_back`: for a word of the person's that a module left out would
    have asked for, the word of the path that is said in its place. `gap`: after how long
    somebody who was away is welcomed back, "" for what the programme that leads says."""

    id: str
    version: str
    lead: str
    title: Texts
    summary: Texts
    authors: tuple[str, ...]
    asks_once: dict[str, str]
    said_back: dict[str, str]
    gap: str
    evidence: tuple[Any, ...]
    modules: tuple[Brought, ...]
    left_out: tuple[Left, ...]
    places: dict[str, Place]

    @property
    def programmes(self) -> tuple[str, ...]:
        """The programmes that it brings together, the one that leads first."""
        return tuple(dict.fromkeys((self.lead, *(one.programme for one in self.modules))))


def is_path(files: Mapping[str, str]) -> bool:
    """Whether these are the files of a path."""
    return PATH in files


def programmes_named(files: Mapping[str, str]) -> tuple[str, ...]:
    """The programmes that a path borrows from, none when it cannot be read."""
    return _programmes_in(files[PATH])


@lru_cache(maxsize=64)
def _programmes_in(text: str) -> tuple[str, ...]:
    path = read_path({PATH: text}, Findings())
    return path.programmes if path else ()


def read_path(files: Mapping[str, str], findings: Findings) -> Path | None:
    """The path that its folder says, None after a refusal."""
    table = read_table(PATH, files[PATH], findings)
    if table is None:
        return None
    form = Form(table, PATH, findings, _WORDS, within=PATH)
    path = Path(
        id=form.id("path"),
        version=form.text("version"),
        lead=form.id("lead"),
        title=form.texts("title", _LANGUAGES),
        summary=form.texts("summary", _LANGUAGES),
        authors=tuple(author.text for author in form.scalars("authors")),
        asks_once=_words(form, "asks_once"),
        said_back=_words(form, "said_back"),
        gap=form.text("gap") if form.has("gap") else "",
        evidence=tuple(plain(claim) for claim in form.items("evidence")),
        modules=tuple(_brought(one, findings) for one in form.subtables("modules")),
        left_out=tuple(_left(one, findings) for one in form.subtables("left_out", required=False)),
        places={word: Place(PATH, line) for word, line in table.lines.items()},
    )
    return None if findings.count else path


def _words(form: Form, word: str) -> dict[str, str]:
    table = form.subtable(word, required=False) if form.has(word) else None
    entries = table.entries if table else {}
    return {name: value.text for name, value in entries.items() if isinstance(value, Scalar)}


def _brought(table: Table, findings: Findings) -> Brought:
    form = Form(table, PATH, findings, _BROUGHT, within="modules")
    programme, module = _named(form, findings)
    return Brought(
        programme=programme,
        module=module,
        why=form.texts("why", _LANGUAGES),
        without=tuple(one.text for one in form.scalars("without")) if form.has("without") else (),
        when=form.text("when") if form.has("when") else "",
        place=form.place(word="module"),
    )


def _left(table: Table, findings: Findings) -> Left:
    form = Form(table, PATH, findings, _LEFT, within="left_out")
    programme, module = _named(form, findings)
    return Left(programme=programme, module=module, why=form.texts("why", _LANGUAGES))


def _named(form: Form, findings: Findings) -> tuple[str, str]:
    """`PROGRAMME/MODULE`, each a name."""
    value = form.scalar("module")
    programme, _, module = value.text.partition("/") if value else ("", "", "")
    if value and not (ID.match(programme) and ID.match(module)):
        findings.add("not-a-name", form.place(value), given=value.text[:60])
    return programme, module


def plain(located: Located) -> Any:
    """Ordinary values: tables, lists and words."""
    match located:
        case Table(entries=entries):
            return {word: plain(value) for word, value in entries.items()}
        case Items(items=items):
            return [plain(item) for item in items]
        case Scalar(text=text):
            return text
