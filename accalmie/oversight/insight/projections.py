"""What insight keeps of the journal: one trace a patient."""

from __future__ import annotations

import msgspec

from accalmie.capabilities.programmes import library as programmes
from accalmie.core import entries
from accalmie.core.insight.traces import FOLDED, Trace, told
from accalmie.foundation import crypto, journal
from accalmie.oversight.insight.models import Decision, TraceRow
from accalmie.oversight.insight.queries import BECAUSE

traces = journal.Projection("insight.traces", models=[TraceRow])
decisions = journal.Projection("insight.decisions", models=[Decision], sealed={"because": BECAUSE})


@traces.on(*FOLDED)
def follow(recorded: journal.Recorded[entries.Entry]) -> None:
    """One more entry. An orientation is no programme that somebody follows."""
    entry = recorded.value
    if isinstance(entry, entries.Enrolled) and programmes.by_graph(entry.graph).leads_to:
        return
    row = journal.row(TraceRow, recorded.patient) or TraceRow(patient_id=recorded.patient)
    row.trace = msgspec.to_builtins(told(read(row), entry, at=recorded.occurred_at), str_keys=True)
    journal.keep(row)


def read(row: TraceRow) -> Trace:
    """The trace of a row."""
    return msgspec.convert(row.trace, Trace, strict=False)


@decisions.on(entries.AdviceDecided)
def keep_decision(recorded: journal.Recorded[entries.AdviceDecided]) -> None:
    """One more decision."""
    decided = recorded.value
    Decision.objects.create(
        entry_id=recorded.id,
        patient_id=recorded.patient,
        enrolment=decided.enrolment,
        about=decided.about,
        week=decided.week,
        proposed=decided.proposed,
        followed=decided.followed,
        because=crypto.seal_json(recorded.patient, decided.because, purpose=BECAUSE),
        decided_at=recorded.occurred_at,
        decided_by=recorded.by,
    )
