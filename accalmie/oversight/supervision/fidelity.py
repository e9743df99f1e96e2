"""The checklist of a programme: what every review owes (content/supervision), then its own ingredients."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import ClassVar

from django.conf import settings

from accalmie.capabilities.programmes import library as programmes
from accalmie.core.definitions import Definition, DefinitionRefused, Texts, read, require_languages


class ReviewRefused(DefinitionRefused):
    """A file of what a review owes that cannot be used."""

    MESSAGES: ClassVar[dict[str, dict[str, str]]] = {}


class Owed(Definition, frozen=True, kw_only=True):
    """One thing that every review owes, with where the house says so."""

    id: str
    name: Texts
    source: str

    def __post_init__(self) -> None:
        require_languages(self.name, "name")


class Review(Definition, frozen=True, kw_only=True):
    """The whole file."""

    version: str
    items: tuple[Owed, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a checklist."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Checklist:
    """What is looked at for one programme, and whose protocol says so."""

    programme: str
    title: str
    items: tuple[Item, ...]
    source: str


@cache
def review() -> Review:
    """What every review owes. Raises ReviewRefused."""
    return read((Path(settings.CONTENT) / "supervision" / "review.yaml").read_text("utf-8"), Review, ReviewRefused)


def checklists(language: str) -> list[Checklist]:
    """One for each programme that is offered, by title."""
    found = [checklist(one.programme.id, language) for one in programmes.offered()]
    return sorted(found, key=lambda one: one.title)


def checklist(programme: str, language: str) -> Checklist:
    """The checklist of one programme. Raises programmes.NotPublished."""
    of = programmes.current(programme).programme
    spoken = language if language in of.title else next(iter(of.title))
    ingredients = [Item(one.id, str(one.name[spoken])) for one in of.protocol.ingredients]
    owed = [Item(f"review:{one.id}", str(one.name[language])) for one in review().items]
    return Checklist(of.id, str(of.title[spoken]), (*owed, *ingredients), of.protocol.cite.strip())
