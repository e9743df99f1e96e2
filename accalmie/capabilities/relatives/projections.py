"""What the room keeps of the journal."""

from __future__ import annotations

from accalmie.capabilities.relatives.models import Relative
from accalmie.capabilities.relatives.queries import SAID
from accalmie.core import entries
from accalmie.foundation import crypto, journal

relatives = journal.Projection("relatives.relatives", models=[Relative], sealed={"said": SAID})


@relatives.on(entries.RelativeNamed)
def keep_named(recorded: journal.Recorded[entries.RelativeNamed]) -> None:
    """What the person said last stands; somebody who was taken back stands again."""
    named = recorded.value
    said = {"called": named.called, "relation": named.relation, "reach": named.reached_by}
    row = journal.row(Relative, named.relative) or Relative(relative=named.relative, patient_id=recorded.patient)
    if row.patient_id != recorded.patient:
        return
    row.said = crypto.seal_json(recorded.patient, said, purpose=SAID)
    row.may, row.named_at, row.ended_at = sorted(named.may), recorded.occurred_at, None
    journal.keep(row)


@relatives.on(entries.RelativeTakenBack)
def end_named(recorded: journal.Recorded[entries.RelativeTakenBack]) -> None:
    """Nobody speaks with them any more."""
    row = journal.row(Relative, recorded.value.relative)
    if row is not None and row.patient_id == recorded.patient and row.ended_at is None:
        row.ended_at = recorded.occurred_at
        journal.keep(row)
