"""`accalmie keys rotate` on a site of its own, killed for good at moments of its work: every record still opens."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

PEOPLE = 2_000
BEFORE = f"""
from pathlib import Path
from uuid import UUID
from accalmie.foundation import crypto
owners = [UUID(int=number) for number in range(1, {PEOPLE} + 1)]
"""
MADE = f"""{BEFORE}
crypto.create_keys(owners)
Path("sealed").write_bytes(crypto.seal(owners[-1], crypto.blind("x", purpose="x"), aad=b""))
"""
OPENED = f"""{BEFORE}
crypto.warm(owners)
print(crypto.open_(owners[-1], Path("sealed").read_bytes(), aad=b"") == crypto.blind("x", purpose="x"))
"""


def begun(folder: Path, *words: str) -> subprocess.Popen[str]:
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("ACCALMIE_", "DATABASE", "KEYS_"))
    }
    return subprocess.Popen(
        [sys.executable, "-m", "accalmie.site.cli", *words],
        cwd=folder,
        env=kept | {"ACCALMIE_DATA": str(folder)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def done(folder: Path, *words: str) -> str:
    process = begun(folder, *words)
    said, faults = process.communicate(timeout=120)
    assert process.returncode == 0, faults
    return said


def shell(folder: Path, code: str) -> str:
    return done(folder, "manage", "shell", "--no-imports", "-c", code)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    done(tmp_path, "manage", "migrate", "--database", "keys")
    shell(tmp_path, MADE)
    return tmp_path


@pytest.mark.deep
def test_killed_at_several_moments_every_key_still_opens_and_the_last_run_finishes(site: Path) -> None:
    key = site / "master.key"
    first = key.read_bytes()
    for seconds in (0.0, 0.1):
        process = begun(site, "keys", "rotate")
        while key.read_bytes() == first and process.poll() is None:
            time.sleep(0.005)
        time.sleep(seconds)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        assert "True" in shell(site, OPENED)
    assert "is wrapped under the master key that stands now" in done(site, "keys", "rotate")
    assert not (site / "master.key.previous").exists()
    assert "True" in shell(site, OPENED)
    assert first in [path.read_bytes() for path in site.glob("master.key.retired-*")]
