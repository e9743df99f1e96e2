"""What the pages of coordination show."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from accalmie.capabilities.coordination import queries
from accalmie.capabilities.coordination.forms import BY, BY_ME
from accalmie.capabilities.coordination.queries import Goal, TeamTask
from accalmie.foundation.access.queries import patients_of, professionals_of
from accalmie.foundation.people.models import Person
from accalmie.foundation.people.queries import names_of


@dataclass(frozen=True)
class GoalCard:
    """One goal as whoever looks reads it. `noted_by`: the professional who wrote it last, "" when the person did;
    `steps`: words, by whom, whether it is done."""

    id: UUID
    words: str
    steps: tuple[tuple[str, str, bool], ...]
    review_on: date | None
    is_review_due: bool
    noted_by: str
    is_together: bool
    written_at: datetime
    ending: str
    ended_at: datetime | None
    ended_words: str


@dataclass(frozen=True)
class TaskLine:
    """One task of a team. `owner`: "" when whoever had it is no longer in the care team, and nobody would do it."""

    id: UUID
    patient: UUID
    called: str
    words: str
    owner: str
    is_mine: bool
    due_on: date
    is_late: bool
    ending: str
    ended_at: datetime | None
    ended_by: str


def ending_name(ending: str) -> str:
    """How a goal or a task ended, in words."""
    said = {
        "attained": _("It is where it was meant to be"),
        "set_aside": _("Set aside"),
        "done": _("Done"),
        "dropped": _("Not to be done any more"),
    }
    return said.get(ending, ending)


def goal_cards(patient: UUID, *, owner: UUID | None, today: date) -> list[GoalCard]:
    """The goals of a patient. `owner`: the person themself, when it is they who read."""
    found = queries.goals(patient)
    names = names_of({one.written_by for one in found if one.written_by})
    return [_goal_card(one, names, owner, today) for one in found]


def _goal_card(one: Goal, names: Mapping[UUID, str], owner: UUID | None, today: date) -> GoalCard:
    who = dict(BY_ME if owner else BY)
    return GoalCard(
        id=one.id,
        words=one.words,
        steps=tuple((step.words, str(who.get(step.by, step.by)), step.done) for step in one.way_there),
        review_on=one.review_on,
        is_review_due=one.ended_at is None and one.review_on is not None and one.review_on <= today,
        noted_by="" if one.written_by == owner else names.get(one.written_by, "") if one.written_by else "",
        is_together=one.together,
        written_at=one.written_at,
        ending=ending_name(one.ending),
        ended_at=one.ended_at,
        ended_words=one.ended_words,
    )


def initial_of(goal: Goal) -> dict[str, Any]:
    """A goal as the form begins with it."""
    steps = {
        f"{field}_{row}": value
        for row, step in enumerate(goal.way_there, start=1)
        for field, value in (("step", step.words), ("by", step.by), ("done", step.done))
    }
    return {"words": goal.words, "review_on": goal.review_on} | steps


def team_of(patient: UUID, *, now: datetime) -> list[tuple[UUID, str]]:
    """Who of the care team may own a task: ids and names."""
    return [(person.id, person.called) for person in professionals_of(patient, now=now)]


def task_lines(patient: UUID, *, reader: UUID, now: datetime, today: date) -> list[TaskLine]:
    """The tasks of one patient's team."""
    found = queries.tasks(patient)
    return _task_lines(found, {patient: ""}, {patient: dict(team_of(patient, now=now))}, reader, today)


def my_tasks(reader: Person, *, now: datetime, today: date) -> list[TaskLine]:
    """What this professional is to do, and what nobody would do any more for a patient of theirs, by its day."""
    patients = {one.id: one.person.called for one in patients_of(reader, now=now)}
    found = queries.open_tasks(patients)
    teams = {patient: dict(team_of(patient, now=now)) for patient in {one.patient for one in found}}
    lines = _task_lines(found, patients, teams, reader.id, today)
    return [one for one in lines if one.is_mine or not one.owner]


def _task_lines(
    found: Iterable[TeamTask],
    patients: Mapping[UUID, str],
    teams: Mapping[UUID, Mapping[UUID, str]],
    reader: UUID,
    today: date,
) -> list[TaskLine]:
    found = list(found)
    names = names_of({one.ended_by for one in found if one.ended_by})
    return [
        TaskLine(
            id=one.id,
            patient=one.patient,
            called=patients[one.patient],
            words=one.words,
            owner=teams[one.patient].get(one.owner, ""),
            is_mine=one.owner == reader,
            due_on=one.due_on,
            is_late=one.ended_at is None and one.due_on < today,
            ending=ending_name(one.ending),
            ended_at=one.ended_at,
            ended_by=names.get(one.ended_by, "") if one.ended_by else "",
        )
        for one in found
    ]
