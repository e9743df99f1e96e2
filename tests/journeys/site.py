"""The site as its users get it: `accalmie serve` in a process of its own, on a copy of a prepared data folder."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from ssl import create_default_context
from urllib.error import URLError
from urllib.request import urlopen

ACCALMIE = [sys.executable, "-m", "accalmie.site.cli"]
STARTS_WITHIN = 40.0
"""Seconds."""


@dataclass(frozen=True)
class Site:
    """A running site: where it answers, and where its data is."""

    address: str
    data: Path

    def command(self, *words: str) -> str:
        """What one command of the command line says on this site's data."""
        return _run(self.data, *words)


def prepared(data: Path) -> Path:
    """A data folder with static files, databases, programmes and the demo clinic."""
    for words in (("manage", "collectstatic", "--noinput"), ("prepare",), ("demo", "load")):
        _run(data, *words)
    return data


@contextmanager
def serving(clinic: Path, data: Path, *, port: int = 0, **wishes: str) -> Iterator[Site]:
    """Serve a copy of a prepared folder until the tests are done with it, on a port of its own unless told.

    `wishes`: variables of the environment.
    """
    shutil.copytree(clinic, data, dirs_exist_ok=True)
    port = port or free_port()
    command = [*ACCALMIE, "serve", "--address", "127.0.0.1", "--port", str(port)]
    environment = environment_of(data) | wishes
    with (data / "log").open("wb") as log, subprocess.Popen(command, env=environment, stdout=log, stderr=log) as server:
        try:
            wait_for(f"http://127.0.0.1:{port}/help/", server, data / "log")
            yield Site(f"http://127.0.0.1:{port}", data)
        finally:
            server.terminate()


def _run(data: Path, *words: str) -> str:
    done = subprocess.run([*ACCALMIE, *words], env=environment_of(data), capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{' '.join(words)}: {done.stdout}\n{done.stderr}"
    return done.stdout


def environment_of(data: Path) -> dict[str, str]:
    """Our own environment, with this data folder and as the demo, and nothing of another site."""
    ours = {
        name: value for name, value in os.environ.items() if not name.startswith(("ACCALMIE_", "DATABASE_", "KEYS_"))
    }
    return ours | {"ACCALMIE_DATA": str(data), "ACCALMIE_DEMO": "1"}


def free_port() -> int:
    """A port on which nothing listens now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(page: str, server: subprocess.Popen[bytes], log: Path, *, trusting: Path | None = None) -> None:
    """Until this page is answered. `trusting`: the certificate of a site that serves TLS by itself."""
    trust = create_default_context(cafile=trusting) if trusting else None
    until = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < until:
        assert server.poll() is None, f"the site stopped: {log.read_text(errors='replace')}"
        try:
            with urlopen(page, timeout=5, context=trust):
                return
        except (URLError, OSError):
            time.sleep(0.1)
    raise AssertionError(f"the site did not answer: {log.read_text(errors='replace')}")
