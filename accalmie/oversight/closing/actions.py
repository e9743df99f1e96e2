"""Proposing that care ends, the person's last word, taking it back, and the end."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from uuid6 import uuid7

from accalmie.core.entries import CareEnded, CareEndProposed, CareEndTakenBack, LastWordSaid
from accalmie.foundation import journal
from accalmie.foundation.access.actions import end_team
from accalmie.foundation.people import reaching
from accalmie.foundation.people.queries import patient_named
from accalmie.oversight.closing import queries
from accalmie.safety.closures.queries import today


class SomethingWaits(Exception):
    """Care does not end while this waits for somebody (`queries.in_the_way`)."""

    def __init__(self, what: tuple[str, ...]) -> None:
        super().__init__(", ".join(what))
        self.what = what


class NotProposed(LookupError):
    """No end of care is proposed to this person."""


class TooSoon(ValueError):
    """The day has not come, and the person has not said their last word."""


def propose(
    *, patient: UUID, reason: str, words: str, ends_on: date, by: UUID, now: datetime, id: UUID | None = None
) -> None:
    """Care is to end on this day; the person is told that something waits on their page. One that was proposed before
    gives way to it.

    Raises SomethingWaits for a danger, ValueError for a reason or a day that no form offers, or journal.EntryConflict.
    """
    if reason not in queries.REASONS or not today(now) + queries.NOTICE <= ends_on <= today(now) + queries.LONGEST:
        raise ValueError(f"{reason} / {ends_on}")
    entry = id or uuid7()
    with transaction.atomic():
        journal.hold(patient)
        dangers = tuple(one for one in queries.in_the_way(patient) if one in queries.DANGERS)
        if dangers:
            raise SomethingWaits(dangers)
        before = queries.standing(patient)
        if before is not None and before.id != entry:
            journal.append(patient, CareEndTakenBack(proposal=before.id), by=by, now=now)
        value = CareEndProposed(proposal=entry, reason=reason, words=words, ends_on=ends_on)
        journal.append(patient, value, by=by, now=now, id=entry)
        found = patient_named(patient)
        with translation.override(found.person.language):
            text = _("Something about your care waits for you on your page: %(where)s")
        reaching.tell(found, key=f"closing:{entry}", text=text, now=now)


def say_last_word(*, patient: UUID, words: str, by: UUID, now: datetime, id: UUID | None = None) -> None:
    """What the person says of the care that ends. Raises NotProposed or journal.EntryConflict."""
    found = _standing(patient)
    journal.append(patient, LastWordSaid(proposal=found.id, words=words), by=by, now=now, id=id)


def take_back(*, patient: UUID, by: UUID, now: datetime) -> None:
    """Care goes on. Raises NotProposed."""
    found = _standing(patient)
    journal.append(patient, CareEndTakenBack(proposal=found.id), by=by, now=now)


@transaction.atomic
def end(*, patient: UUID, by: UUID | None, now: datetime) -> None:
    """The care team leaves, and the record is open to its owner alone: on the day that was said, or earlier once the
    person has said their last word. `by`: who ends it; None: whoever proposed it, when the day has come.

    Raises NotProposed, TooSoon or SomethingWaits.
    """
    journal.hold(patient)
    found = _standing(patient)
    if found.last_word_at is None and today(now) < found.ends_on:
        raise TooSoon(str(found.ends_on))
    waits = queries.in_the_way(patient)
    if waits:
        raise SomethingWaits(waits)
    author = by or found.by
    journal.append(patient, CareEnded(proposal=found.id, reason=found.reason), by=author, now=now)
    if author is not None:
        end_team(patient=patient, by=author, now=now)


def _standing(patient: UUID) -> queries.Proposal:
    found = queries.standing(patient)
    if found is None:
        raise NotProposed(str(patient))
    return found
