"""Run what `make test` leaves out because it goes on and on: whole programmes, everybody's forms, many cases.

Then, on PostgreSQL, what SQLite has proved already. All stages run even when one fails.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from scripts.test import BIN, BROWSER, HOUSE, PYTEST, Stage, about_the_database, find_browser, run

DEEP = "deep and not attack and not faults"
STAGES = (
    Stage("Deep tests on SQLite", [str(BIN / "pytest"), *PYTEST, "-m", f"not browser and {DEEP}"]),
    Stage("Deep tests in a browser", [str(BIN / "pytest"), *PYTEST, "-m", f"browser and {DEEP}", BROWSER]),
    Stage(
        "Database tests that SQLite passed, on PostgreSQL",
        [
            *(sys.executable, str(HOUSE / "scripts" / "postgres.py"), *PYTEST),
            *("-m", "database and (deep or same_on_both) and not attack and not faults", *about_the_database()),
        ],
    ),
)


def main() -> None:
    find_browser()
    counts: Counter[str] = Counter()
    failed = [stage.name for stage in STAGES if not run(stage, counts)]
    print(f"\n{'FAILED: ' + ', '.join(failed) if failed else 'Every stage passed.'}")
    raise SystemExit(bool(failed))


if __name__ == "__main__":
    main()
