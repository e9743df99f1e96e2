"""Who answers somebody whom no care team follows: the rota of their organisation, once it has shown that it answers."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from accalmie.foundation.access.permissions import Permission
from accalmie.foundation.access.policy import may
from accalmie.foundation.access.queries import left_by
from accalmie.foundation.people.models import Patient, Person
from accalmie.safety.readiness.queries import answered


def readers(organisation: UUID, *, now: datetime) -> tuple[Person, ...]:
    """Who welcomes the newcomers of this organisation: the clinicians on the rota who work there, the lead first.

    Empty while the rota has not shown that it answers: nobody is led to believe that somebody watches when nobody does.
    """
    state = answered(now)
    if not state.holds or state.rota is None:
        return ()
    here = [one for one in state.members if one.organisation_id == organisation]
    able = [one for one in here if may(one, Permission.INTAKE_TAKE, now=now)]
    lead = state.rota.lead_id
    return tuple(sorted(able, key=lambda one: one.id != lead))


def readers_for(patient: UUID, *, now: datetime) -> tuple[Person, ...]:
    """Those of them who may answer this patient: nobody whom the patient has left."""
    found = Patient.objects.filter(id=patient).values_list("organisation_id", flat=True).first()
    if found is None:
        return ()
    gone = left_by(patient)
    return tuple(one for one in readers(found, now=now) if one.id not in gone)


def is_open(now: datetime) -> bool:
    """Whether somebody welcomes newcomers anywhere on this site."""
    state = answered(now)
    return state.holds and any(may(one, Permission.INTAKE_TAKE, now=now) for one in state.members)
