"""What contact keeps of the journal."""

from __future__ import annotations

from accalmie.capabilities.contact.models import TalkRequest
from accalmie.capabilities.contact.queries import ANSWER, ASKED
from accalmie.core import entries
from accalmie.foundation import crypto, journal

requests = journal.Projection("contact.requests", models=[TalkRequest], sealed={"asked": ASKED, "answer": ANSWER})


@requests.on(entries.TalkAsked)
def keep_request(recorded: journal.Recorded[entries.TalkAsked]) -> None:
    """One more request."""
    asked = recorded.value
    said = {"reach": asked.reach, "when": asked.when, "words": asked.words}
    TalkRequest.objects.create(
        entry_id=recorded.id,
        patient_id=recorded.patient,
        way=asked.way,
        about=asked.about,
        asked=crypto.seal_json(recorded.patient, said, purpose=ASKED),
        asked_at=recorded.occurred_at,
    )


@requests.on(entries.TalkAnswered)
def keep_answer(recorded: journal.Recorded[entries.TalkAnswered]) -> None:
    """The first answer stands: another never takes its place."""
    answered = recorded.value
    waiting = TalkRequest.objects.filter(patient_id=recorded.patient, entry_id=answered.source, answer_id__isnull=True)
    waiting.update(
        answer_id=recorded.id,
        answer=crypto.seal_json(recorded.patient, answered.words, purpose=ANSWER),
        answered_at=recorded.occurred_at,
        answered_by=recorded.by,
    )
