"""A simulated clinic: what is around its people, who one of them is, and what happened to them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from accalmie.core.crisis import CrisisRules
from accalmie.core.entries import ContactNoted, Entry
from accalmie.core.exercises import Exercise
from accalmie.core.measures import Instrument
from accalmie.core.programme.engine import Progress
from accalmie.core.programme.nodes import Programme
from accalmie.core.simulation.course import Course
from accalmie.core.simulation.parameters import Parameters
from accalmie.core.simulation.voices import Voice, Voices

Author = Literal["self", "professional"]
ALONE = "alone"


@dataclass(frozen=True, kw_only=True)
class Clinic:
    """Everything that lives are simulated in. `consents` are the purposes and the version of their text; `weeks` how
    long each person is followed from their start; `until` after which nothing happens any more."""

    programme: Programme
    graph: str
    instruments: Mapping[str, Instrument]
    exercises: Mapping[str, Exercise]
    rules: CrisisRules
    consents: Mapping[str, str]
    parameters: Parameters
    voices: Voices
    weeks: int
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """Who somebody is, and how they go about things. `tempo` multiplies how often they come."""

    patient: UUID
    person: UUID
    called: str
    language: Literal["fr", "en"]
    voice: Voice
    age: int
    course: Course
    tempo: float
    minutes: float
    diligence: float
    hour: float


@dataclass(frozen=True, slots=True)
class Happened:
    """One entry of a simulated life: when it occurred, who wrote it, under which id."""

    at: datetime
    by: Author
    id: UUID
    entry: Entry


@dataclass(frozen=True, slots=True)
class History:
    """A whole simulated life. `progress` is where the engine left the person, None when they started nothing.

    `left_at`: when they stopped for good, with or without a word. No entry shows it: with the person's course it is the
    truth that methods are judged by.
    """

    profile: Profile
    arrived_at: datetime
    mode: str
    happened: tuple[Happened, ...]
    progress: Progress | None
    left_at: datetime | None = None

    @property
    def has_team(self) -> bool:
        """Whether a professional cares for this person."""
        return self.mode not in ("", ALONE) or any(isinstance(one.entry, ContactNoted) for one in self.happened)
