"""Puts a backup back: checked before, proved after, and nobody comes back who was erased."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.core.management import call_command
from django.db import connections

from accalmie.foundation import crypto, journal
from accalmie.site.backups.databases import Progress, content_now, copy_back, kind_of
from accalmie.site.backups.manifest import BackupRefused, Copy, Manifest, checked, read
from accalmie.site.rows.securing import secure


@dataclass(frozen=True, kw_only=True)
class Restored:
    """What came back. `erased`: keys that had come back and were destroyed again; `other`: records whose pages were
    computed again and were not what the backup held; `findings`: what the journal's proof objects to.
    """

    manifest: Manifest
    erased: int
    rebuilt: int
    other: tuple[UUID, ...]
    findings: tuple[str, ...]


def restore(folder: Path, *, keys: Path | None, replace: bool, progress: Progress) -> Restored:
    """Both databases as they were, brought up to this release. `keys`: where the key store's copy is, if elsewhere.

    Raises BackupRefused; nothing is changed then, unless the message says so.
    """
    manifest = read(folder)
    for alias, copy in (("default", manifest.records), ("keys", manifest.keys)):
        _must_fit(alias, copy)
    records, store = checked(folder, manifest.records), checked(*_keys(folder, keys, manifest.keys))
    if not replace and _holds_somebody():
        raise BackupRefused("There are people in this database. Add --replace to lose them for those of the backup.")
    known = crypto.erased() if _has_tables("keys", "crypto_erasure") else {}
    copy_back("keys", store, progress=progress)
    copy_back("default", records, progress=progress)
    _must_hold(manifest)
    call_command("migrate", database="keys", verbosity=0)
    call_command("migrate", verbosity=0)
    proved = _proved(manifest, known, progress)
    if settings.PAGES_ROLE:  # a copy carries no grants: until here nobody but the owner reads what came back
        secure(settings.PAGES_ROLE, password=settings.PAGES_PASSWORD)
    return proved


def _proved(manifest: Manifest, known: Mapping[UUID, datetime], progress: Progress) -> Restored:
    crypto.forget_all()
    crypto.note_erasures(known)
    returned = crypto.replay_erasures()
    findings = tuple(finding.sentence for finding in journal.verify(None, progress=progress))
    ended, patients = crypto.erased(), list(journal.patients())
    for gone in ended.keys() & set(patients):
        journal.forget(gone)
    left = [patient for patient in patients if patient not in ended]
    other = []
    for done, patient in enumerate(left, start=1):
        if not _rebuilt_as_it_was(patient):
            other.append(patient)
        progress(done, len(left))
    return Restored(manifest=manifest, erased=returned, rebuilt=len(left), other=tuple(other), findings=findings)


def _rebuilt_as_it_was(patient: UUID) -> bool:
    """Pages are shown from rows that the journal gives: computed again, they have to say what they said."""
    whole = [one for one in journal.REGISTERED.values() if not _is_stale(one, patient)]
    before = [journal.snapshot(projection, patient) for projection in whole]
    journal.rebuild(patient)
    return before == [journal.snapshot(projection, patient) for projection in whole]


def _is_stale(projection: journal.Projection, patient: UUID) -> bool:
    return journal.stale().filter(patient_id=patient, projection=projection.name).exists()


def _keys(folder: Path, keys: Path | None, copy: Copy) -> tuple[Path, Copy]:
    if keys is None:
        return folder, copy
    return keys, Copy(Path(copy.file).name, copy.kind, copy.sha256)


def _must_fit(alias: str, copy: Copy) -> None:
    if copy.kind != kind_of(alias):
        raise BackupRefused(f"This backup is of {copy.kind}, and the database “{alias}” here is {kind_of(alias)}.")


def _must_hold(manifest: Manifest) -> None:
    if not _has_tables("default", "people_person") or content_now() != manifest.content:
        raise BackupRefused(
            "What came back is not what the manifest says. The databases here were replaced: use another backup."
        )


def _holds_somebody() -> bool:
    """Asked without the models: an older or empty database has other tables than this release."""
    for alias, table in (("default", "people_person"), ("keys", "crypto_patientkey")):
        if _has_tables(alias, table):
            with connections[alias].cursor() as cursor:
                cursor.execute(f"SELECT 1 FROM {table} LIMIT 1")  # noqa: S608 one of the two names above
                if cursor.fetchone():
                    return True
    return False


def _has_tables(alias: str, table: str) -> bool:
    return table in connections[alias].introspection.table_names()
