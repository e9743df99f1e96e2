"""Agreeing who reads, answering an exercise, days away with their covers, phrases, and how long reading took."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta
from itertools import count
from uuid import UUID, uuid5

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from uuid6 import uuid7

from accalmie.capabilities.care.library import rules
from accalmie.capabilities.care.models import Leave, Phrase, ReadingTime
from accalmie.capabilities.care.queries import PHRASE, SAID_BEFORE, Away, arranged, away, without_cover
from accalmie.core.entries import (
    CoverArranged,
    CoverEnded,
    Entry,
    ExerciseAnswered,
    ReviewAgreed,
    StepRef,
    StepReviewed,
)
from accalmie.core.reviewing import LONGEST_DAYS
from accalmie.foundation import crypto, journal
from accalmie.foundation.access.actions import arrange_cover, end_place
from accalmie.foundation.access.queries import in_team_between, left_by, professionals_of
from accalmie.foundation.outbox.actions import stop
from accalmie.foundation.people import reaching
from accalmie.foundation.people.models import Patient, Person
from accalmie.foundation.people.queries import patient_named
from accalmie.foundation.rows import written
from accalmie.safety.closures.queries import beginning_of, today

_AFTERWARDS = timedelta(days=14)  # for so long after a cover its notes can still be written
_MORNING = timedelta(hours=9)  # nobody's telephone rings at midnight


def agree(
    *,
    patient: UUID,
    owner: UUID,
    within_days: int,
    covered_by: UUID | None,
    by: UUID,
    now: datetime,
    enrolment: UUID | None = None,
    id: UUID | None = None,
) -> None:
    """From here on this professional reads what the person shares, within so many working days. Raises ValueError."""
    if not 1 <= within_days <= LONGEST_DAYS or owner == covered_by:
        raise ValueError("somebody reads in some days, and somebody else covers them")
    entry = ReviewAgreed(owner=owner, within_days=within_days, covered_by=covered_by, enrolment=enrolment)
    journal.append(patient, entry, by=by, now=now, id=id)


class NothingQuoted(ValueError):
    """An answer speaks of something that the person wrote: at least one of their lines is pointed at."""


@transaction.atomic
def answer(
    *,
    patient: UUID,
    written: UUID,
    at: StepRef | None,
    words: str,
    quoted: Collection[str],
    by: Person,
    opened_at: datetime,
    now: datetime,
    id: UUID | None = None,
) -> UUID:
    """Answer an exercise; the person reads it where they wrote, with the lines of theirs that it speaks of.

    `at`: its place in the programme that runs. Raises NothingQuoted or journal.EntryConflict.
    """
    if not quoted:
        raise NothingQuoted
    lines = tuple(quoted)
    entry: Entry = ExerciseAnswered(written=written, words=words, quoted=lines)
    if at is not None:
        entry = StepReviewed(at=at, words=words, written=written, quoted=lines)
    kept = journal.append(patient, entry, by=by.id, now=now, id=id)
    if not kept.repeated:
        seconds = rules().counted(opened_at, now).total_seconds()
        ReadingTime.objects.create(answer=kept.entry.id, person=by, about=patient, seconds=round(seconds), sent_at=now)
    return kept.entry.id


def correct_time(*, person: Person, answer: UUID, minutes: int) -> None:
    """Whoever wrote an answer says how long it took."""
    ReadingTime.objects.filter(person=person, answer=answer).update(minutes=minutes)


class Uncovered(Exception):
    """These patients would have nobody, or somebody whom they have left: the days away are not saved."""

    def __init__(self, patients: Collection[UUID]) -> None:
        super().__init__(", ".join(str(one) for one in patients))
        self.patients = frozenset(patients)


@transaction.atomic
def plan_absence(
    *,
    person: Person,
    why: str,
    first_day: date,
    last_day: date | None,
    patients: Collection[UUID],
    covers: Mapping[UUID, Person],
    now: datetime,
    id: UUID,
) -> Away:
    """Keep days away, with a cover for each of `patients`: all those whom this person reads on these days. Each cover
    comes into the care team for these days, not before the first, and only while this person is in it themself.

    Sent twice, it is kept once. Raises Uncovered, NotAProfessional, OtherOrganisation or IntegrityError.
    """
    bare = [
        one for one in patients if one not in covers or covers[one].id == person.id or covers[one].id in left_by(one)
    ]
    if bare:
        raise Uncovered(bare)
    given = {"person": person, "why": why, "first_day": first_day, "last_day": last_day, "saved_at": now}
    made, is_new = Leave.objects.get_or_create(id=id, person=person, defaults=given)
    if is_new:
        for patient in sorted(patients):
            entry = uuid5(made.id, str(patient))
            _cover_one(patient=patient, by=covers[patient], leave=made, now=now, entry=entry)
    return away(made)


class CoverStands(ValueError):
    """Nobody is wanted for this patient during these days away: somebody reads them, or the days are over."""


@transaction.atomic
def cover_again(*, person: Person, absence: UUID, patient: UUID, by: Person, now: datetime) -> None:
    """Another cover for somebody whose cover has left them, or was left, before these days away are over.

    Raises CoverStands, Uncovered, NotAProfessional or OtherOrganisation.
    """
    leave = Leave.objects.select_for_update().filter(person=person, id=absence, ended_at__isnull=True).first()
    wanted = {(one.absence, one.patient) for one in without_cover(person, now=now)}
    if leave is None or (absence, patient) not in wanted:
        raise CoverStands
    if by.id == person.id or by.id in left_by(patient):
        raise Uncovered([patient])
    journal.append(patient, CoverEnded(absence=absence), by=person.id, now=now)
    _cover_one(patient=patient, by=by, leave=leave, now=now, entry=uuid7())


@written
def _cover_one(*, patient: UUID, by: Person, leave: Leave, now: datetime, entry: UUID) -> None:
    """`entry`: the id of the journal's entry, of which the places in the care team are named."""
    begins, last = max(now, beginning_of(leave.first_day)), leave.last_day
    until = None if last is None else beginning_of(last + timedelta(days=1)) + _AFTERWARDS
    stretches = in_team_between(leave.person, patient, begins=begins, until=until)
    if not stretches:
        return  # nobody opens to another what they do not open themself
    for number, (start, end) in enumerate(stretches):
        arrange_cover(
            patient=patient,
            professional=by,
            added_by=leave.person,
            begins=start,
            until=end,
            id=_place(entry, number),
        )
    value = CoverArranged(
        absence=leave.id,
        owner=leave.person_id,
        covered_by=by.id,
        first_day=today(stretches[0][0]),
        last_day=_last_read(*stretches[-1]),
    )
    journal.append(patient, value, by=leave.person_id, now=now, id=entry)
    _tell(patient_named(patient), leave, now)


