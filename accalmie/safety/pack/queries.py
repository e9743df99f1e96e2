"""Packs, asked for whoever may take them."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from django.conf import settings

from accalmie.foundation.people.models import Person
from accalmie.safety.pack.models import Pack, PackKey

FRESH_FOR = timedelta(hours=26)
"""A day and some: a pack that is made at six is looked for at eight."""


def packs_of(organisation: UUID) -> list[Pack]:
    """The packs of this service that are still there, the newest first."""
    return list(Pack.objects.filter(organisation=organisation, ended_at__isnull=True).order_by("-made_at", "-id"))


def pack_for(person: Person, pack: UUID) -> Pack | None:
    """One pack of this person's service that is still there."""
    return Pack.objects.filter(id=pack, organisation=person.organisation_id, ended_at__isnull=True).first()


def content_of(pack: Pack) -> bytes:
    """The file of a pack, as it was written. Raises OSError when it is gone."""
    return (Path(settings.PACK_FOLDER) / pack.file).read_bytes()


def last_made(organisation: UUID, *, now: datetime) -> datetime | None:
    """When this service last had a pack made; what a clock that was put back since wrote is still to come."""
    rows = Pack.objects.filter(organisation=organisation, made_at__lte=now).order_by("-made_at")
    return rows.values_list("made_at", flat=True).first()


def is_missing(organisation: UUID, *, now: datetime) -> bool:
    """Whether no pack was made within a day. A site of invented people is asked only once it has a passphrase."""
    last = last_made(organisation, now=now)
    if last is not None and now - FRESH_FOR <= last:
        return False
    key = PackKey.objects.filter(organisation=organisation).order_by("-made_at").values_list("made_at", flat=True)
    since = key.first()
    if since is None:
        return not settings.DEMO_ENROLMENT
    return last is not None or since <= now - timedelta(hours=1)
