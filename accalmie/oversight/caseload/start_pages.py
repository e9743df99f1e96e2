"""What a professional reads around a start: who answered what, who was spoken with, which doctor, and why it began."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from accalmie.capabilities.programmes import library, pages as courses, queries as starts
from accalmie.foundation.people.models import Patient
from accalmie.foundation.people.queries import names_of
from accalmie.oversight.caseload.forms import MODES
from accalmie.oversight.caseload.start_forms import ANSWERS, CHANNELS, DOCTORS


@dataclass(frozen=True)
class AskedOnPage:
    """The questions before a start, as somebody answered them once. `rows`: question and answer, what worries first."""

    who: str
    programme: str
    at: datetime
    led_to: str
    rows: tuple[tuple[str, str], ...]
    is_open: bool


@dataclass(frozen=True)
class NoteOnPage:
    """Something noted by somebody: a contact, or why a programme began or was changed."""

    what: str
    who: str
    at: datetime
    words: str


@dataclass(frozen=True)
class Starting:
    """The part of a patient's page around a start."""

    asked: tuple[AskedOnPage, ...]
    notes: tuple[NoteOnPage, ...]
    doctor: str


def starting(patient: Patient, language: str) -> Starting:
    """All that is known around this patient's starts, newest first."""
    asked, contacts = starts.start_answers(patient.id), starts.contacts(patient.id)
    decided, doctor = starts.decisions(patient.id), starts.doctor(patient.id)
    hands = [*(one.by for one in asked), *(one.by for one in contacts), *(one.by for one in decided)]
    names = _names(patient, hands)
    notes = [*(_contact(one, names) for one in contacts), *(_decision(one, names) for one in decided)]
    return Starting(
        asked=tuple(_asked(one, names, language) for one in asked),
        notes=tuple(sorted(notes, key=lambda note: note.at, reverse=True)),
        doctor=f"{doctor.name} ({dict(DOCTORS)[doctor.role]})" if doctor else "",
    )


def _names(patient: Patient, hands: Iterable[UUID | None]) -> dict[UUID | None, str]:
    """How each hand is called; the patient's own is “the person”."""
    names: dict[UUID | None, str] = dict(names_of({hand for hand in hands if hand} - {patient.person_id}).items())
    return names | {patient.person_id: _("the person")}


def _asked(one: starts.Asked, names: dict[UUID | None, str], language: str) -> AskedOnPage:
    title, asked = _programme(one.programme, language)
    said = {value: str(words) for value, words in ANSWERS}
    answers = sorted(one.answers.items(), key=lambda pair: pair[1] == "no")
    return AskedOnPage(
        who=names.get(one.by, _("somebody")),
        programme=title,
        at=one.at,
        led_to=_led_to(one, asked),
        rows=tuple((asked.get(id_, id_), said.get(answer, answer)) for id_, answer in answers),
        is_open=not one.reasons,
    )


def _programme(name: str, language: str) -> tuple[str, dict[str, str]]:
    """The title of a programme and its questions in words; bare names for one that left the site."""
    try:
        programme = library.current(name).programme
    except library.NotPublished:
        return name, {}
    language = courses.language_for(programme, language)
    return programme.title[language], {one.id: one.ask[language] for one in programme.needs_a_person}


def _led_to(one: starts.Asked, asked: dict[str, str]) -> str:
    if not one.reasons:
        return _("the start was open")
    words = {
        "score": _("the last score"),
        "measure_missing": _("no recent questionnaire"),
        "danger": _("an answer about danger that nobody has reviewed"),
        "professional": _("nobody follows them here yet"),
    }
    reasons = [words.get(reason) or _("not a no to “%(question)s”") % {"question": asked.get(reason, reason)}
               for reason in one.reasons]  # fmt: skip
    return _("somebody first: %(reasons)s") % {"reasons": " · ".join(reasons)}


def _contact(one: starts.Spoken, names: dict[UUID | None, str]) -> NoteOnPage:
    channel = dict(CHANNELS).get(one.channel, one.channel)
    return NoteOnPage(_("Spoken with: %(how)s") % {"how": channel}, names.get(one.by, _("somebody")), one.at, one.words)


def _decision(one: starts.Decided, names: dict[UUID | None, str]) -> NoteOnPage:
    what = {
        "STARTED": _("Programme started"),
        "MOVED": _("Moved to another version"),
        "MODE": _("Followed another way from then on"),
    }[one.kind]
    words = " · ".join(part for part in (one.reason, one.despite) if part)
    return NoteOnPage(what, names.get(one.by, _("somebody")), one.at, words)


@dataclass(frozen=True)
class AdmissionPage:
    """The page on which a professional starts a programme, or changes how a running one is followed (`mode`: how it is
    followed now; empty before a start)."""

    patient: UUID
    called: str
    programme: str
    title: str
    score: str
    own_at: datetime | None
    mode: str
    credits: courses.Credits


def admission_page(
    patient: Patient, edition: library.Edition, language: str, now: datetime, *, mode: str = ""
) -> AdmissionPage:
    """One programme, for one patient; `score`: the last PHQ-9 that still counts, `own_at`: when they answered the
    questions themself."""
    programme = edition.programme
    facts = starts.start_facts(patient.id, now=now)
    own = next(
        (one for one in starts.start_answers(patient.id)
         if one.by == patient.person_id and one.programme == programme.id), None
    )  # fmt: skip
    total = facts.get("phq9")
    return AdmissionPage(
        patient=patient.id,
        called=patient.person.called,
        programme=programme.id,
        title=programme.title[courses.language_for(programme, language)],
        score=f"{total:g}" if isinstance(total, int | float) else "",
        own_at=own.at if own else None,
        mode=str(dict(MODES).get(mode, mode)),
        credits=courses.credits_of(edition, language),
    )
