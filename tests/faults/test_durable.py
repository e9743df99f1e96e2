"""Saved means on the disk: each connection asks for it, and each acknowledged answer waited for it.

A killed process alone would not show a missing fdatasync: the system keeps what was written to it. A power cut would.
"""

from __future__ import annotations

import shutil
import struct
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from uuid import uuid4

import pytest

from tests.faults.site_under_fault import Site, Write

FULL = 2
LOG = "accalmie.sqlite3-wal"


def _write() -> Write:
    return Write(uuid4(), uuid4(), 3)


class _Preloaded:
    """Counts in the server process itself, through a small library loaded before libc."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "syncs"
        self._file.write_bytes(bytes(struct.calcsize("l")))
        library = folder / "sync_counter.so"
        source = Path(__file__).with_name("sync_counter.c")
        subprocess.run(["cc", "-shared", "-fPIC", "-O1", "-o", library, source, "-ldl"], check=True)
        self.under: list[str] = []
        self.environment = {"LD_PRELOAD": str(library), "SYNC_COUNTER": str(self._file), "SYNC_COUNTED": LOG}

    def count(self) -> int:
        found: int = struct.unpack("l", self._file.read_bytes())[0]
        return found


class _Traced:
    """Counts from outside, with strace."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "trace"
        self.under = ["strace", "-f", "-y", "-qq", "-e", "trace=fdatasync,fsync", "-o", str(self._file)]
        self.environment: dict[str, str] = {}

    def count(self) -> int:
        return sum(LOG in line and "= -1" not in line for line in self._file.read_text().splitlines())


@pytest.fixture
def counter(tmp_path: Path) -> Iterator[_Preloaded | _Traced]:
    if sys.platform == "linux" and shutil.which("cc"):
        yield _Preloaded(tmp_path)
    elif shutil.which("strace"):
        yield _Traced(tmp_path)
    else:
        pytest.skip("neither a C compiler nor strace is here to count what reaches the disk (apt-get install gcc)")


def test_every_connection_that_answers_has_a_write_ahead_log_and_waits_for_the_disk(site: Site) -> None:
    site.start()
    with ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(lambda _n: site.post(_write()), range(64)))
    for answer in answers:
        assert answer["pragmas"] == {"default": ["wal", FULL], "keys": ["wal", FULL]}


def test_each_acknowledged_answer_was_forced_to_the_disk_before(site: Site, counter: _Preloaded | _Traced) -> None:
    site.start(under=counter.under, environment=counter.environment)
    site.post(_write())
    for _ in range(25):
        before = counter.count()
        site.post(_write())
        assert counter.count() > before


def test_answers_given_at_once_are_each_forced_to_the_disk(site: Site, counter: _Preloaded | _Traced) -> None:
    site.start(under=counter.under, environment=counter.environment)
    site.post(_write())
    before = counter.count()
    with ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(lambda _n: site.post(_write()), range(64)))
    assert counter.count() - before >= len(answers)


def test_the_count_would_notice_a_connection_that_does_not_wait(site: Site, counter: _Preloaded | _Traced) -> None:
    site.start(under=counter.under, environment=counter.environment | {"TEST_SYNCHRONOUS": "OFF"})
    before = counter.count()
    assert site.post(_write())["pragmas"]["default"] == ["wal", 0]
    assert counter.count() == before
