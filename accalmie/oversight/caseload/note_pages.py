"""The notes of one patient as a professional reads them, and what a new one begins with."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from accalmie.capabilities.measures import library as instruments, queries as scores
from accalmie.capabilities.notes import queries as notes
from accalmie.capabilities.programmes import queries as progress
from accalmie.core.measures import band
from accalmie.foundation.people.models import Patient
from accalmie.foundation.people.queries import names_of
from accalmie.foundation.words.formats import day_month, weekday
from accalmie.oversight.caseload import elsewhere_pages
from accalmie.oversight.caseload.pages import course_of
from accalmie.oversight.caseload.start_forms import CHANNELS

_SHOWN = ("phq-9", "gad-7", "who-5")


@dataclass(frozen=True)
class Version:
    """One version of a note, with whoever signed it."""

    id: UUID
    lines: notes.Lines
    because: str
    signed_at: datetime
    signed_by: str


@dataclass(frozen=True)
class NoteOnPage:
    """A note as it stands, and what it said before."""

    now: Version
    earlier: tuple[Version, ...]


def signed(patient: UUID, *, at_most: int = 50) -> tuple[NoteOnPage, ...]:
    """The signed notes, the newest contact first. The caller has asked `access`."""
    found = notes.notes(patient, at_most=at_most)
    hands = {version.signed_by for one in found for version in (one.note, *one.earlier) if version.signed_by}
    names = names_of(hands)
    return tuple(
        NoteOnPage(_version(one.note, names), tuple(_version(before, names) for before in one.earlier)) for one in found
    )


@dataclass(frozen=True)
class OnPage:
    """What a patient's page shows of notes and of care elsewhere: the last note, and what goes on, one line each."""

    last: Version | None
    elsewhere: tuple[tuple[str, tuple[str, ...]], ...]


def on_page(patient: UUID, language: str, now: datetime) -> OnPage:
    """The caller has asked `access`."""
    found = signed(patient, at_most=1)
    going_on = elsewhere_pages.elsewhere_page(patient, language, now).going_on
    lines = tuple((subject, tuple(line.what for line in told)) for subject, told in going_on)
    return OnPage(found[0].now if found else None, lines)


def _version(note: notes.Note, names: dict[UUID, str]) -> Version:
    by = names.get(note.signed_by, _("somebody")) if note.signed_by else _("somebody")
    return Version(note.id, note.lines, note.because, note.signed_at, by)


def begun(patient: Patient, language: str, now: datetime) -> dict[str, Any]:
    """What a new note begins with: what happened here. Of risk nothing is proposed, whatever the figures say: whoever
    signs must have looked."""
    return {
        "contact": _todays_contact(patient.id, language, now),
        "state": _figures(patient.id, language),
        "next_step": _what_comes(patient.id, language, now),
    }


def written_before(note: notes.Note) -> dict[str, Any]:
    """What another version begins with: the note as it stands."""
    said = asdict(note.lines)
    return said | {"risk_asked": "yes" if note.lines.risk_asked else "no"}


def _todays_contact(patient: UUID, language: str, now: datetime) -> str:
    """The last contact noted today, if there is one."""
    today = timezone.localtime(now).date()
    spoken = [one for one in progress.contacts(patient, at_most=3) if timezone.localtime(one.at).date() == today]
    if not spoken:
        return ""
    channel = str(dict(CHANNELS).get(spoken[0].channel, spoken[0].channel))
    how = _("%(how)s, %(day)s.") % {"how": channel, "day": weekday(today, language)}
    return f"{how} {spoken[0].words}".strip()


def _figures(patient: UUID, language: str) -> str:
    """The last score of each of the usual instruments with its day: «PHQ-9 : 12 (modérée), 3 mars»."""
    found, known = scores.scores(patient), instruments.instruments()
    said = []
    for name in _SHOWN:
        points = [point for point in found.get(name, ()) if point.total is not None]
        if not points:
            continue
        last = points[-1]
        words = {
            "name": known[name].name[language],
            "total": f"{last.total:g}",
            "day": day_month(timezone.localtime(last.at).date(), language),
        }
        severity = band(known[name], last.total)
        if severity is None:
            said.append(_("%(name)s: %(total)s, %(day)s") % words)
        else:
            said.append(_("%(name)s: %(total)s (%(band)s), %(day)s") % (words | {"band": severity.name[language]}))
    return " · ".join(said)


def _what_comes(patient: UUID, language: str, now: datetime) -> str:
    """Where the programme stands: the review that waits, or the module."""
    place = progress.current_place(patient)
    if place is None:
        return ""
    course = course_of(place, language, now)
    if course.waiting_title:
        return _("Programme “%(title)s”: waits for a review (%(step)s).") % {
            "title": course.title,
            "step": course.waiting_title,
        }
    if course.module_title:
        return _("Programme “%(title)s”, in “%(module)s”.") % {"title": course.title, "module": course.module_title}
    return _("Programme “%(title)s”.") % {"title": course.title}
