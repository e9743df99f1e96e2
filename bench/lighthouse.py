"""Lighthouse on the page of the day over a slow line: when its content is there, and whether everybody can use it.

Simulated throttling: Lighthouse loads the page once, unslowed, and works out what the slow line and processor would
have made of it, with the connection's round trips; `devtools` throttling leaves these out and says 1.5 s for 3.4.
"""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from collections.abc import Mapping
from operator import itemgetter
from pathlib import Path
from typing import Any

from bench.requests import SESSION
from bench.serving import HOUSE, Server
from tests.journeys.conftest import installed_chromium

FOLDER = HOUSE / "bench"
PROGRAM = FOLDER / "node_modules" / ".bin" / "lighthouse"
ROUND_TRIP_MS, KBIT_S, CPU_TIMES = 400, 400, 4
CHROME = "--headless=new --no-sandbox --disable-dev-shm-usage --disable-gpu"
_MS = 1000


def measure(server: Server, session: str) -> dict[str, float]:
    """The largest content of *Aujourd'hui*, in seconds, and Lighthouse's mark for accessibility, 0 to 100.

    The best of three: Lighthouse takes four times the processor time that it saw, and neighbours only ever add to that.
    """
    return min((_once(server, session) for _ in range(3)), key=itemgetter("slow_lcp_s"))


def _once(server: Server, session: str) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        command = [
            str(PROGRAM),
            f"http://127.0.0.1:{server.port}/today/",
            "--quiet",
            "--output=json",
            f"--output-path={report}",
            "--only-categories=performance,accessibility",
            f"--extra-headers={json.dumps({'Cookie': f'{SESSION}={session}'})}",
            "--throttling-method=simulate",
            f"--throttling.rttMs={ROUND_TRIP_MS}",
            f"--throttling.throughputKbps={KBIT_S}",
            f"--throttling.cpuSlowdownMultiplier={CPU_TIMES}",
            f"--chrome-flags={CHROME}",
        ]
        chromium = installed_chromium()
        environment = {**os.environ, **({"CHROME_PATH": chromium} if chromium else {})}
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=180)
        if done.returncode or not report.exists():
            raise SystemExit(f"Lighthouse failed:\n{done.stdout}{done.stderr}")
        return figures(json.loads(report.read_text("utf-8")))


def figures(report: Mapping[str, Any]) -> dict[str, float]:
    """What we keep of a report. Raises ValueError when it is about another page than the one that was asked."""
    if not report["finalDisplayedUrl"].endswith("/today/"):
        raise ValueError(f"Lighthouse was led to {report['finalDisplayedUrl']}")
    audits = report["audits"]
    return {
        "slow_lcp_s": audits["largest-contentful-paint"]["numericValue"] / _MS,
        "slow_fcp_s": audits["first-contentful-paint"]["numericValue"] / _MS,
        "accessibility": report["categories"]["accessibility"]["score"] * 100,
    }
