"""Writing goals, and giving, moving and ending the tasks of a team."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

import uuid6
from django.db import transaction

from accalmie.capabilities.coordination import queries
from accalmie.core.entries import GoalEnded, GoalStep, GoalWritten, TeamTaskEnded, TeamTaskGiven
from accalmie.foundation import journal
from accalmie.foundation.access.queries import professionals_of

GOAL_ENDINGS = ("attained", "set_aside")
TASK_ENDINGS = ("done", "dropped")


class NoSuchGoal(LookupError):
    """This patient has no such goal, or it has ended."""


class NoSuchTask(LookupError):
    """The team of this patient has no such task, or it has ended."""


class ChangedMeanwhile(ValueError):
    """Somebody wrote this goal since the form was opened."""


class NotTheirWords(ValueError):
    """A professional may change the words of a goal only when they are the person's."""


class NotInTheTeam(ValueError):
    """Nobody outside the care team owns a task."""


def write_goal(
    *,
    patient: UUID,
    words: str,
    way_there: tuple[GoalStep, ...] = (),
    review_on: date | None = None,
    together: bool = False,
    by: UUID,
    by_patient: bool,
    now: datetime,
    goal: UUID | None = None,
    began: UUID | None = None,
    id: UUID | None = None,
) -> UUID:
    """Journal one goal as it stands from now on; a new one unless `goal` names it. Returns the goal's id.

    `began`: the version from which the author started. Raises NoSuchGoal, ChangedMeanwhile, NotTheirWords or
    journal.EntryConflict.
    """
    entry_id = id or uuid6.uuid7()
    last = None if goal is None else queries.goal_of(patient, goal)
    if goal is not None:
        if last is None or last.ended_at is not None:
            raise NoSuchGoal(str(goal))
        if last.version not in (began, entry_id):
            raise ChangedMeanwhile(str(goal))
    if not by_patient and not together and (last is None or last.words != words):
        raise NotTheirWords
    kept = together if last is None or last.words != words else last.together
    written = GoalWritten(
        goal=goal or entry_id,
        words=words,
        way_there=way_there,
        review_on=review_on,
        together=kept and not by_patient,
    )
    journal.append(patient, written, by=by, now=now, id=entry_id)
    return written.goal


def end_goal(
    *, patient: UUID, goal: UUID, ending: str, words: str = "", by: UUID, now: datetime, id: UUID | None = None
) -> None:
    """Nobody works towards this goal any more. Ended already: the first end stands. Raises NoSuchGoal, ValueError or
    journal.EntryConflict."""
    if ending not in GOAL_ENDINGS:
        raise ValueError(ending)
    found = queries.goal_of(patient, goal)
    if found is None:
        raise NoSuchGoal(str(goal))
    if found.ended_at is None:
        journal.append(patient, GoalEnded(goal=goal, ending=ending, words=words), by=by, now=now, id=id)


@transaction.atomic
def give_task(
    *,
    patient: UUID,
    words: str,
    owner: UUID,
    due_on: date,
    by: UUID,
    now: datetime,
    task: UUID | None = None,
    id: UUID | None = None,
) -> UUID:
    """Somebody of the care team does this by that day; `task`: one that is given to somebody else, moved or reworded.

    Returns the task's id. Raises NoSuchTask, NotInTheTeam or journal.EntryConflict.
    """
    _in_the_team(patient, owner, now)
    entry_id = id or uuid6.uuid7()
    if task is not None:
        _still_open(patient, task)
    given = TeamTaskGiven(task=task or entry_id, words=words, owner=owner, due_on=due_on)
    journal.append(patient, given, by=by, now=now, id=entry_id)
    return given.task


def end_task(
    *, patient: UUID, task: UUID, ending: str, words: str = "", by: UUID, now: datetime, id: UUID | None = None
) -> None:
    """It was done, or is not to be done any more. Ended already: the first end stands. Raises NoSuchTask, ValueError or
    journal.EntryConflict."""
    if ending not in TASK_ENDINGS:
        raise ValueError(ending)
    found = queries.task_of(patient, task)
    if found is None:
        raise NoSuchTask(str(task))
    if found.ended_at is None:
        journal.append(patient, TeamTaskEnded(task=task, ending=ending, words=words), by=by, now=now, id=id)


def _in_the_team(patient: UUID, owner: UUID, now: datetime) -> None:
    if owner not in {person.id for person in professionals_of(patient, now=now)}:
        raise NotInTheTeam(str(owner))


def _still_open(patient: UUID, task: UUID) -> None:
    found = queries.task_of(patient, task)
    if found is None or found.ended_at is not None:
        raise NoSuchTask(str(task))
