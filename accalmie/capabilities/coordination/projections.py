"""What coordination keeps of the journal."""

from __future__ import annotations

import msgspec

from accalmie.capabilities.coordination.models import Goal, TeamTask
from accalmie.capabilities.coordination.queries import GOAL, TASK
from accalmie.core import entries
from accalmie.foundation import crypto, journal

goals = journal.Projection("coordination.goals", models=[Goal], sealed={"said": GOAL})
tasks = journal.Projection("coordination.tasks", models=[TeamTask], sealed={"said": TASK})


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
