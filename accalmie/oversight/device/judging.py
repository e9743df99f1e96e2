"""Whether the hazard log holds: each hazard has a control that a test of this very run has shown, or is not built."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum, auto
from pathlib import Path

from accalmie.oversight.device.hazards import Control, Hazard, HazardLog
from accalmie.oversight.device.proofs import Outcomes

UNDER_FAULT = "tests/faults/"
"""Where the tests of `make faults` stand. They take too long for `make test`, so that run judges them by itself."""


class Fault(StrEnum):
    """Why the log does not hold."""

    UNPROVEN = auto()
    """The feature exists, and no control names a test."""
    BUILT = auto()
    """Said not to be built, and it is there."""
    UNKNOWN_TEST = auto()
    NOT_RUN = auto()
    SKIPPED = auto()
    FAILED = auto()


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault of one hazard. `what`: the test, or the place of the feature."""

    hazard: str
    fault: Fault
    what: str = ""


def findings(
    log: HazardLog,
    *,
    house: Path,
    known: Collection[str],
    outcomes: Outcomes | None = None,
    under_fault: Outcomes | None = None,
) -> tuple[Finding, ...]:
    """Everything that does not hold. `known`: the tests that are written; `outcomes`: what came of those of `make test`
    once they have run, and `under_fault` of those of `make faults`; None: not run here, and not judged."""
    runs = _Runs(known, outcomes, under_fault)
    return tuple(one for hazard in log.hazards for one in _of(hazard, house, runs))


def is_planned(hazard: Hazard) -> bool:
    """Whether nothing of it needs to be proven yet, since its feature does not exist."""
    return bool(hazard.not_yet_built)


def proven_by(hazard: Hazard) -> tuple[Control, ...]:
    """The controls that a test of `make test` proves: nobody has to run `make faults` before a change."""
    return tuple(one for one in hazard.controls if any(not _is_under_fault(test) for test in one.tests))


@dataclass(frozen=True, slots=True)
class _Runs:
    known: Collection[str]
    outcomes: Outcomes | None
    under_fault: Outcomes | None

    def fault_of(self, test: str) -> Fault | None:
        if test not in self.known:
            return Fault.UNKNOWN_TEST
        came = self.under_fault if _is_under_fault(test) else self.outcomes
        if came is None:
            return None
        return {"passed": None, "failed": Fault.FAILED, "skipped": Fault.SKIPPED}.get(came.get(test, ""), Fault.NOT_RUN)


def _is_under_fault(test: str) -> bool:
    return test.startswith(UNDER_FAULT)


def _of(hazard: Hazard, house: Path, runs: _Runs) -> Iterator[Finding]:
    for place in hazard.not_yet_built:
        if (house / place).exists():
            yield Finding(hazard.id, Fault.BUILT, place)
    if not proven_by(hazard) and not is_planned(hazard):
        yield Finding(hazard.id, Fault.UNPROVEN)
    for control in hazard.controls:
        for test in control.tests:
            fault = runs.fault_of(test)
            if fault is not None:
                yield Finding(hazard.id, fault, test)
