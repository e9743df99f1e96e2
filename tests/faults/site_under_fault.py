"""A site in a folder of its own whose server can be started, written to, killed and opened again."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from uuid import UUID

HOUSE = Path(__file__).resolve().parents[2]
_PATIENCE = 60.0  # seconds


@dataclass(frozen=True)
class Write:
    """One answer that somebody gives."""

    patient: UUID
    id: UUID
    mood: int

    def body(self) -> str:
        return json.dumps({"patient": str(self.patient), "id": str(self.id), "mood": self.mood})


class Site:
    """SQLite files, keys and a server process, all under one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = _free_port()
        self._server: subprocess.Popen[bytes] | None = None

    def migrate(self) -> None:
        """Makes the tables of both databases."""
        for alias in ("default", "keys"):
            self._run("-m", "django", "migrate", "--verbosity=0", f"--database={alias}")

    def start(self, *, under: Sequence[str] = (), environment: Mapping[str, str] | None = None) -> None:
        """Starts the server and waits until it answers."""
        serve = ["-m", "granian", "--interface", "wsgi", "--workers", "2", "--port", str(self.port), "--no-ws"]
        with (self.folder / "server.log").open("ab") as log:
            self._server = subprocess.Popen(
                [*under, sys.executable, *serve, "tests.faults.journal_server:application"],
                env=self._environment() | dict(environment or {}),
                cwd=HOUSE,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self._wait_until_it_listens()

    def kill(self) -> None:
        """SIGKILL to the server and its workers at once: nothing of theirs gets to run any more."""
        if self._server is not None:
            os.killpg(self._server.pid, signal.SIGKILL)
            self._server.wait()
            self._server = None

    def post(self, write: Write) -> dict[str, Any]:
        """Sends one answer. Raises OSError or HTTPException when the server is gone before it acknowledged."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=_PATIENCE)
        try:
            connection.request("POST", "/", write.body(), {"Content-Type": "application/json"})
            response = connection.getresponse()
            body = response.read()
        finally:
            connection.close()
        assert response.status == 200, (self.folder / "server.log").read_text()
        answer: dict[str, Any] = json.loads(body)
        return answer

    def reopened(self) -> dict[str, list[str]]:
        """What a new process finds in the journal: the ids of all entries, and what does not hold."""
        found: dict[str, list[str]] = json.loads(self._run("-m", "tests.faults.reopened"))
        return found

    def _run(self, *words: str) -> str:
        done = subprocess.run(
            [sys.executable, *words], env=self._environment(), cwd=HOUSE, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def _environment(self) -> dict[str, str]:
        ours = {"ACCALMIE_DATA": str(self.folder), "PYTHONPATH": os.pathsep.join([str(HOUSE), *sys.path[1:]])}
        elsewhere = ("DATABASE_URL", "KEYS_DATABASE_URL")  # these tests are about SQLite
        return {name: value for name, value in os.environ.items() if name not in elsewhere} | ours

    def _wait_until_it_listens(self) -> None:
        until = time.monotonic() + _PATIENCE
        while time.monotonic() < until:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.1)
        raise TimeoutError((self.folder / "server.log").read_text())


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