def _last_read(start: datetime, end: datetime | None) -> date | None:
    """The last day on which somebody reads who is in the care team until then, which is for notes at its end."""
    return None if end is None else max(today(start), today(end - timedelta(seconds=1)) - _AFTERWARDS)


def _tell(patient: Patient, leave: Leave, now: datetime) -> None:
    """That who reads them changes, without a word of health or a name: those stand on their page of the day, from the
    same day on."""
    page_says_it = beginning_of(leave.first_day - SAID_BEFORE) + _MORNING
    with translation.override(patient.person.language):
        text = _("For some days, somebody else answers you. Who it is stands on your page: %(where)s")
        if leave.last_day is None:
            text = _("Soon somebody else answers you. Who it is stands on your page: %(where)s")
    reaching.tell(patient, key=f"{_notice(leave.id)}{patient.id}", text=text, now=now, not_before=page_says_it)


def _notice(absence: UUID) -> str:
    """How the keys of the notices about these days away begin."""
    return f"care.cover:{absence}:"


def _place(entry: UUID, number: int) -> UUID:
    """The id of a cover's place in the care team; of the next ones, where it is not in it all the time."""
    return uuid5(entry, f"place {number}")


@transaction.atomic
def take_absence_back(*, person: Person, leave: UUID, now: datetime) -> None:
    """They are there after all: whoever covered reads no more. Who has begun may still write notes of it for a while;
    who had not comes into no care team."""
    found = Leave.objects.select_for_update().filter(person=person, id=leave, ended_at__isnull=True).first()
    if found is None:
        return
    found.ended_at = now
    found.save(update_fields=["ended_at"])
    stop(begins=_notice(found.id), now=now)
    begins = beginning_of(found.first_day)
    for patient, entry in arranged(found.id):
        id = uuid5(found.id, f"ended {patient}")
        journal.append(patient, CoverEnded(absence=found.id), by=person.id, now=now, id=id)
        if found.last_day is None and begins <= now and not _is_there(person, patient, now):
            continue  # they have left: whoever took over stays
        end = now if now < begins else now + _AFTERWARDS
        for number in count():
            if not end_place(patient=patient, relation=_place(entry, number), at=end):
                break


def _is_there(person: Person, patient: UUID, now: datetime) -> bool:
    return person.id in {one.id for one in professionals_of(patient, now=now)}


def keep_phrase(*, person: Person, language: str, words: str, now: datetime) -> None:
    """One more phrase of one's own. The same words again change nothing for whoever reads them."""
    sealed = crypto.seal_json(person.sealed_for, words, purpose=PHRASE)
    Phrase.objects.create(person=person, language=language, words=sealed, kept_at=now)


def drop_phrase(*, person: Person, phrase: UUID) -> None:
    """It is not wanted any more."""
    Phrase.objects.filter(person=person, id=phrase).delete()
