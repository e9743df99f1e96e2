"""What a step kind declares, and where to find it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import QueryDict

from accalmie.core.entries import Answers, Entry, StepRef
from accalmie.core.programme.nodes import Step, Wording


@dataclass(frozen=True)
class Asked:
    """A step put to a person: what a kind needs to show it and to read the answer.

    `parts` is the text resolved for this person; `typed` is what a refused form held; `earlier` what was answered
    before.
    """

    patient: UUID
    step: Step
    wording: Wording
    language: str
    at: StepRef
    parts: tuple[Any, ...] = ()
    typed: QueryDict | None = None
    earlier: Answers = field(default_factory=dict)
    now: datetime | None = None
    programme: str = ""


@dataclass(frozen=True)
class Shown:
    """The part of the page that a kind draws: a template of its own capability and what it shows."""

    template: str
    context: Mapping[str, Any]


@dataclass(frozen=True)
class FormError:
    """One thing to put right: the id of the field on the page, and a sentence that says what to do."""

    field: str
    sentence: str


@dataclass(frozen=True)
class Given:
    """What a person answered. `entries` are journalled beside the StepCompleted, in the same transaction."""

    answers: Answers = field(default_factory=dict)
    remembered: Answers = field(default_factory=dict)
    entries: tuple[Entry, ...] = ()
    errors: tuple[FormError, ...] = ()


@dataclass(frozen=True)
class Recorded:
    """One thing that a kind records, for exports and the reference: its name, its type and what it means."""

    name: str
    type: str
    meaning: str


@dataclass(frozen=True)
class StepKind:
    """A kind of step. `show` draws it, `read` reads the form, `summarise` says an answer in one line, `simulate`
    answers it.

    `simulate(step, draw)` takes a source of numbers in [0, 1) so that the same draw gives the same answer.
    """

    name: str
    version: str
    parameters: type
    data: tuple[Recorded, ...]
    show: Callable[[Asked, tuple[FormError, ...]], Shown]
    read: Callable[[Asked, QueryDict], Given]
    summarise: Callable[[Step, Answers, str], str]
    simulate: Callable[[Step, Callable[[], float]], Answers]


class UnknownKind(LookupError):
    """No capability that is switched on registers this kind of step."""


_KINDS: dict[str, StepKind] = {}


def register(kind: StepKind) -> StepKind:
    """Add a kind, once. Raises ValueError when two capabilities claim the same name."""
    if _KINDS.setdefault(kind.name, kind) is not kind:
        raise ValueError(f"two step kinds are called {kind.name}")
    return kind


def kind_of(step: Step) -> StepKind:
    """The kind that shows and reads this step. Raises UnknownKind."""
    try:
        return _KINDS[step.kind]
    except KeyError:
        raise UnknownKind(step.kind) from None


def all_kinds() -> tuple[StepKind, ...]:
    """Every registered kind, by name."""
    return tuple(_KINDS[name] for name in sorted(_KINDS))
