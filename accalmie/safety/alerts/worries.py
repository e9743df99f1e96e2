"""A worry about somebody whom whoever worries can only name: the rota finds out who it is.

It waits under a record that stands for nobody, with the clock, the rota and the outcomes of every other alert. Nothing
is said to whoever worries of whether the person is in care here.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _, override

from accalmie.core.entries import SignNoticed
from accalmie.foundation import journal
from accalmie.foundation.people.codes import Language
from accalmie.foundation.people.models import Organisation, Patient, Person
from accalmie.foundation.rows import house
from accalmie.safety.alerts.models import Unfound
from accalmie.safety.alerts.nobody import record_of_nobody
from accalmie.safety.library import rules

AGAIN_AFTER = timedelta(minutes=15)
"""Between two worries of the same person: what is said in one breath belongs into one."""


class TooSoon(Exception):
    """They have just told one."""


@transaction.atomic
@house()  # the record stands for nobody, and whoever worries reads nothing of it
def say_worried_about_somebody(
    *, who: str, words: str, reach: str, by: Person, now: datetime, id: UUID | None = None
) -> None:
    """Somebody here is worried about a person: the rota is asked to find them. The same `id` again changes nothing.

    `who`: how the person may be found; `reach`: how the team may ask more, "" when not wished. Raises TooSoon.
    """
    record = _record_of(by.organisation, now=now)
    told_lately = journal.wrote_since(record, by.id, now - AGAIN_AFTER)
    sign = SignNoticed(
        kind_of_sign="worried", level=rules().worried, words=_told(by, who=who, words=words, reach=reach)
    )
    if not journal.append(record, sign, by=by.id, now=now, id=id).repeated and told_lately:
        raise TooSoon


def records() -> QuerySet[Unfound, UUID]:
    """The records under which worries wait, which are nobody's."""
    return Unfound.objects.values_list("patient_id", flat=True)


def _told(by: Person, *, who: str, words: str, reach: str) -> str:
    with override(settings.LANGUAGE_CODE):
        said = [(_("Who"), who), (_("What worries"), words), (_("Said by"), by.called), (_("To reach them"), reach)]
        return "\n".join(_("%(name)s: %(value)s") % {"name": name, "value": value} for name, value in said if value)


def _record_of(organisation: Organisation, *, now: datetime) -> UUID:
    """The record of this organisation for people not found yet, made when there is none."""
    known = Unfound.objects.filter(organisation=organisation).first()
    if known is not None and Patient.objects.open().filter(id=known.patient_id).exists():
        return known.patient_id
    language = Language(settings.LANGUAGE_CODE[:2])
    with override(language):
        called = _("Somebody to find")
    record = record_of_nobody(called=called, language=language, organisation=organisation, now=now)
    if Unfound.objects.filter(organisation=organisation).update(patient_id=record):
        return record
    try:
        with transaction.atomic():
            return Unfound.objects.create(organisation=organisation, patient_id=record).patient_id
    except IntegrityError:  # somebody else's first worry was kept this instant
        return Unfound.objects.get(organisation=organisation).patient_id
