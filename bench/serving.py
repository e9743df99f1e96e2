"""`accalmie serve` as a site runs it, in processes of its own, with what they cost read from /proc."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import ProxyHandler, build_opener

HOUSE = Path(__file__).resolve().parents[1]
ACCALMIE = [sys.executable, "-m", "accalmie.site.cli"]
PATIENCE = 90.0
"""Seconds that a server may take to answer its first page on a busy machine."""
_KB = 1024
_open = build_opener(ProxyHandler({})).open


@dataclass(frozen=True)
class Site:
    """A data folder and the databases of one measurement."""

    data: Path
    database: str = ""
    keys: str = ""

    def environment(self, **more: str) -> dict[str, str]:
        ours = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("ACCALMIE_", "DATABASE_", "KEYS_", "DJANGO_", "CACHE_"))
        }
        chosen = {
            "ACCALMIE_DATA": str(self.data),
            "DATABASE_URL": self.database,
            "KEYS_DATABASE_URL": self.keys,
            "DJANGO_SETTINGS_MODULE": "bench.settings",
            "PYTHONPATH": str(HOUSE),
        }
        return ours | chosen | more

    def run(self, *command: str, **more: str) -> str:
        """What a command says on this site. Raises SystemExit with all that it said when it fails."""
        done = subprocess.run(
            command, cwd=HOUSE, env=self.environment(**more), capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise SystemExit(f"This command failed: {' '.join(command)}\n{done.stdout}{done.stderr}")
        return done.stdout

    def accalmie(self, *words: str, **more: str) -> str:
        return self.run(*ACCALMIE, *words, **more)


@dataclass(frozen=True)
class Server:
    """A running site. `started_in`: seconds from the start of the process to its first answered page."""

    port: int
    pid: int
    started_in: float

    def cpu_seconds(self) -> float:
        """Processor time, user and system, that all its processes have had so far."""
        return sum(map(_cpu_of, self.processes()))

    def memory_mb(self, kind: str = "Pss") -> float:
        """Memory that its processes hold: what two of them share counts once (Pss), or in each of them (Rss)."""
        return sum(share_of(Path(f"/proc/{pid}/smaps_rollup").read_text(), kind) for pid in self.processes()) / _KB

    def processes(self) -> list[int]:
        return [self.pid, *_descendants(self.pid)]


@contextmanager
def serving(site: Site, *options: str, address: str = "127.0.0.1", **more: str) -> Iterator[Server]:
    """Serve a site until the block ends: one worker, one thread. An empty address: both loopbacks, as people run it."""
    port = free_port()
    where = ["--address", address] if address else []
    command = [*ACCALMIE, "serve", *where, "--port", str(port), *options]
    log = site.data / "server.log"
    with log.open("wb") as said:
        began = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=HOUSE, env=site.environment(**more), stdout=said, stderr=said, start_new_session=True
        )
        try:
            _wait(process, port, log)
            yield Server(port, process.pid, time.perf_counter() - began)
        finally:
            _stop(process)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if process.poll() is not None:
            break
        try:
            with _open(f"http://127.0.0.1:{port}/help/", timeout=10):
                return
        except (URLError, OSError):
            time.sleep(0.02)
    raise SystemExit(f"The server does not answer:\n{log.read_text(errors='replace')}")


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(15)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)  # a session of its own: nothing else is in this group
        process.wait()


def _descendants(pid: int) -> list[int]:
    found = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in map(int, task.read_text().split()):
            found += [child, *_descendants(child)]
    return found


def _cpu_of(pid: int) -> float:
    """User and system time of all threads, as the scheduler counted it, in nanoseconds: ticks are too coarse here."""
    return sum(int(task.read_text().split()[0]) for task in Path(f"/proc/{pid}/task").glob("*/schedstat")) / 1e9


def share_of(rollup: str, kind: str = "Pss") -> int:
    """The kB that a smaps_rollup tells. In Pss, pages shared with n others count one n-th."""
    lines: Mapping[str, str] = dict(line.split(":", 1) for line in rollup.splitlines() if ":" in line[:20])
    return int(lines[kind].split()[0])
