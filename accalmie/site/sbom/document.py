"""The list itself, as CycloneDX 1.6 says it. No address of a registry stands in it: a purl needs none."""

from __future__ import annotations

from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

import msgspec

from accalmie.site.sbom import installed, locks
from accalmie.site.sbom.locks import Package

OURSELVES = "accalmie"
_SERIAL = UUID("5c0f2f0e-2a4f-5d0b-9a3e-5f1d6b1c7a42")
"""Lists that name the same packages have the same serial number."""


def packages_of(house: Path, *, development: bool = False) -> list[Package]:
    """Every locked package of a checkout, by purl: of the site, of its building and, if asked, of its development."""
    folder = house / "requirements"
    found = locks.python_packages(folder / "runtime.lock", needed=True)
    found += locks.python_packages(folder / "node.lock", needed=False)
    found += locks.front_end_packages(house / "frontend" / "package-lock.json")
    if development:
        named = {one.name for one in found}
        every = locks.python_packages(folder / "dev.lock", needed=False)
        found += [one for one in every if one.name not in named]
    return sorted(found, key=lambda one: one.purl)


def bill(house: Path, *, now: datetime, development: bool = False) -> dict[str, Any]:
    """The whole list, ready to be written as JSON. Raises LockRefused."""
    packages = packages_of(house, development=development)
    components = [_component(one) for one in packages]
    serial = uuid5(_SERIAL, msgspec.json.encode([_ourselves(), components], order="sorted").hex())
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{serial}",
        "version": 1,
        "metadata": {
            "timestamp": now.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "tools": {"components": [{"type": "application", "name": OURSELVES, "version": version(OURSELVES)}]},
            "component": _ourselves(),
        },
        "components": components,
        "dependencies": _dependencies(packages),
    }


def _ourselves() -> dict[str, Any]:
    return {
        "type": "application",
        "bom-ref": OURSELVES,
        "name": OURSELVES,
        "version": version(OURSELVES),
        "licenses": [{"expression": installed.licence(OURSELVES)[0]}],
    }


def _component(one: Package) -> dict[str, Any]:
    group, _, name = one.name.rpartition("/")
    said = [("lock", one.lock), ("only", one.marker)]
    return {
        "type": "library",
        "bom-ref": one.purl,
        **({"group": group} if group else {}),
        "name": name,
        "version": one.version,
        "scope": "required" if one.needed else "excluded",
        "hashes": [{"alg": algorithm, "content": digest} for algorithm, digest in one.hashes],
        **_licences(one),
        "purl": one.purl,
        "properties": [{"name": f"accalmie:{key}", "value": value} for key, value in said if value],
    }


def _licences(one: Package) -> dict[str, Any]:
    if not one.licence:
        return {}
    return {"licenses": [{"expression": one.licence} if one.is_spdx else {"license": {"name": one.licence}}]}


def _dependencies(packages: list[Package]) -> list[dict[str, Any]]:
    """What leads to what: from the installed packages for Python, from the lock for the front end.

    A lock holds nothing that nobody asks for: what no other package leads to is asked for by the site itself.
    """
    purls = {one.name: one.purl for one in packages if one.purl.startswith("pkg:pypi/")}
    asked = installed.asked_for([OURSELVES, *purls])
    edges = {
        one.purl: {purls[name] for name in asked[one.name]} if one.name in purls else set(one.leads_to)
        for one in packages
    }
    led_to = set[str]().union(*edges.values())
    ours = {purls[name] for name in asked[OURSELVES]} | (set(edges) - led_to)
    return [{"ref": ref, "dependsOn": sorted(targets)} for ref, targets in [(OURSELVES, ours), *edges.items()]]
