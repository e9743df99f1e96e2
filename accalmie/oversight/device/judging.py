"""Whether the hazard log holds: each hazard has a control that a test of this very run has shown, or is not built."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum, auto
from pathlib import Path

from accalmie.oversight.device.hazards import Control, Hazard, HazardLog
from accalmie.oversight.device.proofs import Outcomes


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
    log: HazardLog, *, house: Path, known: Collection[str], outcomes: Outcomes | None = None
) -> tuple[Finding, ...]:
    """Everything that does not hold. `known`: the tests that are written; `outcomes`: what came of them, once they have
    run."""
    return tuple(one for hazard in log.hazards for one in _of(hazard, house, known, outcomes))


def is_planned(hazard: Hazard) -> bool:
    """Whether nothing of it needs to be proven yet, since its feature does not exist."""
    return bool(hazard.not_yet_built)


def proven_by(hazard: Hazard) -> tuple[Control, ...]:
    """The controls that name tests."""
    return tuple(one for one in hazard.controls if one.tests)


def _of(hazard: Hazard, house: Path, known: Collection[str], outcomes: Outcomes | None) -> Iterator[Finding]:
    for place in hazard.not_yet_built:
        if (house / place).exists():
            yield Finding(hazard.id, Fault.BUILT, place)
    if not proven_by(hazard) and not is_planned(hazard):
        yield Finding(hazard.id, Fault.UNPROVEN)
    for control in hazard.controls:
        for test in control.tests:
            fault = _fault_of(test, known, outcomes)
            if fault is not None:
                yield Finding(hazard.id, fault, test)


def _fault_of(test: str, known: Collection[str], outcomes: Outcomes | None) -> Fault | None:
    if test not in known:
        return Fault.UNKNOWN_TEST
    if outcomes is None:
        return None
    return {"passed": None, "failed": Fault.FAILED, "skipped": Fault.SKIPPED}.get(outcomes.get(test, ""), Fault.NOT_RUN)
