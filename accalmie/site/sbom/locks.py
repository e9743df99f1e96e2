"""What the locks hold: Python packages (`requirements/*.lock`) and front-end packages (`package-lock.json`)."""

from __future__ import annotations

import json
import re
from base64 import b64decode
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

from accalmie.site.sbom import installed

_LINE = re.compile(r"(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^\s;\\]+)(?:\s*;\s*(?P<marker>[^\\]+?))?\s*\\?")
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")
_SERVED = frozenset(
    {
        "nhsuk-frontend",
        "age-encryption",
        "@noble/ciphers",
        "@noble/curves",
        "@noble/hashes",
        "@noble/post-quantum",
        "@scure/base",
        "@scure/bip39",
    }
)
"""Front-end packages of which something reaches a visitor: the style sheet and scripts are built from them."""


class LockRefused(ValueError):
    """A lock that is not there, or in which a package has no version or no hash."""


@dataclass(frozen=True, slots=True)
class Package:
    """One locked package. `needed`: on a running site; `marker`: only on such machines; `leads_to`: purls.

    `licence` is an SPDX expression when `is_spdx`, else words; empty where the package is not here to say.
    """

    name: str
    version: str
    purl: str
    hashes: tuple[tuple[str, str], ...]
    lock: str
    needed: bool
    marker: str = ""
    licence: str = ""
    is_spdx: bool = False
    leads_to: tuple[str, ...] = field(default=())


def python_packages(file: Path, *, needed: bool) -> list[Package]:
    """The packages of one lock, with the licence that the installed one tells. Raises LockRefused."""
    packages = [_python_package(lines, file.name, needed) for lines in re.split(r"\n(?=\S)", _text(file).strip())]
    if len({one.name for one in packages}) != len(packages):
        raise LockRefused(f"{file.name}: a package stands in it twice")
    return packages


def _python_package(lines: str, lock: str, needed: bool) -> Package:
    head = lines.partition("\n")[0]
    found = _LINE.fullmatch(head)
    hashes = tuple(("SHA-256", digest) for digest in _HASH.findall(lines))
    if found is None or not hashes:
        raise LockRefused(f"{lock}: “{head.rstrip(' ' + chr(92))}” has no version or no hash")
    name, version = installed.normal(found["name"]), found["version"]
    licence, is_spdx = installed.licence(name)
    return Package(
        name=name,
        version=version,
        purl=f"pkg:pypi/{name}@{quote(version)}",
        hashes=hashes,
        lock=lock,
        needed=needed,
        marker=found["marker"] or "",
        licence=licence,
        is_spdx=is_spdx,
    )


def front_end_packages(file: Path) -> list[Package]:
    """The packages of a `package-lock.json`, one for each name and version. Raises LockRefused."""
    entries: dict[str, dict[str, Any]] = json.loads(_text(file))["packages"]
    packages = {path: _front_end_package(path, entry, file) for path, entry in entries.items() if path}
    found: dict[str, Package] = {}
    for path, one in packages.items():
        leads_to = {packages[target].purl for target in _targets(path, entries)}
        found[one.purl] = _with(one, leads_to | set(found[one.purl].leads_to if one.purl in found else ()))
    return list(found.values())


def _with(package: Package, leads_to: set[str]) -> Package:
    values = {name: getattr(package, name) for name in Package.__dataclass_fields__}
    return Package(**values | {"leads_to": tuple(sorted(leads_to))})


def _front_end_package(path: str, entry: dict[str, Any], file: Path) -> Package:
    name, version = entry.get("name") or path.rpartition("node_modules/")[2], entry.get("version", "")
    integrity = entry.get("integrity", "")
    if not version or not integrity:
        raise LockRefused(f"{file.name}: “{name}” has no version or no hash")
    return Package(
        name=name,
        version=version,
        purl=f"pkg:npm/{quote(name)}@{quote(version)}",
        hashes=tuple(_digests(integrity)),
        lock=f"{file.parent.name}/{file.name}",
        needed=name in _SERVED,
        licence=entry.get("license", ""),
        is_spdx=True,
    )


def _digests(integrity: str) -> Iterator[tuple[str, str]]:
    """Subresource integrity (`sha512-base64`, several apart by a space) as CycloneDX names and hexadecimal digits."""
    for one in integrity.split():
        algorithm, _, digest = one.partition("-")
        yield f"SHA-{algorithm.removeprefix('sha')}", b64decode(digest).hex()


def _targets(path: str, entries: dict[str, dict[str, Any]]) -> Iterator[str]:
    """Where each dependency of this entry lies: in its own folder, or in the nearest above it."""
    entry = entries[path]
    wanted = [*entry.get("dependencies", {}), *entry.get("optionalDependencies", {})]
    for name in wanted:
        folder = path
        while (target := f"{folder}/node_modules/{name}".lstrip("/")) not in entries and folder:
            folder = folder.rpartition("node_modules/")[0].rstrip("/")
        if target in entries:
            yield target


def _text(file: Path) -> str:
    if not file.is_file():
        raise LockRefused(f"{file.name} is not here: an SBOM is made in the checkout that the site runs from")
    return file.read_text("utf-8")
