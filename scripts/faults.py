"""Kill, starve and double real processes, on SQLite and on PostgreSQL, and print what was lost, doubled or late.

The figures are written beside the others in `reports/safety.json`; the hazard log is judged by the tests of this run
that it names.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

HOUSE = Path(__file__).resolve().parents[1]
ACCALMIE = str(Path(sys.executable).with_name("accalmie"))
REPORT = HOUSE / "reports" / "safety.json"
FIGURES = ("faults_tried", "faults_survived", "alerts_lost", "alerts_doubled", "alerts_late")
OUTCOMES = tuple(HOUSE / "reports" / f"outcomes-faults-{run}.json" for run in ("files", "server"))
SUITE = ("-q", "-rs", "-n", "0", "tests/faults")
ON_FILES, ON_A_SERVER = ("-m", "faults"), ("-m", "faults and database")


def main() -> None:
    _begin_anew()
    environment = {**os.environ, "FIGURES_REPORT": str(REPORT)}
    # One process each: every test adds its figures to one file.
    runs = (
        [sys.executable, "-m", "pytest", *SUITE, *ON_FILES, f"--outcomes={OUTCOMES[0]}"],
        [sys.executable, str(HOUSE / "scripts" / "postgres.py"), *SUITE, *ON_A_SERVER, f"--outcomes={OUTCOMES[1]}"],
        [ACCALMIE, "device", "hazards", "--check", *(f"--under-fault={file}" for file in OUTCOMES)],
    )
    failed = [subprocess.run(one, cwd=HOUSE, env=environment, check=False).returncode for one in runs]
    found = json.loads(REPORT.read_text("utf-8"))
    print()
    for name in FIGURES:
        print(f"{name:<28} {found.get(name, 0):>14}")
    raise SystemExit(any(failed))


def _begin_anew() -> None:
    """The figures of faults are added up; those of others stay."""
    REPORT.parent.mkdir(exist_ok=True)
    known = json.loads(REPORT.read_text("utf-8")) if REPORT.exists() else {}
    kept = {name: figure for name, figure in known.items() if name not in FIGURES}
    REPORT.write_text(json.dumps(kept, indent=2, sort_keys=True) + "\n", "utf-8")


if __name__ == "__main__":
    main()
