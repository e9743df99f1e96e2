"""Stepped care: the step on which somebody is, and which the rules propose. A person decides, always.

    propose(rules, Facts(step=CareStep.ALONE, weeks=5)).step      # CareStep.GUIDED: no gain

What speaks for more comes before what speaks for less: a danger, a severe score or a wish to talk to somebody is never
outweighed by a better figure elsewhere.
"""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar, Literal

import msgspec

from accalmie.core.crisis import Level
from accalmie.core.definitions import Definition, DefinitionRefused, Wrong, read


class CareStep(StrEnum):
    """From least to most. The first three are ways to follow a programme."""

    ALONE = "alone"
    GUIDED = "guided"
    BLENDED = "blended"
    FACE_TO_FACE = "face_to_face"
    PSYCHIATRY = "psychiatry"

    @property
    def height(self) -> int:
        """0 for alone, rising."""
        return list(CareStep).index(self)

    def by(self, steps: int) -> CareStep:
        """The step that many higher (or lower), as far as there is one."""
        known = list(CareStep)
        return known[min(max(self.height + steps, 0), len(known) - 1)]


Why = Literal["danger", "severe", "marked", "worse", "no_gain", "asked", "recovered"]


class SteppingRefused(DefinitionRefused):
    """Rules of stepped care that cannot be used."""

    MESSAGES: ClassVar[dict[str, dict[str, str]]] = {
        "positive": {"en": "“{given}” must be at least 1", "fr": "« {given} » doit valoir au moins 1"},
        "order": {
            "en": "a doctor is named from a score on which is lower than that from which nobody goes on alone",
            "fr": "un médecin est nommé à partir d’un score plus bas que celui dès lequel personne ne continue seul",
        },
    }


class SteppingRules(Definition, frozen=True):
    """The set, with its version, author and source. Scores are PHQ-9 totals; `danger` and what is above it asks for
    `danger_step` at least."""

    version: str
    author: str
    source: str
    guided_from: int
    doctor_from: int
    no_gain_weeks: int
    recovered_measures: int
    danger: Level
    danger_step: CareStep

    def __post_init__(self) -> None:
        for name in ("guided_from", "doctor_from", "no_gain_weeks", "recovered_measures"):
            if getattr(self, name) < 1:
                raise Wrong("positive", given=name)
        if self.doctor_from < self.guided_from:
            raise Wrong("order")


class Facts(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of one person. `weeks` since the programme that runs began; `improved` and `worse`: reliably, from
    its first score; `recovered`: how many of the last measures in a row were; `asks`: they asked for somebody."""

    step: CareStep
    danger: Level = Level.NONE
    phq9: float | None = None
    weeks: int = 0
    improved: bool = False
    worse: bool = False
    recovered: int = 0
    asks: bool = False


class Proposal(msgspec.Struct, frozen=True, kw_only=True):
    """The step that the rules propose, and why. `needs_doctor`: a psychiatrist or a GP is named whatever is decided."""

    step: CareStep
    reasons: tuple[Why, ...] = ()
    needs_doctor: bool = False


def propose(rules: SteppingRules, facts: Facts) -> Proposal:
    """The highest step that anything asks for; one down only where nothing asks for more and it has lasted."""
    asked_for = _upwards(rules, facts)
    needs_doctor = facts.phq9 is not None and facts.phq9 >= rules.doctor_from
    if asked_for:
        highest = max((step for _why, step in asked_for), key=lambda step: step.height)
        return Proposal(step=highest, reasons=tuple(why for why, _step in asked_for), needs_doctor=needs_doctor)
    is_calm = facts.danger in (Level.NONE, Level.DISTRESS)
    if is_calm and facts.recovered >= rules.recovered_measures and facts.step is not CareStep.ALONE:
        return Proposal(step=facts.step.by(-1), reasons=("recovered",))
    return Proposal(step=facts.step, needs_doctor=needs_doctor)


def _upwards(rules: SteppingRules, facts: Facts) -> list[tuple[Why, CareStep]]:
    """Each reason for more than the present step, with the step that it asks for."""
    score, one_up = facts.phq9 or 0, facts.step.by(1)
    asked_for: list[tuple[Why, CareStep, bool]] = [
        ("danger", rules.danger_step, facts.danger.severity >= rules.danger.severity),
        ("severe", CareStep.GUIDED, score >= rules.doctor_from),
        ("marked", CareStep.GUIDED, rules.guided_from <= score < rules.doctor_from),
        ("worse", one_up, facts.worse),
        ("no_gain", one_up, facts.weeks >= rules.no_gain_weeks and not facts.improved and not facts.recovered),
        ("asked", CareStep.GUIDED, facts.asks),
    ]
    return [(why, step) for why, step, holds in asked_for if holds and step.height > facts.step.height]


def load_stepping(text: str) -> SteppingRules:
    """Read the rules of stepped care (YAML). Raises SteppingRefused."""
    return read(text, SteppingRules, SteppingRefused)
