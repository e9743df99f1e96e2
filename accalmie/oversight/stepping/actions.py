"""Deciding on which step of care somebody is from now on, and the person's answer."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from uuid6 import uuid7

from accalmie.capabilities.coordination.actions import give_task
from accalmie.core.crisis import Level
from accalmie.core.entries import CareStepAnswered, CareStepDecided
from accalmie.core.stepping import CareStep
from accalmie.foundation import journal
from accalmie.foundation.people import reaching
from accalmie.foundation.people.models import Person
from accalmie.foundation.people.queries import patient_named
from accalmie.oversight.stepping import queries
from accalmie.oversight.stepping.library import rules
from accalmie.safety.closures.queries import today

ABOVE = (CareStep.FACE_TO_FACE, CareStep.PSYCHIATRY)
"""Steps that are no way to follow a programme: somebody has to arrange them, and gets a task."""
WITHIN = timedelta(days=7)


class WhyNot(ValueError):
    """Something else than the rules propose was decided, without a reason."""


class InDanger(ValueError):
    """Nobody is accompanied less while a danger of theirs is open."""


class NotDecided(LookupError):
    """No such decision waits for this person's answer."""


@transaction.atomic
def decide(
    *, patient: UUID, step: CareStep, because: str, said: str, by: Person, now: datetime, id: UUID | None = None
) -> None:
    """Journal the decision beside what the rules proposed. What is above a programme becomes a task of whoever decides;
    the person is written to that something waits.

    Raises WhyNot, InDanger or journal.EntryConflict.
    """
    journal.hold(patient)
    entry = id or uuid7()
    if any(one.id == entry for one in queries.decisions(patient, at_most=1)):
        return  # sent twice
    found = queries.standing(patient, now=now)
    stands, proposed = found.facts.step, found.proposal.step
    if step is not proposed and not because.strip():
        raise WhyNot(step)
    if step.height < stands.height and found.facts.danger not in (Level.NONE, Level.DISTRESS):
        raise InDanger(step)
    value = CareStepDecided(
        standing=stands,
        proposed=proposed,
        decided=step,
        reasons=found.proposal.reasons,
        because=because,
        said=said,
        rules_version=rules().version,
    )
    journal.append(patient, value, by=by.id, now=now, id=entry)
    if step in ABOVE and step is not stands:
        _arrange(patient, step, by, now)
    _tell(patient, entry, now)


def _arrange(patient: UUID, step: CareStep, by: Person, now: datetime) -> None:
    with translation.override(by.language):
        words = _("Arrange sessions face to face")
        if step is CareStep.PSYCHIATRY:
            words = _("Arrange care by a psychiatrist")
    give_task(patient=patient, words=words, owner=by.id, due_on=today(now) + WITHIN, by=by.id, now=now)


def _tell(patient: UUID, decision: UUID, now: datetime) -> None:
    found = patient_named(patient)
    with translation.override(found.person.language):
        text = _("Your team wrote something for you on your page: %(where)s")
    reaching.tell(found, key=f"stepping:{decision}", text=text, now=now)


def answer(
    *, patient: UUID, decision: UUID, agreed: bool, words: str, by: UUID, now: datetime, id: UUID | None = None
) -> None:
    """What the person says of the last decision. Raises NotDecided or journal.EntryConflict."""
    last = next(iter(queries.decisions(patient, at_most=1)), None)
    if last is None or last.id != decision:
        raise NotDecided(str(decision))
    value = CareStepAnswered(decision=decision, accepted=agreed, words=words)
    journal.append(patient, value, by=by, now=now, id=id)
