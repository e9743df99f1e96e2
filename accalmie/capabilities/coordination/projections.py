"""What coordination keeps of the journal."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import msgspec

from accalmie.capabilities.coordination.models import Goal, Referral, TeamMessage, TeamTask
from accalmie.capabilities.coordination.queries import GOAL, LETTER, ROOM, TASK
from accalmie.core import entries
from accalmie.foundation import crypto, journal

goals = journal.Projection("coordination.goals", models=[Goal], sealed={"said": GOAL})
tasks = journal.Projection("coordination.tasks", models=[TeamTask], sealed={"said": TASK})
referrals = journal.Projection("coordination.referrals", models=[Referral], sealed={"said": LETTER})
messages = journal.Projection("coordination.messages", models=[TeamMessage], sealed={"said": ROOM})


@goals.on(entries.GoalWritten)
def keep_goal(recorded: journal.Recorded[entries.GoalWritten]) -> None:
    """The goal as it stands from now on; one that had ended stands again."""
    written = recorded.value
    said = {"words": written.words, "way_there": msgspec.to_builtins(written.way_there), "ended": ""}
    row = Goal.objects.filter(patient_id=recorded.patient, goal=written.goal).first()
    row = row or Goal(entry_id=recorded.id, patient_id=recorded.patient, goal=written.goal)
    row.said = crypto.seal_json(recorded.patient, said, purpose=GOAL)
    row.version, row.together, row.review_on = recorded.id, written.together, written.review_on
    row.written_at, row.written_by = recorded.occurred_at, recorded.by
    row.ending, row.ended_at = "", None
    row.save()


@goals.on(entries.GoalEnded)
def end_goal(recorded: journal.Recorded[entries.GoalEnded]) -> None:
    """The first end stands."""
    ended = recorded.value
    row = Goal.objects.filter(patient_id=recorded.patient, goal=ended.goal, ended_at__isnull=True).first()
    if row is None:
        return
    said = crypto.open_json(recorded.patient, row.said, purpose=GOAL) | {"ended": ended.words}
    row.said = crypto.seal_json(recorded.patient, said, purpose=GOAL)
    row.ending, row.ended_at, row.version = ended.ending[:10], recorded.occurred_at, recorded.id
    row.save()


@tasks.on(entries.TeamTaskGiven)
def keep_task(recorded: journal.Recorded[entries.TeamTaskGiven]) -> None:
    """The task as it stands from now on."""
    given = recorded.value
    row = TeamTask.objects.filter(patient_id=recorded.patient, task=given.task).first()
    row = row or TeamTask(entry_id=recorded.id, patient_id=recorded.patient, task=given.task)
    row.said = crypto.seal_json(recorded.patient, {"words": given.words, "ended": ""}, purpose=TASK)
    row.owner, row.due_on = given.owner, given.due_on
    row.given_at, row.given_by = recorded.occurred_at, recorded.by
    row.ending, row.ended_at, row.ended_by = "", None, None
    row.save()


@tasks.on(entries.TeamTaskEnded)
def end_task(recorded: journal.Recorded[entries.TeamTaskEnded]) -> None:
    """The first end stands."""
    ended = recorded.value
    row = TeamTask.objects.filter(patient_id=recorded.patient, task=ended.task, ended_at__isnull=True).first()
    if row is None:
        return
    said = crypto.open_json(recorded.patient, row.said, purpose=TASK) | {"ended": ended.words}
    row.said = crypto.seal_json(recorded.patient, said, purpose=TASK)
    row.ending, row.ended_at, row.ended_by = ended.ending[:10], recorded.occurred_at, recorded.by
    row.save()


@messages.on(entries.TeamMessageWritten)
def keep_message(recorded: journal.Recorded[entries.TeamMessageWritten]) -> None:
    """One more message of the team's room."""
    TeamMessage.objects.create(
        entry_id=recorded.id,
        patient_id=recorded.patient,
        said=crypto.seal_json(recorded.patient, msgspec.to_builtins(recorded.value), purpose=ROOM),
        written_at=recorded.occurred_at,
        written_by=recorded.by,
    )


@referrals.on(entries.ReferralPrepared)
def keep_referral(recorded: journal.Recorded[entries.ReferralPrepared]) -> None:
    """One more letter, of which nothing has left."""
    prepared = recorded.value
    if _referral(recorded.patient, prepared.referral) is not None:
        return
    said = {
        "aim": prepared.aim,
        "role": prepared.role,
        "recipient": prepared.recipient,
        "letter": msgspec.to_builtins(prepared.letter),
        "language": prepared.language,
        "parts": sorted({line.part for line in prepared.letter}),
        "confirmed_by": "",
        "ended": "",
    }
    Referral.objects.create(
        entry_id=recorded.id,
        referral=prepared.referral,
        patient_id=recorded.patient,
        said=crypto.seal_json(recorded.patient, said, purpose=LETTER),
        state="PREPARED",
        outside=prepared.outside,
        prepared_at=recorded.occurred_at,
        prepared_by=recorded.by,
    )


@referrals.on(entries.ReferralAnswered)
def keep_answer(recorded: journal.Recorded[entries.ReferralAnswered]) -> None:
    """The last answer before the letter leaves counts."""
    row = _referral(recorded.patient, recorded.value.referral)
    parts = recorded.value.parts
    if row is None or row.state not in ("PREPARED", "AGREED"):
        return
    row.answered_at = recorded.occurred_at
    row.state = "AGREED" if parts else "REFUSED"
    row.ended_at = None if parts else recorded.occurred_at
    _say(row, parts=sorted(parts))


@referrals.on(entries.ReferralSent)
def keep_sending(recorded: journal.Recorded[entries.ReferralSent]) -> None:
    """It left, with these parts."""
    sent = recorded.value
    row = _referral(recorded.patient, sent.referral)
    if row is None or row.state not in ("PREPARED", "AGREED"):
        return
    row.state, row.sent_at, row.receipt_by = "SENT", recorded.occurred_at, sent.receipt_by
    _say(row, parts=sorted(sent.parts))


@referrals.on(entries.ReferralReceived)
def keep_receipt(recorded: journal.Recorded[entries.ReferralReceived]) -> None:
    """Somebody there said that they have it."""
    row = _referral(recorded.patient, recorded.value.referral)
    if row is None or row.state != "SENT":
        return
    row.state, row.received_at = "RECEIVED", recorded.occurred_at
    _say(row, confirmed_by=recorded.value.confirmed_by)


@referrals.on(entries.ReferralEnded)
def end_referral(recorded: journal.Recorded[entries.ReferralEnded]) -> None:
    """The first end stands."""
    ended = recorded.value
    row = _referral(recorded.patient, ended.referral)
    if row is None or row.ended_at is not None:
        return
    row.state = "REFUSED" if ended.ending == "refused" else "TAKEN_BACK"
    row.ended_at = recorded.occurred_at
    _say(row, ended=ended.words)


def _referral(patient: UUID, referral: UUID) -> Referral | None:
    return Referral.objects.filter(patient_id=patient, referral=referral).first()


def _say(row: Referral, **more: Any) -> None:
    said = crypto.open_json(row.patient_id, row.said, purpose=LETTER) | more
    row.said = crypto.seal_json(row.patient_id, said, purpose=LETTER)
    row.save()
