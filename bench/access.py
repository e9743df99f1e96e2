"""What asking who may see the page of the day adds to its processor time: the one figure of speed in `make security`.

Run as `python -m bench.access reports/security.json`, which adds it to that report.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from bench import speed
from bench.__main__ import made, peopled
from bench.serving import serving

FIGURE = "access_cpu_overhead_ratio"


def measured() -> float:
    """The ratio, on a new SQLite site with some people."""
    site = made("access")
    clinic = peopled(site)
    with serving(site) as server:
        return speed.access(server, clinic)


if __name__ == "__main__":
    report = Path(sys.argv[1])
    found = json.loads(report.read_text("utf-8")) if report.exists() else {}
    report.parent.mkdir(exist_ok=True)
    report.write_text(json.dumps({**found, FIGURE: round(measured(), 3)}), "utf-8")
