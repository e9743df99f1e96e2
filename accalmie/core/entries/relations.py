"""Who else may open a record. Each entry names them; who asked, agreed or ended it stands in the header."""

from __future__ import annotations

from uuid import UUID

from accalmie.core.entries.entry import Entry


class ColleagueAdded(Entry, frozen=True, kw_only=True):
    """A professional of the care team took a colleague of the same organisation into it: sharing is presumed there. Or
    somebody of the rota came in themself, to welcome a person whom nobody followed."""

    professional: UUID
    role: str


class CareLeft(Entry, frozen=True, kw_only=True):
    """The person, or the professional, ended a care relationship. No reason is asked."""

    professional: UUID


class SharingAsked(Entry, frozen=True, kw_only=True):
    """A professional asked the person to open part of their record to somebody outside the care team."""

    professional: UUID
    purposes: tuple[str, ...]  # "course" | "danger" | "contact"


class SharingAgreed(Entry, frozen=True, kw_only=True):
    """`asked` is the id of the SharingAsked."""

    asked: UUID
    professional: UUID
    purposes: tuple[str, ...]
    text_version: str


class SharingRefused(Entry, frozen=True, kw_only=True):
    asked: UUID
    professional: UUID
    purposes: tuple[str, ...]
    text_version: str


class SharingWithdrawn(Entry, frozen=True, kw_only=True):
    """`agreed` is the id of the SharingAgreed that ends."""

    agreed: UUID
    professional: UUID


class MandateGiven(Entry, frozen=True, kw_only=True):
    """The person lets a helper of a structure do these things, until that moment (ISO 8601)."""

    mandate: UUID
    structure: str
    powers: tuple[str, ...]  # "tasks" | "contact" | "beside"
    until: str


class MandateEnded(Entry, frozen=True, kw_only=True):
    mandate: UUID


class OpenedInEmergency(Entry, frozen=True, kw_only=True):
    """A clinician outside the care team opened the record, for this reason, until that moment (ISO 8601)."""

    until: str
    words: str
