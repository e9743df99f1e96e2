"""What came of every test of a run, written for whoever judges the hazard log: `pytest --outcomes FILE`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

_GRAVEST = ("failed", "passed", "skipped")


class Outcomes:
    """Listens to the reports of a run, also to those that come from several processes, and writes them at its end."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.found: dict[str, str] = {}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        outcome = _outcome(report)
        if outcome is not None:
            test = without_parameters(report.nodeid)
            self.found[test] = min(outcome, self.found.get(test, outcome), key=_GRAVEST.index)

    def pytest_sessionfinish(self) -> None:
        self.file.parent.mkdir(parents=True, exist_ok=True)
        self.file.write_text(json.dumps(self.found, indent=0, sort_keys=True), encoding="utf-8")


def _outcome(report: pytest.TestReport) -> str | None:
    """What one phase of a test says of it; what is set up and taken down says nothing unless it fails or skips."""
    if report.outcome == "passed" and report.when != "call":
        return None
    return "skipped" if hasattr(report, "wasxfail") else report.outcome


def without_parameters(nodeid: str) -> str:
    """The name of the test itself: no parameters, no group that it was run in."""
    file, _colons, name = nodeid.partition("::")
    return f"{file}::{name.partition('[')[0].partition('@')[0]}"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--outcomes", default="", help="Write what came of each test into this file (JSON).")


def pytest_configure(config: pytest.Config) -> None:
    """In the process that gathers the reports, never in those that run tests for it."""
    file = config.getoption("--outcomes")
    if file and not hasattr(config, "workerinput"):
        config.pluginmanager.register(Outcomes(Path(file)), "outcomes")
