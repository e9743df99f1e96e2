"""What this room keeps of the journal."""

from __future__ import annotations

from uuid import UUID

from accalmie.capabilities.elsewhere.models import Elsewhere
from accalmie.capabilities.elsewhere.queries import SAID
from accalmie.core import entries
from accalmie.foundation import crypto, journal

told = journal.Projection("elsewhere.lines", models=[Elsewhere], sealed={"said": SAID})


@told.on(entries.CareElsewhereNoted)
def keep_line(recorded: journal.Recorded[entries.CareElsewhereNoted]) -> None:
    """One more line, in the place of the one that it corrects."""
    noted = recorded.value
    Elsewhere.objects.create(
        entry_id=recorded.id,
        patient_id=recorded.patient,
        about=noted.about,
        told_by=noted.told_by,
        said=crypto.seal_json(recorded.patient, {"what": noted.what, "who": noted.who}, purpose=SAID),
        since=noted.since,
        until=noted.until,
        noted_at=recorded.occurred_at,
        noted_by=recorded.by,
    )
    if noted.replaces is not None:
        _put_aside(recorded.patient, noted.replaces)


@told.on(entries.CareElsewhereStruck)
def strike_line(recorded: journal.Recorded[entries.CareElsewhereStruck]) -> None:
    """It stands no more."""
    _put_aside(recorded.patient, recorded.value.noted)


def _put_aside(patient: UUID, line: UUID) -> None:
    Elsewhere.objects.filter(patient_id=patient, entry_id=line).update(stands=False)
