"""What the room keeps of the journal."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid5

from accalmie.capabilities.sleep.models import Noted
from accalmie.capabilities.sleep.queries import SAID
from accalmie.core import entries
from accalmie.core.entries import Entry
from accalmie.foundation import crypto, journal

noted = journal.Projection("sleep.noted", models=[Noted], sealed={"said": SAID})

_KINDS: dict[type[Entry], Noted.Kind] = {
    entries.SleepQuestionsAnswered: Noted.Kind.QUESTIONS,
    entries.SleepWeekAnswered: Noted.Kind.WEEK,
    entries.SleepWindowSet: Noted.Kind.WINDOW,
    entries.SleepWindowSupported: Noted.Kind.SUPPORT,
    entries.SleepWindowResumed: Noted.Kind.RESUMED,
}


@noted.on(entries.NightNoted)
def keep_night(recorded: journal.Recorded[entries.NightNoted]) -> None:
    """One row a day: what was noted last counts."""
    _keep(recorded, night_id(recorded.patient, recorded.value.day), Noted.Kind.NIGHT, recorded.value.day)


@noted.on(entries.NightWithdrawn)
def empty_night(recorded: journal.Recorded[entries.NightWithdrawn]) -> None:
    """Nothing is noted for this day any more."""
    row = journal.row(Noted, night_id(recorded.patient, recorded.value.day))
    if row is not None:
        row.said = None
        row.sequence = recorded.sequence
        row.noted_at, row.noted_by = recorded.occurred_at, recorded.by
        journal.keep(row)


@noted.on(*_KINDS)
def keep_the_rest(recorded: journal.Recorded[Entry]) -> None:
    """Answers, decisions and what professionals noted: one row each."""
    _keep(recorded, recorded.id, _KINDS[type(recorded.value)], None)


def night_id(patient: UUID, day: date) -> UUID:
    """The row of the night that ended on this day."""
    return uuid5(patient, f"night {day.isoformat()}")


def _keep(recorded: journal.Recorded[Entry], id: UUID, kind: Noted.Kind, day: date | None) -> None:
    row = journal.row(Noted, id) or Noted(id=id, patient_id=recorded.patient, kind=kind, day=day)
    row.said = crypto.seal_json(recorded.patient, recorded.value, purpose=SAID)
    row.sequence = recorded.sequence
    row.noted_at, row.noted_by = recorded.occurred_at, recorded.by
    journal.keep(row)
