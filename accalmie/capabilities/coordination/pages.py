"""What the pages of coordination show."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from accalmie.capabilities.coordination import queries
from accalmie.capabilities.coordination.forms import BY, BY_ME, PARTS
from accalmie.capabilities.coordination.queries import Goal, Message, Referral, TeamTask
from accalmie.foundation.access.queries import caring_teams, patients_of, professionals_of
from accalmie.foundation.clinic.queries import Clinic
from accalmie.foundation.design import paper
from accalmie.foundation.people.lists import listed
from accalmie.foundation.people.models import Person
from accalmie.foundation.people.queries import names_of
from accalmie.foundation.words.filters import FILTERS


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


def goal_cards(patient: UUID, *, owner: UUID, today: date, is_mine: bool = True) -> list[GoalCard]:
    """The goals of a patient. `owner`: the person's account; `is_mine`: it is they who read."""
    found = queries.goals(patient)
    names = names_of({one.written_by for one in found if one.written_by})
    return [_goal_card(one, names, owner, today, BY_ME if is_mine else BY) for one in found]


def _goal_card(
    one: Goal, names: Mapping[UUID, str], owner: UUID, today: date, by: Iterable[tuple[str, Any]]
) -> GoalCard:
    who = dict(by)
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
    patients = {one.id: one.person.called for one in listed(patients_of(reader, now=now))}
    found = queries.open_tasks(patients)
    answering = caring_teams({one.patient for one in found}, now=now)
    names = names_of({who for team in answering.values() for who in team})
    teams = {one.patient: {who: names[who] for who in answering.get(one.patient, ()) if who in names} for one in found}
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


@dataclass(frozen=True)
class LetterPart:
    """One part of a letter: what it is called, its lines, and whether it goes."""

    id: str
    title: str
    lines: tuple[str, ...]
    goes: bool


@dataclass(frozen=True)
class LetterPage:
    """One letter as its reader sees it. `stage`: where it stands, in words."""

    id: UUID
    patient: UUID
    called: str
    state: str
    stage: str
    is_due: bool
    aim: str
    to: str
    outside: bool
    language: str
    parts: tuple[LetterPart, ...]
    may_leave: bool
    may_be_answered: bool
    prepared_at: datetime
    prepared_by: str
    sent_at: datetime | None
    receipt_by: date | None
    confirmed_by: str
    ended_words: str


def role_name(role: str) -> str:
    """To whom a letter goes, in words."""
    said = {
        "gp": _("general practitioner"),
        "psychiatrist": _("psychiatrist"),
        "psychologist": _("psychologist"),
        "hospital": _("hospital or emergency department"),
        "other": _("another professional"),
    }
    return said.get(role, role)


def stage_name(one: Referral, *, is_mine: bool) -> str:
    """Where a letter stands, in words, for the person (`is_mine`) or for a professional."""
    waits = _("It waits for your answer") if is_mine else _("Prepared: the person has not answered yet")
    said = {
        "PREPARED": waits if one.outside else _("Prepared"),
        "AGREED": _("You agree: it may leave") if is_mine else _("The person agrees: it may leave"),
        "SENT": _("Sent: nobody has confirmed that it arrived"),
        "RECEIVED": _("Received"),
        "REFUSED": _("It does not go on"),
        "TAKEN_BACK": _("Taken back"),
    }
    return said[one.state]


def letter_page(
    one: Referral, *, called: str, today: date, is_mine: bool = False, names: Mapping[UUID, str] | None = None
) -> LetterPage:
    """One letter, with every part and whether it goes. `names`: of those who prepared letters, where there are many."""
    written = {part: tuple(line.text for line in one.letter if line.part == part) for part, _words in PARTS}
    by = _prepared_by([one]) if names is None else names
    return LetterPage(
        id=one.id,
        patient=one.patient,
        called=called,
        state=one.state,
        stage=stage_name(one, is_mine=is_mine),
        is_due=one.state == "SENT" and one.receipt_by is not None and one.receipt_by <= today,
        aim=_("To take over, or to see the person") if one.aim == "take_over" else _("To be informed"),
        to=f"{one.recipient} ({role_name(one.role)})",
        outside=one.outside,
        language=one.language,
        parts=tuple(
            LetterPart(part, str(words), written[part], part in one.parts) for part, words in PARTS if written[part]
        ),
        may_leave=one.may_leave,
        may_be_answered=one.state in ("PREPARED", "AGREED"),
        prepared_at=one.prepared_at,
        prepared_by=by.get(one.prepared_by, "") if one.prepared_by else "",
        sent_at=one.sent_at,
        receipt_by=one.receipt_by,
        confirmed_by=one.confirmed_by,
        ended_words=one.ended_words,
    )


