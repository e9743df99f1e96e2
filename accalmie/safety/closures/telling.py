"""Everybody in care is told of a closure, once: by an e-mail or an SMS, or by hand when neither reaches them.

The row that says who was told has its closure, its person and its news for a key, and is written in the transaction of
the notice, whose own key is made of the same: however many workers ask, it is once.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from accalmie.foundation import crypto
from accalmie.foundation.outbox import queries as outbox
from accalmie.foundation.outbox.actions import NoAddress, queue
from accalmie.foundation.outbox.codes import Channel
from accalmie.foundation.outbox.telephone import e164
from accalmie.foundation.people.models import Patient
from accalmie.foundation.people.queries import contact_of
from accalmie.foundation.people.resetting import may_mail
from accalmie.safety.closures import queries
from accalmie.safety.closures.in_care import in_care
from accalmie.safety.closures.models import Closure, Word
from accalmie.safety.closures.notices import words_of
from accalmie.safety.closures.queries import Closed, today

logger = logging.getLogger("accalmie.safety")

_BY_HAND = Word.Way.BY_HAND
_AT_ONCE = 200
"""People told in one round: a worker gives no sign of life while it is busy."""


def tell_due(now: datetime) -> int:
    """Tells whoever is to be told by now; returns how many. One that fails stops none of the others."""
    told = 0
    for patient, closure, news in _due(now):
        if told >= _AT_ONCE:
            break
        try:
            told += _tell(patient, closure, news, now)
        except Exception:
            logger.exception("Somebody could not be told of a closure: record %s", patient.id)
    _put_on_lists(now)
    return told


def _due(now: datetime) -> Iterator[tuple[Patient, Closed, Word.News]]:
    """Who is to be told of what: of a closure from its lead time on, or at once if they were told of the one that it
    corrects; that a service is open after all, whoever was told that it closes."""
    for closure in queries.every(now=now):
        before = _told_before(closure)
        told = Word.objects.filter(closure=closure.id).values("patient_id")
        people = in_care(closure.organisation).filter(is_simulated=False).exclude(id__in=told)
        if closure.first_day - timedelta(days=settings.CLOSURE_LEAD_DAYS) > today(now):
            people = people.filter(id__in=before)
        for patient in people:
            yield patient, closure, Word.News.CHANGED if patient.id in before else Word.News.CLOSES
    for row in Closure.objects.filter(ended_at__isnull=False, replaced_by__isnull=True):
        yield from _open_after_all(row, now)


def _told_before(closure: Closed) -> set[UUID]:
    """Who was told of what this closure corrects, however often it was corrected; not whoever only stood on a list."""
    former, found = closure.replaces, set[UUID]()
    while former is not None:
        found |= _know_of(former)
        former = Closure.objects.filter(id=former).values_list("replaces", flat=True).first()
    return found


def _know_of(closure: UUID) -> set[UUID]:
    rows = Word.objects.filter(closure=closure).exclude(news=Word.News.OPEN).exclude(how=Word.How.OVERTAKEN)
    return set(rows.exclude(way=_BY_HAND, done_at__isnull=True).values_list("patient_id", flat=True))


def _open_after_all(row: Closure, now: datetime) -> Iterator[tuple[Patient, Closed, Word.News]]:
    if row.last_day is not None and row.last_day < today(now):
        return
    closed = queries.as_closed(row)
    waiting = Word.objects.filter(closure=row, way=_BY_HAND, done_at__isnull=True).exclude(news=Word.News.OPEN)
    waiting.update(done_at=now, how=Word.How.OVERTAKEN)
    again = set(Word.objects.filter(closure=row, news=Word.News.OPEN).values_list("patient_id", flat=True))
    know = _told_before(closed) | _know_of(row.id)
    for patient in in_care(row.organisation_id).filter(id__in=know - again):
        yield patient, closed, Word.News.OPEN


@transaction.atomic
def _tell(patient: Patient, closure: Closed, news: Word.News, now: datetime) -> bool:
    """Whether this call told them. What waited by hand about what is corrected is overtaken in the same step."""
    word = Word(patient_id=patient.id, closure_id=closure.id, news=news, at=now, way=_BY_HAND)
    if Word.objects.filter(patient_id=patient.id, closure=closure.id, news=news).exists():
        return False
    _overtake(patient.id, closure, now)
    word.way = _sent(patient, closure, word, now)
    Word.objects.bulk_create([word], ignore_conflicts=True)
    return True


def _overtake(patient: UUID, closure: Closed, now: datetime) -> None:
    former = closure.replaces
    while former is not None:
        rows = Word.objects.filter(patient_id=patient, closure=former, way=_BY_HAND, done_at__isnull=True)
        rows.update(done_at=now, how=Word.How.OVERTAKEN)
        former = Closure.objects.filter(id=former).values_list("replaces", flat=True).first()


def key_of(patient: UUID, closure: UUID, news: str) -> str:
    """The key of a notice: the same for whoever queues it."""
    return f"closure:{closure}:{news}:{patient}"


def _sent(patient: Patient, closure: Closed, word: Word, now: datetime) -> Word.Way:
    """By which way they are told: the first that this site and this person have. `BY_HAND` when there is none."""
    for way, address in _ways(patient):
        subject, text = words_of(closure, news=word.news, way=way, language=patient.person.language, now=now)
        try:
            queue(
                key=key_of(patient.id, closure.id, word.news),
                channel=Channel(way),
                to=address,
                subject=subject,
                text=text,
                now=now,
                patient=patient.id,
                organisation=closure.organisation,
            )
        except NoAddress:
            continue
        return way
    return _BY_HAND


def _ways(patient: Patient) -> Iterator[tuple[Word.Way, str]]:
    if may_mail(patient.person.sign_in_name):
        yield Word.Way.EMAIL, patient.person.sign_in_name
    if not settings.SMS["url"]:
        return
    try:
        telephone = contact_of(patient).telephone
    except (crypto.SealBroken, crypto.KeyMissing):
        return
    if e164(telephone) is not None:
        yield Word.Way.SMS, telephone


def _put_on_lists(now: datetime) -> None:
    """Whoever could not be written to, after all, is told by hand: their notice was given up."""
    live = Q(closure__ended_at__isnull=True) | Q(news=Word.News.OPEN)
    rows = Word.objects.exclude(way=_BY_HAND).filter(live, done_at__isnull=True, at__gte=now - timedelta(days=30))
    keys = {key_of(one.patient_id, one.closure_id, one.news): one.id for one in rows}
    became = outbox.states(list(keys)) if keys else {}
    given_up = [keys[key] for key, one in became.items() if one.became is outbox.Became.GIVEN_UP]
    Word.objects.filter(id__in=given_up).update(way=_BY_HAND)
