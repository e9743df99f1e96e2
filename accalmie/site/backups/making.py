"""Makes a backup: a folder that is there whole, or not at all."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from accalmie.site.backups.databases import Progress, content_of, copy_out, kind_of, one_moment
from accalmie.site.backups.manifest import BackupRefused, Copy, Manifest, sum_of, write

_ENDS = {"sqlite": "sqlite3", "postgresql": "dump"}


def make(folder: Path, *, now: datetime, progress: Progress) -> Manifest:
    """A backup in this new folder. The master key is never in it; the keys are in a folder of their own, to be moved.

    Raises BackupRefused; the folder is not there then.
    """
    if folder.exists():
        raise BackupRefused(f"{folder} is there already. Name a folder that is not: a backup is never written over.")
    draft = folder.with_name(f"{folder.name}.unfinished")
    if draft.exists():
        raise BackupRefused(f"{draft} is left of a backup that was interrupted. Remove it, then run this again.")
    for part in (draft, draft / "records", draft / "keys"):
        part.mkdir(mode=0o700, parents=part == draft)
    manifest = _copied(draft, now, progress)
    write(draft, manifest)
    draft.rename(folder)
    return manifest


def _copied(draft: Path, now: datetime, progress: Progress) -> Manifest:
    """The records first: a key made meanwhile is one too many, where a record without its key would be lost."""
    records, keys = _place("records", "default"), _place("keys", "keys")
    with one_moment("default") as moment:
        copy_out("default", draft / records, moment=moment, progress=progress)
        held = content_of(draft / records)
    copy_out("keys", draft / keys, moment=None, progress=progress)
    return Manifest(
        form=1,
        made_at=now,
        records=Copy(records, kind_of("default"), sum_of(draft / records)),
        keys=Copy(keys, kind_of("keys"), sum_of(draft / keys)),
        content=held,
    )


def _place(part: str, alias: str) -> str:
    return f"{part}/{part}.{_ENDS[kind_of(alias)]}"
