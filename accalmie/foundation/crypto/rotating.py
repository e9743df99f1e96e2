"""A new master key: every key of the store wrapped again, in small steps that any interruption leaves whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from django.conf import settings
from django.db import connections, transaction

from accalmie.foundation.crypto import master, site_keys
from accalmie.foundation.crypto.keyring import binding
from accalmie.foundation.crypto.master import MasterKeyRefused
from accalmie.foundation.crypto.models import PatientKey, SiteKey
from accalmie.foundation.crypto.router import KEYS
from accalmie.foundation.crypto.wrapping import Wrapper, WrongWrapper, unwrapped, wrapper

Progress = Callable[[int, int], None]

_AT_ONCE = 200


def rotate(*, day: date, progress: Progress) -> Path | None:
    """Wraps every key under a new master key. Returns where the old one was put, or None if it is not in a file.

    Called again after any interruption, it goes on with the master key that the interrupted call made. Keys stay
    readable throughout: whoever reads tries the new master key, then the previous one. Raises MasterKeyRefused.
    """
    if _holds_the_key_itself():
        master.begin_rotation()
    _rewrap(wrapper(may_create=False), progress)
    _leave_no_copy()
    return master.end_rotation(day=day) if master.previous_file().exists() else None


def _holds_the_key_itself() -> bool:
    """Whether a new master key is made here. One that comes from a vault or a key service is changed there."""
    if settings.ACCALMIE_KMS_COMMAND:
        return False
    if not settings.ACCALMIE_MASTER_KEY:
        if not Path(settings.ACCALMIE_MASTER_KEY_FILE).exists():
            raise MasterKeyRefused("There is no master key yet: it is made with the first account.")
        return True
    if not settings.ACCALMIE_MASTER_KEY_PREVIOUS:
        raise MasterKeyRefused(
            "The master key is in ACCALMIE_MASTER_KEY. Put it in ACCALMIE_MASTER_KEY_PREVIOUS and a new one in "
            "ACCALMIE_MASTER_KEY, restart the site, then run this again."
        )
    return False


def _rewrap(now: Wrapper, progress: Progress) -> None:
    """Until a whole pass meets nothing left: an account made meanwhile may have begun under the previous key."""
    while _pass(now, progress):
        pass


def _pass(now: Wrapper, progress: Progress) -> int:
    total, done, changed = PatientKey.objects.count() + SiteKey.objects.count(), 0, 0
    for batch in _batches():
        with transaction.atomic(using=KEYS):
            changed += sum(_rewrapped(row, now) for row in batch)
        done += len(batch)
        progress(done, max(done, total))
    return changed


def _batches() -> Iterator[list[PatientKey] | list[SiteKey]]:
    if site := list(SiteKey.objects.order_by("name")):
        yield site
    rows = PatientKey.objects.order_by("key_id")
    batch = list(rows[:_AT_ONCE])
    while batch:
        yield batch
        batch = list(rows.filter(key_id__gt=batch[-1].key_id)[:_AT_ONCE])


def _rewrapped(row: PatientKey | SiteKey, now: Wrapper) -> bool:
    """Whether this row was still wrapped as before. One that was destroyed meanwhile does not come back."""
    wrapped, place = bytes(row.wrapped), _place(row)
    try:
        now.unwrap(wrapped, place)
    except WrongWrapper:
        key = unwrapped(wrapped, place, of=f"row {row.pk}")
        row.wrapped = now.wrap(key, place)
        return bool(type(row)._default_manager.filter(pk=row.pk).update(wrapped=row.wrapped))
    return False


def _place(row: PatientKey | SiteKey) -> bytes:
    return site_keys.binding(row.name) if isinstance(row, SiteKey) else binding(row.key_id, row.patient_id)


def _leave_no_copy() -> None:
    """Keys wrapped by the old master key leave SQLite's free pages and write-ahead log too."""
    if connections[KEYS].vendor != "sqlite" or connections[KEYS].in_atomic_block:
        return
    with connections[KEYS].cursor() as cursor:
        cursor.execute("VACUUM")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
