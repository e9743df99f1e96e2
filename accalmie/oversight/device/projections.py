"""What this room keeps of the journal: what people say did them harm."""

from __future__ import annotations

from accalmie.core import entries
from accalmie.foundation import crypto, journal
from accalmie.oversight.device.models import HarmTold

WORDS = "device.harm.words"

harms = journal.Projection("device.harms", models=[HarmTold], sealed={"words": WORDS})


@harms.on(entries.HarmReported)
def keep_harm(recorded: journal.Recorded[entries.HarmReported]) -> None:
    """One more thing that did harm."""
    told = recorded.value
    HarmTold.objects.create(
        entry_id=recorded.id,
        patient_id=recorded.patient,
        told_at=recorded.occurred_at,
        domains=list(told.domains),
        cause=told.cause,
        wish=told.wish,
        words=crypto.seal_json(recorded.patient, told.words, purpose=WORDS),
    )
