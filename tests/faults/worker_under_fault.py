"""A site whose workers are processes of their own, which a test starts, kills and starves; we are its mail server."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import psycopg

from tests.factories.mail_server import MailServer

HOUSE = Path(__file__).resolve().parents[2]
_PATIENCE = 60.0  # seconds
_SCRIPT = "-m tests.faults.outbox_by_hand"


class Workers:
    """Databases under one folder, or on the PostgreSQL of `url`; a mail server; the workers that were started."""

    program = "accalmie.site.cli"

    def __init__(self, folder: Path, server: MailServer, url: str = "") -> None:
        self.folder, self.server = folder, server
        self.url = url
        self._running: list[subprocess.Popen[bytes]] = []
        self.last = ""

    def migrate(self) -> None:
        for alias in ("default", "keys"):
            self.say("-m", "django", "migrate", "--verbosity=0", f"--database={alias}")

    def start(self, name: str) -> subprocess.Popen[bytes]:
        """A worker of this name, once it has begun."""
        with (self.folder / f"{name}.log").open("ab") as log:
            worker = subprocess.Popen(
                [sys.executable, "-m", self.program, "work", "--name", name, "--pause", "0.2"],
                env=self.environment(),
                cwd=HOUSE,
                stdout=log,
                stderr=log,
            )
        self._running.append(worker)
        self.last = name
        return worker

    def stop_all(self) -> None:
        for worker in self._running:
            worker.send_signal(signal.SIGKILL)
            worker.wait()
        self._running.clear()

    def queue(self, number: int) -> None:
        """So many notices, each to an address of its own."""
        self.by_hand("queue", str(number))

    def by_hand(self, *words: str) -> Any:
        """What another process does to the outbox."""
        return json.loads(self.say(*_SCRIPT.split(), *words))

    def asked(self, statement: str) -> Any:
        """The first column of the first row that the database answers, without any code of ours."""
        with self._connected() as connection:
            cursor = connection.execute(statement)
            return cursor.fetchone()[0] if cursor.description else None

    def beats(self) -> int:
        return int(self.asked("SELECT count(*) FROM tick_workerbeat"))

    def beats_of(self, name: str) -> int:
        """Whether the worker of this name has given a sign of life, as 0 or 1; 0 while the database is away."""
        try:
            return int(self.asked(f"SELECT count(*) FROM tick_workerbeat WHERE worker = '{name}'"))
        except (psycopg.OperationalError, sqlite3.OperationalError):
            return 0

    def sent(self) -> int:
        """How many notices are marked as sent."""
        return int(self.asked("SELECT count(*) FROM outbox_notice WHERE sent_at IS NOT NULL"))

    def forget(self) -> None:
        for table in ("outbox_notice", "tick_jobstate", "tick_workerbeat"):
            self.asked(f"DELETE FROM {table}")

    @contextmanager
    def _connected(self) -> Iterator[Any]:
        if self.url:
            with psycopg.connect(self.url, autocommit=True) as server:
                yield server
            return
        with closing(sqlite3.connect(self.folder / "accalmie.sqlite3", isolation_level=None, timeout=30)) as file:
            yield file

    def say(self, *words: str) -> str:
        done = subprocess.run(
            [sys.executable, *words], env=self.environment(), cwd=HOUSE, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def arrived(self) -> list[str]:
        """To whom a message came, in order of addresses: one line a message."""
        return sorted(str(message["To"]) for message in self.server.taken)

    def environment(self) -> dict[str, str]:
        ours = {
            "ACCALMIE_DATA": str(self.folder),
            "ACCALMIE_MAIL_URL": f"smtp://127.0.0.1:{self.server.port}",
            "PYTHONPATH": os.pathsep.join([str(HOUSE), *sys.path[1:]]),
        }
        elsewhere = ("DATABASE_URL", "KEYS_DATABASE_URL", "DATABASE_PAGES_URL")
        theirs = {name: value for name, value in os.environ.items() if name not in elsewhere}
        return theirs | ours | ({"DATABASE_URL": self.url} if self.url else {})


def until(happened: Callable[[], object], *, within: float = _PATIENCE) -> None:
    """Waits for something that other processes do."""
    end = time.monotonic() + within
    while not happened():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.05)
