"""What closing keeps of the journal."""

from __future__ import annotations

from accalmie.core import entries
from accalmie.foundation import crypto, journal
from accalmie.oversight.closing.models import Ending
from accalmie.oversight.closing.queries import LAST_WORD, WORDS

endings = journal.Projection("closing.endings", models=[Ending], sealed={"words": WORDS, "last_word": LAST_WORD})


@endings.on(entries.CareEndProposed)
def keep_proposal(recorded: journal.Recorded[entries.CareEndProposed]) -> None:
    """One more proposal."""
    proposed = recorded.value
    journal.keep(
        Ending(
            entry_id=recorded.id,
            patient_id=recorded.patient,
            reason=proposed.reason[:10],
            words=crypto.seal_json(recorded.patient, proposed.words, purpose=WORDS),
            ends_on=proposed.ends_on,
            proposed_at=recorded.occurred_at,
            proposed_by=recorded.by,
        )
    )


@endings.on(entries.LastWordSaid)
def keep_last_word(recorded: journal.Recorded[entries.LastWordSaid]) -> None:
    """What the person said last stands."""
    row = _row(recorded.value.proposal, recorded)
    if row is not None:
        row.last_word = crypto.seal_json(recorded.patient, recorded.value.words, purpose=LAST_WORD)
        row.last_word_at = recorded.occurred_at
        journal.keep(row)


@endings.on(entries.CareEndTakenBack)
def take_back(recorded: journal.Recorded[entries.CareEndTakenBack]) -> None:
    """Care goes on."""
    row = _row(recorded.value.proposal, recorded)
    if row is not None:
        row.taken_back_at = recorded.occurred_at
        journal.keep(row)


@endings.on(entries.CareEnded)
def end(recorded: journal.Recorded[entries.CareEnded]) -> None:
    """It has ended."""
    row = _row(recorded.value.proposal, recorded)
    if row is not None:
        row.ended_at = recorded.occurred_at
        journal.keep(row)


def _row(proposal: object, recorded: journal.Recorded[entries.Entry]) -> Ending | None:
    row = journal.row(Ending, proposal)
    return row if row is not None and row.patient_id == recorded.patient else None
