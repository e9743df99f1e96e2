"""What the pages about readiness show: the set in readable form, and the two steps with their state."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from accalmie.core.crisis import older_than
from accalmie.safety.library import all_lines, opening, rules
from accalmie.safety.readiness import house
from accalmie.safety.readiness.documents import Difference, Document, Table
from accalmie.safety.readiness.queries import Readiness, Signed


@dataclass(frozen=True)
class DocumentOnPage:
    """One document. `state`: "signed", "changed", "added" or "unsigned"."""

    id: str
    title: str
    version: str
    author: str
    source: str
    tables: tuple[Table, ...]
    state: str


@dataclass(frozen=True)
class RulesPage:
    """The whole set, with the last signature and what is not as it was signed."""

    documents: tuple[DocumentOnPage, ...]
    signed: Signed
    changed: tuple[str, ...]
    gone: tuple[str, ...]


def rules_page(signed: Signed, among: Iterable[Document], language: str) -> RulesPage:
    """The set in the reader's language."""
    shown = tuple(_document(one, signed, language) for one in among)
    return RulesPage(
        documents=shown,
        signed=signed,
        changed=tuple(one.title for one in shown if one.state in ("changed", "added")),
        gone=signed.difference.gone,
    )


def _document(one: Document, signed: Signed, language: str) -> DocumentOnPage:
    state = "unsigned" if signed.signature is None else _state(one.id, signed.difference)
    return DocumentOnPage(
        one.id, one.titled(language), one.version, one.author, one.source, one.tables(language), state
    )


def _state(id: str, difference: Difference) -> str:
    if id in difference.changed:
        return "changed"
    return "added" if id in difference.added else "signed"


@dataclass(frozen=True)
class Card:
    """The two steps before a site may enrol, with their state."""

    readiness: Readiness
    changed: tuple[str, ...]
    gone: tuple[str, ...]
    hours: tuple[tuple[str, str], ...]
    zone: str
    months: int
    numbers: int
    unchecked: int


CHECKED_WITHIN = 6
"""Months after which a number that people are told to call is checked again."""


def card(state: Readiness, among: Iterable[Document], language: str, today: date) -> Card:
    """What the administrator and the professionals read about the readiness of this site."""
    lines = all_lines()
    wrong = {*state.signed.difference.changed, *state.signed.difference.added}
    return Card(
        readiness=state,
        changed=tuple(one.titled(language) for one in among if one.id in wrong),
        gone=state.signed.difference.gone,
        hours=house.hours_of_the_week(rules(), language),
        zone=rules().staffed.time_zone,
        months=round(opening().test_alert_days / 30.5),
        numbers=len(lines),
        unchecked=len(older_than(lines, months=CHECKED_WITHIN, today=today)),
    )


@dataclass(frozen=True)
class AlertOnPage:
    """A test alert at the top of a page of somebody on the rota."""

    id: str
    sent_at: datetime
    by: str
    back: str
