"""What the installed packages tell of themselves: licence, and what they ask for."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution, distributions

_ASKED = re.compile(r"(?P<name>[A-Za-z0-9._-]+)\s*(?:\[(?P<extras>[^\]]*)\])?")
_EXTRA = re.compile(r"extra\s*==\s*['\"]([^'\"]+)['\"]")


def normal(name: str) -> str:
    """A name as locks write it: `ruamel.yaml` and `Ruamel_Yaml` are `ruamel-yaml`."""
    return re.sub(r"[-_.]+", "-", name).lower()


def versions() -> dict[str, str]:
    """Every package of this environment, with its version."""
    return {normal(one.metadata["Name"]): one.version for one in distributions()}


def licence(name: str) -> tuple[str, bool]:
    """The licence, and whether it is an SPDX expression. Empty for a package that is not installed or does not say."""
    found = _found(name)
    if found is None:
        return "", False
    if expression := _told(found, "License-Expression"):
        return expression[0], True
    if (words := "".join(_told(found, "License")[:1])) and "\n" not in words and words != "UNKNOWN":
        return words, False
    kinds = [one for one in _told(found, "Classifier") if one.startswith("License :: ")]
    return ", ".join(one.rpartition(" :: ")[2] for one in kinds) or _title(found), False


def _title(found: Distribution) -> str:
    """The first line of the licence that lies beside the package, for one that tells nothing else."""
    files = [found.read_text(f"licenses/{name}") or "" for name in _told(found, "License-File")]
    return next((text.strip().partition("\n")[0] for text in files if text.strip()), "")


def asked_for(names: Iterable[str]) -> dict[str, set[str]]:
    """Which of these packages each of them asks for. What an extra brings counts where somebody asks for that extra."""
    known = set(names)
    asked = {name: list(_asked(name)) for name in known}
    extras: dict[str, set[str]] = defaultdict(set)
    for found in asked.values():
        for target, wanted, extra in found:
            extras[target] |= wanted if not extra else set()
    return {
        name: {
            target
            for target, _wanted, extra in found
            if target in known - {name} and (not extra or extra in extras[name])
        }
        for name, found in asked.items()
    }


def _asked(name: str) -> Iterator[tuple[str, set[str], str]]:
    """Each requirement of an installed package: whom it asks for, with which extras, within which extra of its own."""
    found = _found(name)
    for line in (found.requires or ()) if found else ():
        head = _ASKED.match(line)
        if head is not None:
            wanted = {one.strip() for one in (head["extras"] or "").split(",") if one.strip()}
            extra = _EXTRA.search(line)
            yield normal(head["name"]), wanted, extra[1] if extra else ""


def _told(package: Distribution, field: str) -> list[str]:
    return package.metadata.get_all(field) or []


def _found(name: str) -> Distribution | None:
    try:
        return distribution(name)
    except PackageNotFoundError:
        return None
