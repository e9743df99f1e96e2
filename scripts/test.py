"""Run every check and every test: on SQLite, then what concerns the database again on a real PostgreSQL."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

HOUSE = Path(__file__).resolve().parents[1]
BIN = HOUSE / ".venv" / "bin"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


@dataclass(frozen=True)
class Stage:
    """One command with the sentence that announces it."""

    name: str
    command: list[str]


CHECKS = (
    Stage("Style", [str(BIN / "ruff"), "check", "."]),
    Stage("Format", [str(BIN / "ruff"), "format", "--check", "."]),
    Stage("Types", [str(BIN / "mypy")]),
    Stage("Import contracts", [str(BIN / "lint-imports")]),
    Stage("Catalogues", [str(BIN / "accalmie"), "words", "check"]),
)
TESTS = Stage("Tests on SQLite", [str(BIN / "pytest"), "-n", "2", "--dist", "loadgroup", "-q", "-rs"])


def find_browser() -> None:
    """A Chromium for the browser tests: the one that is there, else Playwright's own, else Debian's package."""
    if any(shutil.which(name) for name in BROWSERS):
        return
    if subprocess.run([str(BIN / "playwright"), "install", "chromium"], capture_output=True, check=False).returncode == 0:
        return
    if os.geteuid() == 0 and shutil.which("apt-get"):
        subprocess.run(["apt-get", "update"], capture_output=True, check=False)
        subprocess.run(["apt-get", "install", "-y", "chromium"], capture_output=True, check=False)
    if not any(shutil.which(name) for name in BROWSERS):
        print("No Chromium here: the browser tests are skipped and counted. `sudo apt install chromium` brings one.")


def run(stage: Stage) -> bool:
    """Run one stage, showing what it says; True when it passed."""
    print(f"\n== {stage.name}", flush=True)
    began = time.monotonic()
    code = subprocess.run(stage.command, cwd=HOUSE, check=False).returncode
    print(f"== {stage.name}: {'passed' if code == 0 else 'FAILED'} in {time.monotonic() - began:.0f} s", flush=True)
    return code == 0


def main() -> None:
    began = time.monotonic()
    failed = [stage.name for stage in CHECKS if not run(stage)]
    if "--checks-only" not in sys.argv[1:]:
        find_browser()
        postgres = Stage("Database tests on PostgreSQL", [sys.executable, str(HOUSE / "scripts" / "postgres.py")])
        failed += [stage.name for stage in (postgres, TESTS) if not run(stage)]
    print(f"\nEverything in {time.monotonic() - began:.0f} s. " + (f"FAILED: {', '.join(failed)}" if failed else "All passed."))
    raise SystemExit(bool(failed))


if __name__ == "__main__":
    main()
