"""Making packs, and deleting those whose time is over. The words of a pack are on no disk unsealed."""

from __future__ import annotations

import hashlib
import logging
import os
from datetime import datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from uuid6 import uuid7

from accalmie.foundation.people.models import Organisation
from accalmie.safety.library import rules
from accalmie.safety.pack import keys, rendering, sealing
from accalmie.safety.pack.models import InPack, Pack, PackKey

logger = logging.getLogger("accalmie.safety")


class NoPassphrase(LookupError):
    """No passphrase was made for this service: nobody could open a pack."""


def make_due(now: datetime) -> int:
    """A pack for each service that has none since its hour of this day, under its key of now; returns how many.

    Every day, and not working days only: a server that stops on a Saturday has the alerts of Friday night in it. One
    service that fails stops none of the others; the job fails for it, and is tried again.
    """
    made, failed = 0, False
    for organisation in Organisation.objects.filter(id__in=PackKey.objects.values("organisation")):
        try:
            if is_due(organisation, now=now):
                make(organisation, now=now)
                made += 1
        except Exception:
            failed = True
            logger.exception("The daily pack of %s could not be made", organisation.slug)
    if failed:
        raise RuntimeError("a daily pack could not be made")
    return made


def is_due(organisation: Organisation, *, now: datetime) -> bool:
    """Whether a pack of today is missing: none since the hour, or none under the passphrase of now."""
    key = keys.current(organisation.id)
    if key is None:
        return False
    last = Pack.objects.filter(key=key).order_by("-made_at").values_list("made_at", flat=True).first()
    return last is None or last < _hour(now) or last > now


def _hour(now: datetime) -> datetime:
    """The last moment of the day's hour that has come: this morning's, or yesterday's."""
    zone = ZoneInfo(rules().staffed.time_zone)
    local = now.astimezone(zone)
    today = datetime.combine(local.date(), time(settings.PACK_HOUR), zone)
    return today if today <= now else datetime.combine(local.date() - timedelta(days=1), time(settings.PACK_HOUR), zone)


def make(organisation: Organisation, *, now: datetime, out: Path | None = None) -> Pack:
    """A pack of this moment, written to the folder of this site, and to `out` as well.

    Raises NoPassphrase or OSError."""
    key = keys.current(organisation.id)
    if key is None:
        raise NoPassphrase(organisation.slug)
    row = uuid7()
    words, people = rendering.words(organisation, now=now)
    head = rendering.head(pack=str(row), made_at=now)
    text = rendering.page(sealing.seal(words, head=head, by=keys.locked_of(key)), made_at=now)
    kept = text.encode()
    file = _folder(organisation) / f"{now.astimezone(ZoneInfo(rules().staffed.time_zone)):%Y-%m-%d-%H%M%S}.html"
    for place in (file, *([out] if out else [])):
        _write(place, kept)
    with transaction.atomic():
        pack = Pack.objects.create(
            id=row,
            organisation=organisation,
            key=key,
            made_at=now,
            file=str(file.relative_to(settings.PACK_FOLDER)),
            digest=hashlib.sha256(kept).hexdigest(),
            people=len(people),
        )
        InPack.objects.bulk_create([InPack(pack=pack, organisation=organisation, patient_id=one) for one in people])
    return pack


def place_of(pack: Pack) -> Path:
    """Where the file of a pack is."""
    return Path(settings.PACK_FOLDER) / pack.file


def end_old(now: datetime) -> int:
    """Deletes the files of packs older than the site keeps them, and whose data they held; returns how many."""
    old = Pack.objects.filter(ended_at__isnull=True, made_at__lt=now - timedelta(days=settings.PACK_DAYS))
    ended = 0
    for pack in old:
        place_of(pack).unlink(missing_ok=True)
        with transaction.atomic():
            InPack.objects.filter(pack=pack).delete()
            Pack.objects.filter(id=pack.id).update(ended_at=now)
        ended += 1
    return ended


def _folder(organisation: Organisation) -> Path:
    folder = Path(settings.PACK_FOLDER) / organisation.slug
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def _write(place: Path, kept: bytes) -> None:
    """Whole or not at all: half a pack opens for nobody."""
    half = place.with_name(f".{place.name}.half")
    half.touch(mode=0o600)
    with half.open("wb") as file:
        file.write(kept)
        file.flush()
        os.fsync(file.fileno())
    half.replace(place)