def letters_of(patient: UUID, *, called: str, today: date, is_mine: bool = False) -> list[LetterPage]:
    """The letters about one person, the newest first."""
    found = queries.referrals(patient)
    names = _prepared_by(found)
    return [letter_page(one, called=called, today=today, is_mine=is_mine, names=names) for one in found]


def _prepared_by(letters: Iterable[Referral]) -> Mapping[UUID, str]:
    return names_of({one.prepared_by for one in letters if one.prepared_by})


def letters_due(reader: Person, *, now: datetime, today: date) -> list[LetterPage]:
    """The letters about this professional's patients that left, and of which nobody has confirmed the receipt in time:
    the oldest first."""
    patients = {one.id: one.person.called for one in listed(patients_of(reader, now=now))}
    found = queries.open_referrals(patients)
    names = _prepared_by(found)
    pages = [letter_page(one, called=patients[one.patient], today=today, names=names) for one in found]
    return [one for one in pages if one.is_due or one.may_leave]


def letter_file(one: LetterPage, clinic: Clinic) -> bytes:
    """What leaves of a letter, as a PDF: who writes, about whom, and the parts that the person lets go."""
    head = (clinic.name, clinic.telephone, FILTERS["long_date"](one.prepared_at))
    about = _("About: %(name)s. Date of birth, by hand: ……………………") % {"name": one.called}
    close = (_("The person agreed that each part of this letter leaves."),) if one.outside else ()
    parts = [
        paper.Part("", tuple(line for line in head if line)),
        paper.Part("", (_("To: %(name)s") % {"name": one.to}, about)),
        *(paper.Part(part.title, part.lines) for part in one.parts if part.goes),
        paper.Part("", (*close, f"{one.prepared_by} ……………………")),
    ]
    return paper.paper(parts, title=_("Letter"), language=one.language)


@dataclass(frozen=True)
class MessageLine:
    """One message as a colleague reads it. `to`: names, none of them: to all; `read_by` and `unread_by`: of those for
    whose attention it is; `waits`: for this reader; `is_left`: nobody who is still here would read it."""

    id: UUID
    patient: UUID
    called: str
    words: str
    by: str
    written_at: datetime
    to: tuple[str, ...]
    read_by: tuple[str, ...]
    unread_by: tuple[str, ...]
    in_confidence: bool
    waits: bool
    is_left: bool


def room(patient: UUID, *, reader: UUID, now: datetime) -> list[MessageLine]:
    """What the team wrote about one patient, the newest last."""
    return _message_lines(queries.messages(patient), {patient: ""}, reader, now)


def my_messages(reader: Person, *, now: datetime) -> list[MessageLine]:
    """What waits for this professional about their patients, and what nobody who is still in the care team would read,
    the oldest first."""
    patients = {one.id: one.person.called for one in listed(patients_of(reader, now=now))}
    return [one for one in _message_lines(queries.waiting(patients), patients, reader.id, now) if one.waits]


def _message_lines(
    found: Collection[Message], called: Mapping[UUID, str], reader: UUID, now: datetime
) -> list[MessageLine]:
    teams = caring_teams({one.patient for one in found}, now=now)
    names = names_of(set(_named_in(found)))
    return [_message_line(one, called[one.patient], names, set(teams.get(one.patient, ())), reader) for one in found]


def _named_in(found: Iterable[Message]) -> Iterable[UUID]:
    for one in found:
        yield from (id for id in (one.written_by, *one.to) if id)
        for asked in one.asked:
            yield asked.colleague
            if asked.read_by:
                yield asked.read_by


def _message_line(one: Message, called: str, names: Mapping[UUID, str], team: set[UUID], reader: UUID) -> MessageLine:
    unread = [asked.colleague for asked in one.asked if asked.read_at is None]
    readers = [asked.read_by for asked in one.asked if asked.read_by]
    is_left = bool(unread) and not readers and not team & set(unread)
    return MessageLine(
        id=one.id,
        patient=one.patient,
        called=called,
        words=one.words,
        by=names.get(one.written_by, "") if one.written_by else "",
        written_at=one.written_at,
        to=tuple(names[id] for id in one.to if id in names),
        read_by=tuple(dict.fromkeys(names[id] for id in readers if id in names)),
        unread_by=tuple(names[id] for id in unread if id in names),
        in_confidence=one.in_confidence,
        waits=reader in unread or is_left,
        is_left=is_left,
    )
