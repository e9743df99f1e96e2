"""The audit of the locked packages: what is vulnerable is said with its fix, and silence is never taken for safety."""

from __future__ import annotations

import json
import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

HOUSE = Path(__file__).parents[3]
SAFE = {"name": "click", "version": "8.5.1", "vulns": []}
SILENT = {"name": "nh3", "skip_reason": "Dependency not found and could not be audited: nh3 (0.3.8)"}
HIT = {
    "name": "django",
    "version": "5.2.1",
    "vulns": [{"id": "PYSEC-1", "aliases": ["CVE-1"], "fix_versions": ["5.2.2", "5.3"]}],
}


def loaded(name: str, file: str, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    spec = spec_from_file_location(name, HOUSE / "scripts" / file)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    monkeypatch.setitem(sys.modules, name, module)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def script(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    return loaded("auditing", "audit.py", monkeypatch)


def read(script: ModuleType, *packages: dict[str, Any]) -> Any:
    return script.read(json.dumps({"dependencies": packages, "fixes": []}), "")


def told(script: ModuleType, audit: Any) -> str:
    return "\n".join(script.sentences(audit, site=frozenset({"django"})))


def test_packages_that_were_all_judged_and_are_well_are_said_to_be(script: ModuleType) -> None:
    audit = read(script, SAFE)
    assert (audit.figure, audit.code) == (0, 0)
    assert "No known vulnerability in the 1 packages that were judged." in told(script, audit)


def test_a_vulnerable_package_is_named_with_its_advisory_its_fix_and_where_it_is_used(script: ModuleType) -> None:
    audit = read(script, SAFE, HIT)
    assert (audit.figure, audit.code) == (1, 1)
    assert "VULNERABLE: django 5.2.1 (a site runs on it): PYSEC-1 / CVE-1; fixed in 5.2.2, 5.3." in told(script, audit)
    assert "No known vulnerability" not in told(script, audit)


def test_a_vulnerability_without_a_fix_in_what_only_tests_need_is_said_as_such(script: ModuleType) -> None:
    audit = read(script, HIT | {"name": "pytest", "vulns": [{"id": "PYSEC-2"}]})
    assert "pytest 5.2.1 (for building and testing only): PYSEC-2; no fix yet." in told(script, audit)


def test_an_advisory_service_that_knows_no_package_was_not_reached_although_the_tool_ends_well(
    script: ModuleType,
) -> None:
    audit = read(script, SILENT)
    assert (audit.figure, audit.code) == (None, 2)
    assert told(script, audit).startswith("Not reached: no package was judged. Dependency not found")
    assert "No known vulnerability" not in told(script, audit)


def test_a_tool_that_answers_nothing_was_not_reached_and_its_last_words_are_shown(script: ModuleType) -> None:
    audit = script.read("", "Traceback\nConnectionError: no route to host\n")
    assert (audit.figure, audit.code) == (None, 2)
    assert "ConnectionError: no route to host" in told(script, audit)


def test_one_package_that_was_not_judged_is_no_clean_result(script: ModuleType) -> None:
    audit = read(script, SAFE, SILENT)
    assert (audit.figure, audit.code) == (None, 2)
    assert "Not judged, 1: nh3." in told(script, audit)


def test_what_is_vulnerable_counts_even_when_others_were_not_judged(script: ModuleType) -> None:
    audit = read(script, HIT, SILENT)
    assert (audit.figure, audit.code) == (1, 1)


def test_the_figure_stands_beside_the_others_in_the_report(script: ModuleType, tmp_path: Path) -> None:
    report = tmp_path / "reports" / "security.json"
    script.note(report, read(script, SILENT))
    assert json.loads(report.read_text("utf-8")) == {"known_vulnerabilities": None}
    report.write_text('{"leaks": 0}', "utf-8")
    script.note(report, read(script, HIT))
    assert json.loads(report.read_text("utf-8")) == {"leaks": 0, "known_vulnerabilities": 1}


def test_every_lock_is_judged_and_none_holds_another_version_of_what_a_site_runs_on(script: ModuleType) -> None:
    assert sorted(lock.name for lock in script.LOCKS) == sorted(
        lock.name for lock in (HOUSE / "requirements").glob("*.lock")
    )
    site, every = (_versions(lock) for lock in (script.LOCKS[0], script.LOCKS[2]))
    assert {name: every.get(name) for name in site} == site
    assert set(site) == script.names_in(script.LOCKS[0])


def test_continuous_integration_asks_for_known_vulnerabilities(monkeypatch: pytest.MonkeyPatch) -> None:
    stages = loaded("testing", "test.py", monkeypatch).CHECKS
    assert [one.name for one in stages if one.command[-1].endswith("scripts/audit.py")] == ["Known vulnerabilities"]
    assert "make test" in (HOUSE / ".ci" / "run").read_text("utf-8")
    assert "scripts/test.py" in (HOUSE / "Makefile").read_text("utf-8")


def _versions(lock: Path) -> dict[str, str]:
    lines = [line for line in lock.read_text("utf-8").splitlines() if not line.startswith(" ")]
    return {line.partition("==")[0]: line.partition("==")[2].split()[0] for line in lines}
