"""What is committed works on any machine: no host, no path of one machine, no left-over, everything explained."""

from __future__ import annotations

import json
import re
import subprocess
import tomllib
from pathlib import Path

import pytest

HOUSE = Path(__file__).parents[2]
LOCKS = [
    *(HOUSE / "requirements").glob("*.lock"),
    *HOUSE.glob("*/package-lock.json"),
    HOUSE / "tests/journeys/provider/package-lock.json",
]
PROJECT = tomllib.loads((HOUSE / "pyproject.toml").read_text("utf-8"))
OPERATORS = HOUSE / "docs" / "operators"
# Of some file of one person: the folder of a user, of a build, of a temporary place with a name.
MACHINE = re.compile(r"(?<![\w.])/(?:home|Users|root|work)/[a-z]|file:///")
TEXTS = {".py", ".toml", ".md", ".yaml", ".yml", ".json", ".html", ".js", ".scss", ".lock", ".po", ".cfg", ".sh", ""}


def committed() -> list[Path]:
    """Every text file that git knows or would take."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    said = subprocess.run(command, cwd=HOUSE, capture_output=True, text=True, check=False)
    if said.returncode:
        pytest.skip("not a checkout: git does not say which files are the project's")
    paths = [HOUSE / line for line in said.stdout.splitlines()]
    return [path for path in paths if path.suffix in TEXTS and path.is_file()]


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_no_lock_names_a_host(lock: Path) -> None:
    assert re.findall(r"https?://|index-url|find-links|\bresolved\b", lock.read_text("utf-8")) == []


@pytest.mark.parametrize("lock", [lock for lock in LOCKS if lock.suffix == ".lock"], ids=lambda path: path.name)
def test_every_python_package_is_locked_with_hashes(lock: Path) -> None:
    packages = re.split(r"\n(?=\S)", lock.read_text("utf-8").strip())
    assert packages
    assert [package for package in packages if "--hash=sha256:" not in package] == []


@pytest.mark.parametrize("lock", [lock for lock in LOCKS if lock.suffix == ".json"], ids=lambda path: path.parent.name)
def test_every_front_end_package_is_locked_with_its_hash(lock: Path) -> None:
    packages = {name: package for name, package in json.loads(lock.read_text("utf-8"))["packages"].items() if name}
    assert packages
    assert [name for name, package in packages.items() if "integrity" not in package] == []


def test_no_file_holds_a_path_of_one_machine() -> None:
    here = Path(__file__)
    found = [path for path in committed() if path != here and MACHINE.search(path.read_text("utf-8"))]
    assert found == []


def test_nothing_is_left_to_do_in_the_code() -> None:
    mark = re.compile(r"\b(?:TODO|FIXME|XXX)\b")
    code = [path for path in committed() if path.suffix in {".py", ".html", ".js", ".scss"} and path != Path(__file__)]
    assert [path for path in code if mark.search(path.read_text("utf-8"))] == []


def test_every_dependency_says_why_it_is_here() -> None:
    page = (OPERATORS / "dependencies.md").read_text("utf-8").lower()
    groups = PROJECT["dependency-groups"]
    wanted = [*PROJECT["project"]["dependencies"], *(line for group in groups.values() for line in group)]
    names = [re.split(r"[\[~><=! ]", line)[0].lower() for line in wanted]
    for folder in ("frontend", "tests/journeys/provider"):
        node = json.loads((HOUSE / folder / "package.json").read_text("utf-8"))
        names += [name for kind in ("dependencies", "devDependencies") for name in node.get(kind, {})]
    assert [name for name in names if f"`{name}`" not in page] == []


def test_every_setting_that_an_operator_may_give_is_explained() -> None:
    code = "\n".join(path.read_text("utf-8") for path in (HOUSE / "accalmie").rglob("*.py"))
    names = set(re.findall(r"\b(ACCALMIE_[A-Z_]+|DATABASE_URL|DATABASE_PAGES_URL|KEYS_DATABASE_URL|CACHE_URL)\b", code))
    page = (OPERATORS / "running.md").read_text("utf-8")
    assert [
        name for name in sorted(names - {"ACCALMIE_WORKERS", "ACCALMIE_SERVES_PAGES"}) if f"`{name}`" not in page
    ] == []


def test_every_command_of_make_is_listed_with_its_purpose() -> None:
    makefile = (HOUSE / "Makefile").read_text("utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.M))
    assert targets == set(re.findall(r"^([a-z-]+):.*## \S", makefile, re.M))
