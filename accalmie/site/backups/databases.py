"""One database into one file and back, while others use it: SQLite by its own backup, PostgreSQL by pg_dump."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from django.db import connections, transaction

from accalmie.site.backups.manifest import BackupRefused, Content, Kind, content

Progress = Callable[[int, int], None]

_PAGES = 2_000  # copied at once: a writer waits for no more than that


def kind_of(alias: str) -> Kind:
    """Which kind of database this is."""
    return "sqlite" if connections[alias].vendor == "sqlite" else "postgresql"


@contextmanager
def one_moment(alias: str) -> Iterator[str | None]:
    """For PostgreSQL, a moment that several readers share: what is counted inside is what is copied. None on SQLite."""
    if kind_of(alias) == "sqlite":
        yield None
        return
    with transaction.atomic(using=alias), connections[alias].cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        cursor.execute("SELECT pg_export_snapshot()")
        yield str(cursor.fetchone()[0])


def copy_out(alias: str, target: Path, *, moment: str | None, progress: Progress) -> None:
    """The database into this new file, readable by its owner only. Raises BackupRefused."""
    target.touch(mode=0o600)
    if kind_of(alias) == "sqlite":
        _copied(_file(alias), target, progress)
        return
    snapshot = [f"--snapshot={moment}"] if moment else []
    _run("pg_dump", alias, "--format=custom", "--no-owner", "--no-privileges", *snapshot, f"--file={target}")
    progress(1, 1)


def copy_back(alias: str, source: Path, *, progress: Progress) -> None:
    """The file's content in the place of the database's, all or nothing. Raises BackupRefused."""
    if kind_of(alias) == "sqlite":
        connections[alias].close()
        _copied(source, _file(alias), progress)
        return
    connections[alias].close()
    cleared = ["--clean", "--if-exists", "--no-owner", "--no-privileges", "--single-transaction", "--exit-on-error"]
    _run(
        "pg_restore", alias, *cleared, f"--dbname={connections[alias].settings_dict['NAME']}", str(source), named=False
    )
    progress(1, 1)


def content_of(copy: Path) -> Content:
    """What was copied: counted in SQLite's copy itself, since the site went on; in the shared moment on PostgreSQL."""
    if kind_of("default") != "sqlite":
        return content_now()
    with closing(sqlite3.connect(copy)) as opened:
        return content(lambda asked: opened.execute(asked).fetchall())


def content_now() -> Content:
    """What the site's own database holds."""
    with connections["default"].cursor() as cursor:

        def rows(asked: str) -> Sequence[Sequence[Any]]:
            cursor.execute(asked)
            found: Sequence[Sequence[Any]] = cursor.fetchall()
            return found

        return content(rows)


def _file(alias: str) -> Path:
    return Path(str(connections[alias].settings_dict["NAME"]))


def _copied(source: Path, target: Path, progress: Progress) -> None:
    """Page by page, each write committed by SQLite itself: `target` holds the old content or the new one."""
    with closing(sqlite3.connect(source)) as one, closing(sqlite3.connect(target)) as other:
        one.backup(other, pages=_PAGES, progress=lambda _status, left, total: progress(total - left, total))
        other.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _run(program: str, alias: str, *arguments: str, named: bool = True) -> None:
    path = shutil.which(program)
    if path is None:
        raise BackupRefused(
            f"{program} is not installed on this machine. Install PostgreSQL's client programs "
            "(the package postgresql-client), of the server's version or later, then run this again."
        )
    settings = connections[alias].settings_dict
    given = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD"}
    known = {variable: str(settings[name]) for variable, name in given.items() if settings[name]}
    database = [str(settings["NAME"])] if named else []
    done = subprocess.run(
        [path, *arguments, *database], env=os.environ | known, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise BackupRefused(f"{program} failed: {done.stderr.strip().splitlines()[-1] if done.stderr else 'no reason'}")
