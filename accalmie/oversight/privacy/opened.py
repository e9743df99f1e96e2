"""What is shown of the access log: to the person in plain words, to the officer in a table and a file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _, gettext_lazy

from accalmie.foundation.access import log
from accalmie.foundation.access.log_models import AccessLine
from accalmie.foundation.access.policy import Basis
from accalmie.foundation.people.codes import Role
from accalmie.foundation.people.models import Person
from accalmie.foundation.people.queries import names_of
from accalmie.foundation.words.spreadsheet import csv_line

WHY = {
    Basis.CARE.value: gettext_lazy("to care for you"),
    Basis.CONSENT.value: gettext_lazy("with your agreement"),
    Basis.MANDATE.value: gettext_lazy("to help you, as you asked"),
    Basis.BREAK_GLASS.value: gettext_lazy("in an emergency"),
    Basis.SEEN_AS.value: gettext_lazy("to see your page of the day as you see it, without doing anything"),
    Basis.PACK.value: gettext_lazy("to be able to reach you if the site stops working (the daily pack)"),
    Basis.LIST.value: gettext_lazy("to have their list of patients beside them (a file that they took)"),
}
GROUND = {
    Basis.CARE.value: gettext_lazy("care team"),
    Basis.CONSENT.value: gettext_lazy("agreement"),
    Basis.MANDATE.value: gettext_lazy("mandate"),
    Basis.BREAK_GLASS.value: gettext_lazy("emergency"),
    Basis.PACK.value: gettext_lazy("daily pack"),
    Basis.LIST.value: gettext_lazy("list taken away"),
}
DEVICES = {
    "telephone": gettext_lazy("telephone"),
    "tablet": gettext_lazy("tablet"),
    "computer": gettext_lazy("computer"),
    "server": gettext_lazy("the server itself"),
}


@dataclass(frozen=True, slots=True)
class OpenedLine:
    """One opening. `reference` is the record's, for an officer who knows no name; `why` and `ground` are in words."""

    who: str
    role: str
    at: datetime
    why: str
    ground: str
    device: str
    network: str
    reference: UUID


def opened_lines(lines: Iterable[AccessLine]) -> list[OpenedLine]:
    """These lines, in their order, with the names of those who are still here."""
    found = list(lines)
    names = names_of(line.person_id for line in found)
    return [_line(line, names) for line in found]


def of_owner(patient: UUID) -> list[OpenedLine]:
    """Who opened this person's record, the newest first."""
    return opened_lines(log.opened_by(patient))


@dataclass(frozen=True, slots=True)
class Search:
    """What an officer looks for; empty parts do not narrow. `first` and `last` are moments, the last one excluded."""

    words: str = ""
    basis: str = ""
    first: datetime | None = None
    last: datetime | None = None


def found_by(officer: Person, search: Search, *, at_most: int) -> list[OpenedLine]:
    """The openings of records of this officer's organisation that match, the newest first."""
    rows = log.in_organisation(officer.organisation_id)
    if search.basis:
        rows = rows.filter(basis=search.basis)
    if search.first is not None:
        rows = rows.filter(quarter_at__gte=search.first)
    if search.last is not None:
        rows = rows.filter(quarter_at__lt=search.last)
    lines = opened_lines(rows[: at_most if not search.words else None])
    wanted = search.words.casefold()
    kept = (line for line in lines if wanted in line.who.casefold() or wanted in str(line.reference))
    return [line for line, _number in zip(kept, range(at_most), strict=False)]


def as_csv(lines: Iterable[OpenedLine]) -> Iterator[str]:
    """The lines as a file for a spreadsheet. A cell that it would take for a formula is made a text."""
    yield csv_line([_("Who"), _("Role"), _("When"), _("Ground"), _("Device"), _("Network"), _("Record")])
    for line in lines:
        cells = [line.who, line.role, line.at.isoformat(), line.ground, line.device, line.network, str(line.reference)]
        yield csv_line(cells)


def _line(line: AccessLine, names: dict[UUID, str]) -> OpenedLine:
    return OpenedLine(
        who=names.get(line.person_id) or _("somebody whose account is gone"),
        role=str(Role(line.role).label),
        at=line.quarter_at,
        why=str(WHY.get(line.basis, line.basis)),
        ground=str(GROUND.get(line.basis, line.basis)),
        device=str(DEVICES.get(line.device, line.device)),
        network=line.network,
        reference=line.patient_id,
    )
