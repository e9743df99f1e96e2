"""What the pages of supervision show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from accalmie.capabilities.programmes.library import NotPublished
from accalmie.oversight.supervision.choosing import Flag
from accalmie.oversight.supervision.fidelity import checklist
from accalmie.oversight.supervision.forms import MARKS
from accalmie.oversight.supervision.queries import Looked, Note


@dataclass(frozen=True)
class CaseLine:
    """One line of the queue."""

    patient: UUID
    called: str
    reasons: tuple[str, ...]
    is_grave: bool
    looked_at: datetime | None


@dataclass(frozen=True)
class NoteView:
    """One note. `marks`: line of the checklist, and how it was."""

    by: str
    to: str
    at: datetime
    programme: str
    words: str
    marks: tuple[tuple[str, str], ...]


def flag_words() -> dict[Flag, str]:
    """Why a case is in the queue."""
    return {
        Flag.ALONE: _("Somebody in training is alone with it, and it is of high risk: a colleague is needed beside"),
        Flag.DANGER: _("Danger that nobody has settled"),
        Flag.WORSE: _("Worse, more than the error of measurement"),
        Flag.UNREAD: _("A shared exercise has waited two weeks for an answer"),
        Flag.IN_TRAINING: _("Somebody in training follows it"),
        Flag.SAMPLED: _("Drawn by lot this week"),
    }


def case_lines(looked: list[Looked]) -> list[CaseLine]:
    """The queue as it is read."""
    said = flag_words()
    return [
        CaseLine(
            patient=one.chosen.case.patient,
            called=one.called,
            reasons=tuple(said[flag] for flag in one.chosen.flags),
            is_grave=one.chosen.flags[0] in (Flag.ALONE, Flag.DANGER),
            looked_at=one.chosen.case.looked_at,
        )
        for one in looked
    ]


def note_view(note: Note, language: str) -> NoteView:
    """One note with its checklist in words. A line that the programme has no more is named by its id."""
    try:
        of = checklist(note.programme, language) if note.programme else None
    except NotPublished:
        of = None
    names, marks = {item.id: item.name for item in of.items} if of else {}, dict(MARKS)
    return NoteView(
        by=note.by,
        to=note.to,
        at=note.at,
        programme=of.title if of else note.programme,
        words=note.words,
        marks=tuple((names.get(item, item), str(marks[mark])) for item, mark in note.marks.items()),
    )
