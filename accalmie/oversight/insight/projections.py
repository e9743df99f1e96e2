"""What insight keeps of the journal: one trace a patient."""

from __future__ import annotations

import msgspec

from accalmie.capabilities.programmes import library as programmes
from accalmie.core import entries
from accalmie.core.insight.traces import FOLDED, Trace, told
from accalmie.foundation import journal
from accalmie.oversight.insight.models import TraceRow

traces = journal.Projection("insight.traces", models=[TraceRow])


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
