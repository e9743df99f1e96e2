"""Writing goals, giving, moving and ending the tasks of a team, letting letters go, and writing to colleagues."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

import msgspec
import uuid6
from django.db import transaction

from accalmie.capabilities.coordination import queries
from accalmie.capabilities.coordination.models import Attention, Confidence
from accalmie.core.entries import (
    GoalEnded,
    GoalStep,
    GoalWritten,
    LetterLine,
    ReferralAnswered,
    ReferralEnded,
    ReferralPrepared,
    ReferralReceived,
    ReferralSent,
    TeamMessageWritten,
    TeamTaskEnded,
    TeamTaskGiven,
)
from accalmie.foundation import crypto, journal, rows
from accalmie.foundation.access.queries import professionals_of

GOAL_ENDINGS = ("attained", "set_aside")
TASK_ENDINGS = ("done", "dropped")
AIMS = ("inform", "take_over")
RECIPIENTS = ("gp", "psychiatrist", "psychologist", "hospital", "other")
WAYS = ("secure_mail", "post", "by_hand")
LETTER_ENDINGS = ("refused", "taken_back")


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


class NoSuchLetter(LookupError):
    """There is no such letter about this patient."""


class LeftAlready(ValueError):
    """What has left cannot be called back by another answer."""


class NotAgreed(ValueError):
    """Outside the care team the person agrees before; inside it they have not objected."""


class NoSuchMessage(LookupError):
    """The team wrote no such message about this patient."""


class NobodyElse(ValueError):
    """Nobody else is in the care team for whose attention a message could be."""


class NotSent(ValueError):
    """Nobody can have received what has not left."""


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


def prepare_letter(
    *,
    patient: UUID,
    aim: str,
    role: str,
    recipient: str,
    outside: bool,
    letter: tuple[LetterLine, ...],
    language: str,
    by: UUID,
    now: datetime,
    id: UUID | None = None,
) -> UUID:
    """Journal a letter that the person reads before it goes; returns its id. Raises ValueError for words that no form
    offers, or journal.EntryConflict."""
    if aim not in AIMS or role not in RECIPIENTS or not letter:
        raise ValueError(f"{aim} / {role}")
    entry_id = id or uuid6.uuid7()
    prepared = ReferralPrepared(
        referral=entry_id,
        aim=aim,
        role=role,
        recipient=recipient,
        outside=outside,
        letter=letter,
        language=language,
    )
    journal.append(patient, prepared, by=by, now=now, id=entry_id)
    return entry_id


@transaction.atomic
def answer_letter(
    *,
    patient: UUID,
    referral: UUID,
    parts: frozenset[str],
    aloud: bool = False,
    by: UUID,
    now: datetime,
    id: UUID | None = None,
) -> None:
    """Which parts the person lets go; none of them: it does not leave. Until it has left they may answer otherwise.

    Raises NoSuchLetter or LeftAlready.
    """
    found = _letter(patient, referral)
    if found.state not in ("PREPARED", "AGREED"):
        raise LeftAlready(found.state)
    kept = tuple(sorted(parts & {line.part for line in found.letter}))
    journal.append(patient, ReferralAnswered(referral=referral, parts=kept, aloud=aloud), by=by, now=now, id=id)


@transaction.atomic
def send_letter(
    *, patient: UUID, referral: UUID, way: str, receipt_by: date, by: UUID, now: datetime, id: UUID | None = None
) -> None:
    """It left by this way, with the parts that the person lets go and no others. Sent already: nothing happens.

    Raises NoSuchLetter, NotAgreed or ValueError.
    """
    found = _letter(patient, referral)
    if found.state == "SENT":
        return
    if way not in WAYS:
        raise ValueError(way)
    if not found.may_leave:
        raise NotAgreed(found.state)
    sent = ReferralSent(referral=referral, parts=tuple(sorted(found.parts)), way=way, receipt_by=receipt_by)
    journal.append(patient, sent, by=by, now=now, id=id)


@transaction.atomic
def confirm_receipt(
    *, patient: UUID, referral: UUID, confirmed_by: str, by: UUID, now: datetime, id: UUID | None = None
) -> None:
    """Somebody there, by name, said that they have it. Raises NoSuchLetter, NotSent or ValueError without a name."""
    found = _letter(patient, referral)
    if found.state == "RECEIVED":
        return
    if found.state != "SENT":
        raise NotSent(found.state)
    if not confirmed_by.strip():
        raise ValueError("A receipt has a name.")
    journal.append(patient, ReferralReceived(referral=referral, confirmed_by=confirmed_by), by=by, now=now, id=id)


def end_letter(
    *, patient: UUID, referral: UUID, ending: str, words: str = "", by: UUID, now: datetime, id: UUID | None = None
) -> None:
    """Refused by whoever it went to, or taken back. Ended already: the first end stands. Raises NoSuchLetter or
    ValueError."""
    if ending not in LETTER_ENDINGS:
        raise ValueError(ending)
    if _letter(patient, referral).ended_at is None:
        journal.append(patient, ReferralEnded(referral=referral, ending=ending, words=words), by=by, now=now, id=id)


def _letter(patient: UUID, referral: UUID) -> queries.Referral:
    """The letter as it stands until the caller's transaction ends: what the person takes back does not leave."""
    journal.hold(patient)
    found = queries.referral_of(patient, referral)
    if found is None:
        raise NoSuchLetter(str(referral))
    return found


