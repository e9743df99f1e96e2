"""Making packs, and deleting those whose time is over. The words of a pack are on no disk unsealed."""

from __future__ import annotations

import hashlib
import logging
import os
import re
from collections.abc import Iterable
from datetime import datetime, time, timedelta
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from uuid6 import uuid7

from accalmie.foundation.people.models import Organisation
from accalmie.safety.library import rules
from accalmie.safety.pack import keys, rendering, sealing
from accalmie.safety.pack.models import InPack, Pack, PackKey

logger = logging.getLogger("accalmie.safety")


_FILE = re.compile(r"\.?\d{4}-\d\d-\d\d-\d{6}-[0-9a-f]{6}\.html(\.half)?")
_WRITTEN_WITHIN = timedelta(hours=1)
"""A file that no pack knows after so long will not be noted any more."""


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
    """Whether a pack of today is missing: none since the hour, or none under the passphrase of now.

    One of a moment still to come was made before the clock was put back: it is none of today, and neither makes another
    at each turn."""
    key = keys.current(organisation.id)
    if key is None:
        return False
    return not Pack.objects.filter(key=key, made_at__gte=_hour(now), made_at__lte=now).exists()


def _hour(now: datetime) -> datetime:
    """The last moment of the day's hour that has come: this morning's, or yesterday's."""
    zone = ZoneInfo(rules().staffed.time_zone)
    local = now.astimezone(zone)
    today = datetime.combine(local.date(), time(settings.PACK_HOUR), zone)
    return today if today <= now else datetime.combine(local.date() - timedelta(days=1), time(settings.PACK_HOUR), zone)


def make(organisation: Organisation, *, now: datetime, out: Path | None = None) -> Pack:
    """A pack of this moment, written to the folder of this site, and to `out` as well.

    The files come before the rows, outside any transaction: nothing waits for the disk. What could not be kept leaves
    no file. Raises NoPassphrase, keys.NotOurKey or OSError."""
    key = keys.current(organisation.id)
    if key is None:
        raise NoPassphrase(organisation.slug)
    row, locked = uuid7(), keys.locked_of(key)
    words, people = rendering.words(organisation, now=now)
    head = rendering.head(pack=str(row), made_at=now)
    text = rendering.page(sealing.seal(words, head=head, by=locked), made_at=now)
    kept = text.encode()
    local = now.astimezone(ZoneInfo(rules().staffed.time_zone))
    file = _folder(organisation) / f"{local:%Y-%m-%d-%H%M%S}-{row.hex[-6:]}.html"
    pack = Pack(
        id=row,
        organisation=organisation,
        key=key,
        made_at=now,
        file=str(file.relative_to(settings.PACK_FOLDER)),
        digest=hashlib.sha256(kept).hexdigest(),
        people=len(people),
    )
    places = [file, *([out] if out else [])]
    try:
        for place in places:
            _write(place, kept)
        _keep(pack, people)
    except BaseException:
        for place in places:
            place.unlink(missing_ok=True)
        raise
    return pack


@transaction.atomic
def _keep(pack: Pack, people: Iterable[UUID]) -> None:
    pack.save(force_insert=True)
    InPack.objects.bulk_create(
        [InPack(pack=pack, organisation=pack.organisation, patient_id=one) for one in people], batch_size=1000
    )


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
    _end_orphans(now)
    return ended


def _end_orphans(now: datetime) -> None:
    """Files of ours that no pack knows: whoever wrote them was killed before they were noted. Nobody is told who takes
    such a file, so it ends."""
    known = set(Pack.objects.filter(ended_at__isnull=True).values_list("file", flat=True))
    for file in Path(settings.PACK_FOLDER).glob("*/*"):
        is_ours = _FILE.fullmatch(file.name) and str(file.relative_to(settings.PACK_FOLDER)) not in known
        if is_ours and now.timestamp() - file.stat().st_mtime > _WRITTEN_WITHIN.total_seconds():
            logger.warning("A file of a daily pack that was never noted is deleted: %s", file.name)
            file.unlink(missing_ok=True)


def _folder(organisation: Organisation) -> Path:
    folder = Path(settings.PACK_FOLDER) / organisation.slug
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def _write(place: Path, kept: bytes) -> None:
    """Whole or not at all: half a pack opens for nobody."""
    half = place.with_name(f".{place.name}.half")
    try:
        half.touch(mode=0o600)
        with half.open("wb") as file:
            file.write(kept)
            file.flush()
            os.fsync(file.fileno())
        half.replace(place)
    except BaseException:
        half.unlink(missing_ok=True)
        raise
