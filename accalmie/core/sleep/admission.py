"""Who may have a window, by which method: what somebody said of their health decides, and who stands beside them."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

import msgspec

from accalmie.core.sleep.rules import Condition, SleepRules

YES, NO = "yes", "no"
"""Anything else that was answered (declined) counts as a yes here: it leads to a person, never to a closed door."""


class Method(StrEnum):
    """Restriction begins at the time asleep; compression goes towards it, a little each week."""

    RESTRICTION = "restriction"
    COMPRESSION = "compression"


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """What the engine is told of somebody.

    `answers`: to each condition, "yes", "no" or "declined". `guided`: a professional follows the window.
    `agreed`: the conditions with which a doctor has agreed to a window. An agreement for one is none for another.
    """

    answers: Mapping[str, str]
    guided: bool
    agreed: frozenset[str] = frozenset()


class Admission(msgspec.Struct, frozen=True, kw_only=True):
    """The methods that are open, and why the others are not: ids of conditions."""

    methods: tuple[Method, ...]
    unasked: tuple[str, ...] = ()
    doctor: tuple[str, ...] = ()
    professional: tuple[str, ...] = ()


def admit(rules: SleepRules, person: Person, *, night_shifts: int = 0) -> Admission:
    """What is open to this person. `night_shifts`: nights of the diary after one, which answer that question too."""
    met = [one for one in rules.conditions if _is_met(one, person, night_shifts)]
    doctor = tuple(one.id for one in met if one.needs == "doctor" and one.id not in person.agreed)
    professional = tuple(one.id for one in met if one.needs == "professional")
    unasked = tuple(one.id for one in rules.conditions if one not in met and one.id not in person.answers)
    if doctor or unasked or (professional and not person.guided):
        return Admission(methods=(), unasked=unasked, doctor=doctor, professional=professional)
    methods = (Method.COMPRESSION,) if professional else (Method.RESTRICTION, Method.COMPRESSION)
    return Admission(methods=methods, professional=professional)


def _is_met(condition: Condition, person: Person, night_shifts: int) -> bool:
    if condition.also == "diary" and night_shifts:
        return True
    return person.answers.get(condition.id, NO) != NO