@transaction.atomic
def write_message(
    *,
    patient: UUID,
    words: str,
    to: tuple[UUID, ...] = (),
    for_attention: bool = False,
    in_confidence: bool = False,
    by: UUID,
    now: datetime,
    id: UUID | None = None,
) -> UUID:
    """Keep one message to these colleagues of the care team, nobody named: to all. Returns its id.

    `for_attention`: it stands on the day of each of them until they have read it. `in_confidence`: somebody else than
    the person told it; it is kept apart from the journal. The same `id` again keeps one. Raises NotInTheTeam,
    NobodyElse or journal.EntryConflict.
    """
    others = [person.id for person in professionals_of(patient, now=now) if person.id != by]
    if not set(to) <= set(others):
        raise NotInTheTeam
    asked = (to or tuple(others)) if for_attention else ()
    if for_attention and not asked:
        raise NobodyElse
    message = id or uuid6.uuid7()
    said = TeamMessageWritten(words=words, to=to)
    kept = queries.message_of(patient, message)
    if kept is None:
        _keep(patient, message, said, in_confidence=in_confidence, by=by, now=now)
    elif (kept.words, kept.to, kept.in_confidence) != (words, to, in_confidence):
        raise journal.EntryConflict(message, None)
    with rows.writing(patient):
        for colleague in asked:
            Attention.objects.get_or_create(patient_id=patient, message=message, colleague=colleague)
    return message


def _keep(
    patient: UUID, message: UUID, said: TeamMessageWritten, *, in_confidence: bool, by: UUID, now: datetime
) -> None:
    if not in_confidence:
        journal.append(patient, said, by=by, now=now, id=message)
        return
    sealed = crypto.seal_json(patient, msgspec.to_builtins(said), purpose=queries.ROOM)
    with rows.writing(patient):
        Confidence.objects.create(id=message, patient_id=patient, said=sealed, written_at=now, written_by=by)


@transaction.atomic
def read_message(*, patient: UUID, message: UUID, by: UUID, now: datetime) -> None:
    """This colleague has read it: it waits for them no longer, nor for whoever has left the care team meanwhile.

    Read already: the first time stands. Raises NoSuchMessage.
    """
    if queries.message_of(patient, message) is None:
        raise NoSuchMessage(str(message))
    still_here = {person.id for person in professionals_of(patient, now=now)} - {by}
    with rows.writing(patient):
        waiting = Attention.objects.filter(patient_id=patient, message=message, read_at__isnull=True)
        waiting.exclude(colleague__in=still_here).update(read_at=now, read_by=by)
