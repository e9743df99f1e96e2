"""Ask whether any locked package has a known vulnerability, and say plainly when nobody could be asked.

Ends with 0 when every package was judged and none is vulnerable, 1 when one is, 2 when some could not be judged.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

HOUSE = Path(__file__).resolve().parents[1]
LOCKS = tuple(HOUSE / "requirements" / f"{name}.lock" for name in ("runtime", "node", "dev"))
FIGURE = "known_vulnerabilities"


@dataclass(frozen=True)
class Vulnerability:
    """One advisory about one locked package."""

    package: str
    version: str
    names: tuple[str, ...]
    fixed_in: tuple[str, ...]


@dataclass(frozen=True)
class Audit:
    """What came of it. `unjudged`: packages of which the advisory service said nothing; `why`: its last words."""

    judged: int
    unjudged: tuple[str, ...]
    found: tuple[Vulnerability, ...]
    why: str = ""

    @property
    def is_whole(self) -> bool:
        return bool(self.judged) and not self.unjudged

    @property
    def figure(self) -> int | None:
        """How many vulnerabilities are known; None when it would be a guess."""
        return len(self.found) if self.found or self.is_whole else None

    @property
    def code(self) -> int:
        return 1 if self.found else 0 if self.is_whole else 2


PATIENCE = 90
"""Seconds for the whole answer."""


def ask(locks: tuple[Path, ...] = LOCKS) -> Audit:
    """Run pip-audit over the locks, as they are written: it installs nothing."""
    files = [word for lock in locks for word in ("--requirement", str(lock))]
    command = [sys.executable, "-m", "pip_audit", "--disable-pip", "--require-hashes", "--desc", "off", *files]
    quiet = ["--format", "json", "--progress-spinner", "off", "--timeout", "15"]
    try:
        done = subprocess.run([*command, *quiet], capture_output=True, text=True, check=False, timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        return read("", f"no answer within {PATIENCE} seconds")
    return read(done.stdout, done.stderr)


def read(answer: str, said: str) -> Audit:
    """What pip-audit answered. It ends well, with “no known vulnerabilities”, also when it could ask nobody about any
    package: each is then skipped, and the answer is read for that."""
    try:
        packages = json.loads(answer)["dependencies"]
    except (ValueError, KeyError, TypeError):
        return Audit(0, (), (), said.strip().rpartition("\n")[2])
    skipped = {one["name"]: one["skip_reason"] for one in packages if "skip_reason" in one}
    judged = [one for one in packages if "skip_reason" not in one]
    found = [
        Vulnerability(
            package=one["name"],
            version=one["version"],
            names=(advisory["id"], *advisory.get("aliases", ())),
            fixed_in=tuple(advisory.get("fix_versions", ())),
        )
        for one in judged
        for advisory in one["vulns"]
    ]
    return Audit(len(judged), tuple(sorted(skipped)), tuple(found), next(iter(skipped.values()), ""))


def sentences(audit: Audit, *, site: frozenset[str]) -> list[str]:
    """The result for whoever reads it. `site`: the packages that a site runs on."""
    lines = [_sentence(one, one.package in site) for one in sorted(audit.found, key=lambda one: one.package)]
    if not audit.judged:
        return [
            f"Not reached: no package was judged. {audit.why}".strip(),
            "Whether any of them is vulnerable is not known.",
        ]
    if audit.unjudged:
        lines.append(f"Not judged, {len(audit.unjudged)}: {', '.join(audit.unjudged)}. {audit.why}")
    if not audit.found:
        lines.append(f"No known vulnerability in the {audit.judged} packages that were judged.")
    return [*lines, "Front-end packages are not part of this: `npm audit` in frontend/ judges them."]


def _sentence(one: Vulnerability, is_on_site: bool) -> str:
    where = "a site runs on it" if is_on_site else "for building and testing only"
    fixed = f"fixed in {', '.join(one.fixed_in)}" if one.fixed_in else "no fix yet"
    return f"VULNERABLE: {one.package} {one.version} ({where}): {' / '.join(one.names)}; {fixed}."


def names_in(lock: Path) -> frozenset[str]:
    """The packages of a lock."""
    lines = lock.read_text("utf-8").splitlines()
    return frozenset(line.partition("==")[0] for line in lines if "==" in line and not line.startswith(" "))


def note(report: Path, audit: Audit) -> None:
    """Adds the figure to a report of `make security`; null says that nobody could be asked."""
    known = json.loads(report.read_text("utf-8")) if report.exists() else {}
    report.parent.mkdir(exist_ok=True)
    report.write_text(json.dumps(known | {FIGURE: audit.figure}, indent=2, sort_keys=True) + "\n", "utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--report", type=Path, help="a JSON file to which the figure is added")
    report = parser.parse_args().report
    audit = ask()
    print("\n".join(sentences(audit, site=names_in(LOCKS[0]))))
    if report:
        note(report, audit)
    raise SystemExit(audit.code)


if __name__ == "__main__":
    main()
