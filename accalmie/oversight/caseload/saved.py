"""The views of their list that a professional keeps: the name of each, sealed under their own key, and its filters."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from accalmie.foundation import crypto
from accalmie.foundation.people.models import Person
from accalmie.oversight.caseload.models import SavedView
from accalmie.oversight.caseload.wanted import Wanted, wanted_in

PURPOSE = "caseload.saved_view.name"
AT_MOST = 20


class TooMany(Exception):
    """So many views are kept already that another would only hide them."""


@dataclass(frozen=True)
class View:
    """One saved view: `address` is the end of its address."""

    id: UUID
    called: str
    wanted: Wanted

    @property
    def address(self) -> str:
        return self.wanted.address


def views_of(professional: Person) -> list[View]:
    """This professional's views, the oldest first."""
    rows = SavedView.objects.filter(professional=professional).order_by("created_at", "id")
    return [View(row.id, _called(professional, row), wanted_in(row.shows)) for row in rows]


@transaction.atomic
def save_view(*, professional: Person, called: str, wanted: Wanted, now: datetime) -> None:
    """Keeps this part of the list under this name, instead of what that name stood for; a name that was typed to find
    somebody is not kept. Raises TooMany."""
    mine = views_of(professional)
    same = [view.id for view in mine if view.called.casefold() == called.casefold()]
    if len(mine) - len(same) >= AT_MOST:
        raise TooMany
    SavedView.objects.filter(professional=professional, id__in=same).delete()
    sealed = crypto.seal_json(professional.sealed_for, called, purpose=PURPOSE)
    SavedView.objects.create(professional=professional, name_sealed=sealed, shows=wanted.kept, created_at=now)


def forget_view(*, professional: Person, view: UUID) -> None:
    """This view is kept no more. One of somebody else, or none, changes nothing."""
    SavedView.objects.filter(professional=professional, id=view).delete()


def _called(professional: Person, row: SavedView) -> str:
    return str(crypto.open_json(professional.sealed_for, row.name_sealed, purpose=PURPOSE))
