"""Run every check and every test: on SQLite, then what concerns the database again on a real PostgreSQL.

All stages run even when one fails; the last lines say which failed and count the tests as pytest does.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

HOUSE = Path(__file__).resolve().parents[1]
BIN = HOUSE / ".venv" / "bin"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
OUTCOME = re.compile(r"(\d+) (passed|failed|errors?|skipped|xfailed)\b")
# The two processors are shared between the workers of pytest and what each test starts. By file: what the tests of one
# file share (a site, a provider, its log) stays in one process. Groups are no way to say so: pytest 9.2 and xdist 3.8
# lose them without a word.
# In their own order, which begins with the longest (tests/conftest.py): one that comes last leaves a processor idle.
PYTEST = ["-n", "2", "--dist", "loadfile", "--no-loadscope-reorder", "-q", "-rs", "--durations=30"]
QUICK = "not attack and not faults and not deep"
BROWSER = "tests/journeys"
"""Where all the tests in a browser stand: reading the others takes each process half a minute."""
REPORTS = HOUSE / "reports"
OUTCOMES = tuple(REPORTS / f"outcomes-{run}.json" for run in ("sqlite", "browser", "postgresql"))
"""What came of each test in each run, by which the hazard log is judged."""


@dataclass(frozen=True)
class Stage:
    """One command with the sentence that announces it. `bears`: how it may end and still be well."""

    name: str
    command: list[str]
    bears: tuple[int, ...] = (0,)


ON_POSTGRESQL = "database and not same_on_both"


def about_the_database() -> list[str]:
    """The files of tests that may be marked `database`: the others are not even read."""
    files = sorted((HOUSE / "tests").rglob("test_*.py"))
    return [str(file.relative_to(HOUSE)) for file in files if "mark.database" in file.read_text("utf-8")]


CHECKS = (
    Stage("Style", [str(BIN / "ruff"), "check", "."]),
    Stage("Format", [str(BIN / "ruff"), "format", "--check", "--quiet", "."]),
    Stage("Types", [str(BIN / "mypy")]),
    Stage("Import contracts", [str(BIN / "lint-imports")]),
    Stage("Catalogues", [str(BIN / "accalmie"), "words", "check"]),
    Stage("Hazard log", [str(BIN / "accalmie"), "device", "hazards", "--check"]),
    # Said here and judged by `make audit`: an advisory of tonight must not keep tomorrow's mending out.
    Stage("Known vulnerabilities", [sys.executable, str(HOUSE / "scripts" / "audit.py")], bears=(0, 1, 2)),
)
TESTS = (
    # Apart from those in a browser: Playwright leaves a loop running in its process, in which Django asks no database.
    Stage(
        "Tests on SQLite", [str(BIN / "pytest"), *PYTEST, "-m", f"not browser and {QUICK}", f"--outcomes={OUTCOMES[0]}"]
    ),
    Stage(
        "Tests in a browser",
        [str(BIN / "pytest"), *PYTEST, "-m", f"browser and {QUICK}", f"--outcomes={OUTCOMES[1]}", BROWSER],
    ),
    Stage(
        "Database tests on PostgreSQL",
        [
            *(sys.executable, str(HOUSE / "scripts" / "postgres.py"), *PYTEST, "-m", f"{ON_POSTGRESQL} and {QUICK}"),
            *(f"--outcomes={OUTCOMES[2]}", *about_the_database()),
        ],
    ),
    Stage(
        "Hazard log by the tests of this run",
        [str(BIN / "accalmie"), "device", "hazards", "--check", *(f"--outcomes={file}" for file in OUTCOMES)],
    ),
)


def find_browser() -> None:
    """A Chromium for the browser tests: the one that is there, else Playwright's own, else Debian's package."""
    if _has_browser() or _said_yes(str(BIN / "playwright"), "install", "chromium"):
        return
    if os.geteuid() == 0 and shutil.which("apt-get"):
        _said_yes("apt-get", "update")
        _said_yes("apt-get", "install", "-y", "chromium")
        _said_yes("apt-get", "install", "-y", "chromium-headless-shell")  # lighter; not in every Debian
    if not _has_browser():
        print("No Chromium here: the browser tests are skipped and counted. `sudo apt install chromium` brings one.")


def find_telephone() -> None:
    """Debian's gammu-smsd for the tests of SMS: the one that is there, else its package."""
    if shutil.which("gammu-smsd"):
        return
    if os.geteuid() == 0 and shutil.which("apt-get"):
        _said_yes("sh", str(HOUSE / "scripts" / "gammu"))
    if not shutil.which("gammu-smsd"):
        print("No gammu-smsd here: two tests of SMS are skipped and counted. `sh scripts/gammu` brings it.")


def _has_browser() -> bool:
    return any(shutil.which(name) for name in BROWSERS)


def _said_yes(*command: str) -> bool:
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def run(stage: Stage, counts: Counter[str]) -> bool:
    """Run one stage, showing what it says and counting the tests; True when it passed."""
    print(f"\n== {stage.name}", flush=True)
    began = time.monotonic()
    last = ""
    with subprocess.Popen(
        stage.command, cwd=HOUSE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as work:
        for line in work.stdout or ():
            print(line, end="", flush=True)
            last = line if line.strip() else last
    counts.update(
        {outcome.rstrip("s") if "error" in outcome else outcome: int(n) for n, outcome in OUTCOME.findall(last)}
    )
    is_well = work.returncode in stage.bears
    word = "passed" if is_well else "FAILED"
    print(f"== {stage.name}: {word} in {time.monotonic() - began:.0f} s", flush=True)
    return is_well


def main() -> None:
    checks_only = "--checks-only" in sys.argv[1:]
    began = time.monotonic()
    counts: Counter[str] = Counter()
    if not checks_only:
        find_browser()
        find_telephone()
        for file in OUTCOMES:
            file.unlink(missing_ok=True)  # those of an earlier run prove nothing of this one
    failed = [stage.name for stage in (CHECKS if checks_only else CHECKS + TESTS) if not run(stage, counts)]
    print(f"\n{'FAILED: ' + ', '.join(failed) if failed else 'Every stage passed.'}")
    counted = ", ".join(f"{counts[outcome]} {outcome}" for outcome in sorted(counts)) or "no tests"
    print(f"===== {counted} in {time.monotonic() - began:.2f}s =====")
    raise SystemExit(bool(failed))


if __name__ == "__main__":
    main()
