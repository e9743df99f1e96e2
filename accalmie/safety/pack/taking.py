"""Somebody takes a pack from this site: everybody in it reads so in their access log."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from accalmie.foundation.access import log
from accalmie.foundation.access.policy import Basis
from accalmie.foundation.people.models import Person
from accalmie.safety.pack import keys, queries
from accalmie.safety.pack.models import InPack, Pack


class NotTaken(PermissionError):
    """Only whoever is on the rota here, or leads on safety, takes packs."""


@transaction.atomic
def take(*, pack: Pack, by: Person, now: datetime) -> bytes:
    """The file, with a line in the access log of each person in it: all of them or no file.

    Raises NotTaken or OSError."""
    if pack.organisation_id != by.organisation_id or not keys.may_take(by, now=now):
        raise NotTaken(by.role)
    content = queries.content_of(pack)
    for patient in InPack.objects.filter(pack=pack).order_by("patient_id").values_list("patient_id", flat=True):
        log.note_opening(person=by, patient=patient, organisation=pack.organisation_id, basis=Basis.PACK.value, now=now)
    return content
