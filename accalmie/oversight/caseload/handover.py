"""Somebody goes: each of their patients, with the tasks and letters that are open, to a colleague by name."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django import forms
from django.db import transaction
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from accalmie.capabilities.coordination import actions as coordination, queries as coordinated
from accalmie.foundation.access import actions as access, queries as care, sharing
from accalmie.foundation.access.permissions import CARING_ROLES
from accalmie.foundation.people.codes import Role
from accalmie.foundation.people.models import Person
from accalmie.foundation.people.queries import colleagues_of, names_of
from accalmie.safety import beside


class SomebodyIsLeft(ValueError):
    """A handover is whole or does not happen: some patients have no colleague yet."""


CHANGED = (SomebodyIsLeft, sharing.PatientLeft, coordination.NotInTheTeam, coordination.NoSuchTask)
"""Somebody was quicker, between the page and its answer: nothing is handed over, and the page is looked at again."""


@dataclass(frozen=True)
class ToHandOver:
    """One patient of whoever goes. `stays`: who of the care team stays in any case; `takers`: who may take them over,
    by id and name (nobody whom the person has left)."""

    patient: UUID
    called: str
    tasks: tuple[str, ...]
    letters: tuple[str, ...]
    stays: tuple[str, ...]
    takers: tuple[tuple[UUID, str], ...]

    @property
    def field(self) -> str:
        """The name of the field in which its taker is chosen."""
        return f"to-{self.patient}"


def to_hand_over(professional: Person, *, now: datetime) -> list[ToHandOver]:
    """Everything of this professional's that must go to somebody."""
    patients = care.patients_of(professional, now=now)
    named = {one.id: one.person.called for one in patients}
    tasks, letters = coordinated.open_tasks(named), coordinated.open_referrals(named)
    colleagues = [one for one in colleagues_of(professional) if Role(one.role) in CARING_ROLES]
    teams, left = care.caring_teams(named, now=now), care.left_by_each(named)
    names = names_of({who for team in teams.values() for who in team})
    found = []
    for patient, called in named.items():
        found.append(
            ToHandOver(
                patient=patient,
                called=called,
                tasks=tuple(one.words for one in tasks if one.patient == patient and one.owner == professional.id),
                letters=tuple(one.recipient for one in letters if one.patient == patient),
                stays=tuple(names[one] for one in teams.get(patient, ()) if one != professional.id),
                takers=tuple((one.id, one.called) for one in colleagues if (patient, one.id) not in left),
            )
        )
    return found


class HandoverForm(forms.Form):
    """A colleague for each patient; none may be left without."""

    def __init__(self, data: QueryDict | None = None, *, lines: list[ToHandOver]) -> None:
        super().__init__(data, auto_id="%s")
        for one in lines:
            self.fields[one.field] = forms.ChoiceField(
                label=_("Who takes over from now on"),
                choices=[("", _("Choose a colleague")), *((str(id), called) for id, called in one.takers)],
                error_messages={
                    "required": _("Everybody needs somebody: choose a colleague for %(name)s.") % {"name": one.called}
                },
            )

    def chosen(self) -> dict[UUID, UUID]:
        """Each patient's taker."""
        return {UUID(name.removeprefix("to-")): UUID(id) for name, id in self.cleaned_data.items()}


@transaction.atomic
def hand_over(*, by: Person, takers: Mapping[UUID, UUID], now: datetime) -> None:
    """Each patient's taker comes into the care team, gets the open tasks of whoever goes, and they leave: all of it, or
    nothing. Where they were to cover later, their colleague reads that nobody does, and names somebody.

    Raises SomebodyIsLeft, beside.WouldBeAlone, or one of CHANGED for what somebody did in the meantime.
    """
    lines = to_hand_over(by, now=now)
    if any(takers.get(one.patient) not in {id for id, _called in one.takers} for one in lines):
        raise SomebodyIsLeft
    colleagues = {one.id: one for one in colleagues_of(by)}
    for one in lines:  # asked before anybody leaves: whoever has left sees no danger any more
        taker = colleagues[takers[one.patient]]
        beside.check_leaving(one.patient, by, [*care.professionals_of(one.patient, now=now), taker])
    for one in lines:
        _hand_over(one.patient, by, colleagues[takers[one.patient]], now)
    access.leave_places_to_come(professional=by, now=now)


def _hand_over(patient: UUID, by: Person, taker: Person, now: datetime) -> None:
    with suppress(sharing.AlreadyThere):
        sharing.add_colleague(patient=patient, colleague=taker, by=by, now=now)
    for task in coordinated.open_tasks([patient]):
        if task.owner == by.id:
            coordination.give_task(
                patient=patient,
                task=task.id,
                words=task.words,
                owner=taker.id,
                due_on=task.due_on,
                by=by.id,
                now=now,
            )
    for relation in care.relations_of(patient):
        if relation.professional_id == by.id and relation.stands_at(now):
            access.leave(patient=patient, relation=relation.id, by=by.id, now=now, by_patient=False)
