"""Writing a plan, reading it again, and letting somebody read it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from accalmie.core.entries import PlanWords, SafetyPlanConfirmed, SafetyPlanShared, SafetyPlanWritten
from accalmie.foundation import journal
from accalmie.foundation.access.queries import professionals_of
from accalmie.safety.plan import queries


class NothingToConfirm(LookupError):
    """This person has no plan."""


def write(
    *, patient: UUID, words: PlanWords, together: bool = False, by: UUID, now: datetime, id: UUID | None = None
) -> None:
    """Journal the whole plan; one that says what the last says was read again, and makes no new version.

    Raises journal.EntryConflict when `id` names another entry.
    """
    last = queries.latest(patient)
    if last is None and words == PlanWords():
        return
    if last is None or last.words != words or (together and last.id != id):
        journal.append(patient, SafetyPlanWritten(words=words, together=together), by=by, now=now, id=id)
    elif last.id != id:
        journal.append(patient, SafetyPlanConfirmed(written=last.id), by=by, now=now, id=id)


def confirm(*, patient: UUID, by: UUID, now: datetime, id: UUID | None = None) -> None:
    """*Still right*: the plan was read again. Raises NothingToConfirm or journal.EntryConflict."""
    standing = queries.standing(patient)
    if standing.version is None:
        raise NothingToConfirm(str(patient))
    journal.append(patient, SafetyPlanConfirmed(written=standing.version), by=by, now=now, id=id)


def share(*, patient: UUID, readers: Iterable[UUID], by: UUID, now: datetime, id: UUID | None = None) -> None:
    """From now on these professionals of the care team read the plan, and nobody else; others are left out.

    The same readers again write nothing. Raises journal.EntryConflict.
    """
    team = {person.id for person in professionals_of(patient, now=now)}
    wished = team & set(readers)
    if wished != queries.standing(patient).readers:
        journal.append(patient, SafetyPlanShared(readers=tuple(sorted(wished))), by=by, now=now, id=id)
