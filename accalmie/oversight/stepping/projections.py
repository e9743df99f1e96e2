"""What stepping keeps of the journal."""

from __future__ import annotations

from accalmie.core import entries
from accalmie.foundation import crypto, journal
from accalmie.oversight.stepping.models import Decided
from accalmie.oversight.stepping.queries import ANSWER, WORDS

decisions = journal.Projection("stepping.decisions", models=[Decided], sealed={"words": WORDS, "answer": ANSWER})


@decisions.on(entries.CareStepDecided)
def keep_decision(recorded: journal.Recorded[entries.CareStepDecided]) -> None:
    """One more decision."""
    value = recorded.value
    words = {"because": value.because, "said": value.said}
    journal.keep(
        Decided(
            entry_id=recorded.id,
            patient_id=recorded.patient,
            standing=value.standing[:12],
            proposed=value.proposed[:12],
            decided=value.decided[:12],
            reasons=list(value.reasons),
            words=crypto.seal_json(recorded.patient, words, purpose=WORDS),
            decided_at=recorded.occurred_at,
            decided_by=recorded.by,
        )
    )


@decisions.on(entries.CareStepAnswered)
def keep_answer(recorded: journal.Recorded[entries.CareStepAnswered]) -> None:
    """What the person said last stands."""
    row = journal.row(Decided, recorded.value.decision)
    if row is None or row.patient_id != recorded.patient:
        return
    row.agreed, row.answered_at = recorded.value.accepted, recorded.occurred_at
    row.answer = crypto.seal_json(recorded.patient, recorded.value.words, purpose=ANSWER)
    journal.keep(row)
