"""What notes keep of the journal."""

from __future__ import annotations

from uuid import UUID

from accalmie.capabilities.notes.models import SignedNote
from accalmie.capabilities.notes.queries import WORDS
from accalmie.core import entries
from accalmie.foundation import crypto, journal

signed = journal.Projection("notes.signed", models=[SignedNote], sealed={"words": WORDS})


@signed.on(entries.NoteSigned)
def keep_note(recorded: journal.Recorded[entries.NoteSigned]) -> None:
    """One more version; the one that it replaces stands behind it from now on."""
    note = recorded.value
    before = _before(recorded.patient, note.replaces)
    said = {"contact": note.contact, "state": note.state, "risk": note.risk, "next_step": note.next_step}
    SignedNote.objects.create(
        entry_id=recorded.id,
        patient_id=recorded.patient,
        first_id=before.first_id if before else recorded.id,
        words=crypto.seal_json(recorded.patient, said | {"because": note.because}, purpose=WORDS),
        risk_asked=note.risk_asked,
        signed_at=recorded.occurred_at,
        signed_by=recorded.by,
    )
    if before:
        SignedNote.objects.filter(entry_id=before.entry_id).update(replaced_by=recorded.id)


def _before(patient: UUID, replaces: UUID | None) -> SignedNote | None:
    return SignedNote.objects.filter(patient_id=patient, entry_id=replaces).first() if replaces else None
