"""Noting that somebody has died, which stops everything in the same transaction; and saying that it was an error."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import ngettext

from accalmie.core.entries import ConcernRaised, Deceased, DeceasedCorrected
from accalmie.foundation import journal
from accalmie.foundation.access import mandates
from accalmie.foundation.access.queries import mandates_of
from accalmie.foundation.journal.records import Draft
from accalmie.foundation.outbox import actions as outbox
from accalmie.foundation.people import actions as people
from accalmie.foundation.people.models import Patient, Person
from accalmie.foundation.people.resetting import LINKS
from accalmie.safety import queries
from accalmie.safety.alerts import keeping
from accalmie.safety.alerts.queries import is_nobodys

LEARNT_FROM = ("relative", "hospital", "doctor", "authority", "other")


class NotNoted(LookupError):
    """No death of this person is noted, or it was corrected already."""


class NobodysRecord(LookupError):
    """The record stands for nobody: exercises, or worries about people whom nobody has found yet."""


class SamePerson(PermissionError):
    """Somebody else than who noted it corrects it."""


@transaction.atomic
def note(
    *, patient: Patient, learnt_from: str, day: date | None, by: Person, now: datetime, id: UUID | None = None
) -> None:
    """From this moment nothing is sent, asked or expected: alerts and a recontact end, waiting notices are stopped and
    later ones too, the account and the access of helpers close. The record stays, under its rules.

    Noted already: nothing happens. Raises ValueError for an unknown source, or NobodysRecord.
    """
    if is_nobodys(patient.id):
        raise NobodysRecord(str(patient.id))
    if learnt_from not in LEARNT_FROM:
        raise ValueError(learnt_from)
    if queries.death_of(patient.id) is not None:
        return
    if journal.append(patient.id, Deceased(learnt_from=learnt_from, day=day), by=by.id, now=now, id=id).repeated:
        return
    outbox.stop_from_now_on(patient.id, now=now)
    outbox.stop(begins=f"{LINKS}{patient.person_id}.", now=now)
    people.close_account(patient=patient)
    for one in mandates_of(patient.id):
        mandates.end(patient=patient.id, mandate=one.id, by=by.id, now=now)


@transaction.atomic
def correct(*, patient: Patient, by: Person, now: datetime, id: UUID | None = None) -> None:
    """It was an error: they sign in again, and what is queued from now on leaves. What was stopped is not sent again,
    and what had ended is not begun again. The alerts that it ended, and the signs that came since and had none, are one
    alert, which says how many.

    Raises NotNoted, or SamePerson.
    """
    death = queries.death_of(patient.id)
    if death is None:
        raise NotNoted(str(patient.id))
    if death.noted_by == by.id:
        raise SamePerson(by.role)
    drafts = [Draft(entry=DeceasedCorrected(noted=death.noted), by=by.id, id=id)]
    waited = list(keeping.waited(death).values_list("severity", "level"))
    if waited:
        _severity, level = max(waited)
        raised = ConcernRaised(level=level, words=_reopened(len(waited)))
        drafts.append(Draft(entry=raised, by=by.id, id=queries.reopening(death.noted)))
    journal.append_many(patient.id, drafts, now=now)
    outbox.let_leave(patient.id)
    people.open_account_again(patient=patient)


def _reopened(count: int) -> str:
    return ngettext(
        "Their death had been noted by mistake. %(num)s sign waited meanwhile: it is below, and this alert answers it.",
        "Their death had been noted by mistake. %(num)s signs waited meanwhile: they are below, and this alert answers "
        "all of them.",
        count,
    ) % {"num": count}
