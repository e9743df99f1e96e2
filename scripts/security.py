"""Try the site as an attacker would, and print what was tried and what was found.

Each figure comes from a test, or from the audit of the locked packages; the report is written anew each time. What is
promised and not built yet is said, and so is an advisory service that could not be asked.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

HOUSE = Path(__file__).resolve().parents[1]
REPORT = HOUSE / "reports" / "security.json"
SUITE = (
    "tests/consistency/test_everybody_at_every_door.py",
    "tests/security",
    "tests/unit/foundation/access",
)
IN_A_BROWSER = "tests/journeys/test_attacks_in_a_browser.py"
"""Apart: Playwright leaves a loop running in its process, in which Django asks no database."""
SIDE_BY_SIDE = ("-n", "2", "--dist", "loadfile")
"""On both processors; each test adds its figure to one file, one at a time."""
ROWS = ("tests/security/test_rows_on_postgresql.py", "tests/consistency/test_everybody_at_every_door.py")
PROMISED = (
    "routes",
    "roles",
    "attempts",
    "attacks_tried",
    "leaks",
    "rls_attempts",
    "rls_leaks",
    "plaintext_found",
    "log_secrets_found",
    "access_cpu_overhead_ratio",
    "known_vulnerabilities",
)
NOTHING_IS_WELL = ("leaks", "rls_leaks", "plaintext_found", "log_secrets_found", "known_vulnerabilities")
"""Figures that must be 0."""


def main() -> None:
    REPORT.unlink(missing_ok=True)
    failed = [tests for tests in (SUITE, (IN_A_BROWSER,)) if _attacks(tests)]
    print("\nPackages with a known vulnerability:", flush=True)
    subprocess.run(
        [sys.executable, str(HOUSE / "scripts" / "audit.py"), "--report", str(REPORT)], cwd=HOUSE, check=False
    )
    # What PostgreSQL refuses by itself needs a PostgreSQL.
    rows = [sys.executable, str(HOUSE / "scripts" / "postgres.py"), *SIDE_BY_SIDE, "-q", "-rs", *ROWS]
    refused = subprocess.run(rows, cwd=HOUSE, env={**os.environ, "FIGURES_REPORT": str(REPORT)}, check=False)
    subprocess.run([sys.executable, "-m", "bench.access", str(REPORT)], cwd=HOUSE, check=False)
    found = json.loads(REPORT.read_text("utf-8")) if REPORT.exists() else {}
    print()
    for name in dict.fromkeys((*PROMISED, *found)):
        figure = found.get(name, "not built yet")
        print(f"{name:<28} {'not reached' if figure is None else figure:>14}")
    wrong = [name for name in NOTHING_IS_WELL if found.get(name)]
    unknown = [name for name in PROMISED if name in found and found[name] is None]
    print(f"\n{'FOUND: ' + ', '.join(wrong) if wrong else 'Nothing was found.'}")
    if unknown:
        print(f"Not known, since nobody could be asked: {', '.join(unknown)}.")
    raise SystemExit(bool(wrong or failed or refused.returncode))


def _attacks(tests: tuple[str, ...]) -> int:
    """Run these, adding their figures to the report; what pytest said in the end."""
    command = [sys.executable, "-m", "pytest", *SIDE_BY_SIDE, "-q", "-rs", "-m", "attack or not attack", *tests]
    return subprocess.run(command, cwd=HOUSE, env={**os.environ, "FIGURES_REPORT": str(REPORT)}, check=False).returncode


if __name__ == "__main__":
    main()
