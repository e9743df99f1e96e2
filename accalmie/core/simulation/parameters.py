"""What a simulated clinic is like: every number with its unit, its source, and whether that source was read."""

from __future__ import annotations

import re
from hashlib import sha256
from typing import Any, ClassVar, Literal

import msgspec

from accalmie.core.definitions import Definition, DefinitionRefused, Texts, Wrong, read, require_languages

Checked = Literal["read", "from memory", "computed", "chosen"]
"""How far a number can be trusted: `read` in the source named; `from memory`: to be checked; `computed` from data that
a test reads again; `chosen` by us, no number being published."""

_VERSION = re.compile(r"[0-9]+\.[0-9]+\.[0-9]+\Z")
_SHARES = ("probability", "probability a week", "probability a day", "share")


class ParametersRefused(DefinitionRefused):
    """A parameters file that cannot be used."""

    MESSAGES: ClassVar[dict[str, dict[str, str]]] = {
        "share": {
            "en": "a {unit} lies between 0 and 1, not {value}",
            "fr": "une grandeur « {unit} » se tient entre 0 et 1, pas {value}",
        },
        "no_source": {"en": "a number says where it comes from", "fr": "un nombre dit d’où il vient"},
        "negative": {"en": "{value} is negative", "fr": "{value} est négatif"},
        "version": {
            "en": "“{given}” is not a version like 1.0.0",
            "fr": "« {given} » n’est pas une version comme 1.0.0",
        },
        "tolerance": {
            "en": "the figure {value} does not lie between {low} and {high}",
            "fr": "le chiffre {value} ne se tient pas entre {low} et {high}",
        },
        "twice": {"en": "two figures are called {id}", "fr": "deux chiffres s’appellent {id}"},
        "start_day": {
            "en": "{day} is not a Monday: weeks begin on one",
            "fr": "le {day} n’est pas un lundi : les semaines commencent là",
        },
    }


class Figure(Definition, frozen=True):
    """One number of the model."""

    value: float
    unit: str
    source: str
    checked: Checked

    def __post_init__(self) -> None:
        if len(self.source.strip()) < 8:
            raise Wrong("no_source")
        if self.value < 0:
            raise Wrong("negative", value=self.value)
        if self.unit in _SHARES and self.value > 1:
            raise Wrong("share", unit=self.unit, value=self.value)

    def __float__(self) -> float:
        return self.value


class Severity(Definition, frozen=True):
    """How low people are when they come, and how that changes: PHQ-9 = start - fall x ln(1 + weeks) + noise."""

    start: Figure
    start_sd: Figure
    fall: Figure
    fall_sd: Figure
    start_with_fall: Figure
    noise: Figure
    alone_falls_less: Figure
    setback: Figure
    setback_points: Figure
    anxiety_start: Figure
    anxiety_sd: Figure
    anxiety_with_low_mood: Figure
    anxiety_fall: Figure
    anxiety_noise: Figure


class Ways(Definition, frozen=True):
    """Who comes, and which way they go."""

    french: Figure
    young: Figure
    research_consent: Figure
    few_signs_start: Figure
    mild_alone: Figure
    blended: Figure
    led_to_a_person: Figure
    admitted_after_talk: Figure


class Adherence(Definition, frozen=True):
    """How people come, go, pause and stop."""

    visits_guided: Figure
    visits_alone: Figure
    visits_spread: Figure
    visit_minutes: Figure
    stops_guided: Figure
    stops_alone: Figure
    early_stop_factor: Figure
    first_week_effect: Figure
    says_goodbye: Figure
    gap: Figure
    gap_days: Figure
    pause: Figure
    practice_noted: Figure
    practice_done: Figure
    step_declined: Figure
    measure_declined: Figure
    item_declined: Figure
    other_way: Figure
    short_version: Figure
    slower_pace: Figure
    mood_noted: Figure
    exercise_shared: Figure
    worse_module: Figure
    rating_declined: Figure


class Technical(Definition, frozen=True):
    """What does not work, and what it costs."""

    trouble: Figure
    stop_factor: Figure
    lasts_days: Figure


class DangerSigns(Definition, frozen=True):
    """Answers about death: who gives them, and what is said to the graded questions."""

    half_at: Figure
    spread: Figure
    of_the_person: Figure
    wish: Figure
    at_risk: Figure
    thoughts_of_at_risk: Figure
    plan_of_at_risk: Figure
    act_of_at_risk: Figure
    unfinished: Figure
    contact_alone: Figure


class Professionals(Definition, frozen=True):
    """How fast professionals answer, and what they do beside."""

    review_days: Figure
    review_spread: Figure
    reply: Figure
    talk_days: Figure
    session: Figure
    opens_module: Figure
    patients_each: Figure


class Published(Definition, frozen=True):
    """A published figure to hold the simulated one against. `calibrated`: the model was fitted to it.

    `low` to `high` is the range in which the simulated figure of 500 people must lie.
    """

    id: str
    title: Texts
    value: float
    low: float
    high: float
    unit: Literal["percent", "points", "sd"]
    source: str
    checked: Checked
    calibrated: bool
    says: Texts

    def __post_init__(self) -> None:
        require_languages(self.title, self.id)
        require_languages(self.says, self.id)
        if len(self.source.strip()) < 8:
            raise Wrong("no_source")
        if not self.low < self.high or (self.calibrated and not self.low <= self.value <= self.high):
            raise Wrong("tolerance", value=self.value, low=self.low, high=self.high)


class Parameters(Definition, frozen=True):
    """The whole file. `opens` is the Monday on which the clinic opens unless the command names its last day."""

    clinic: str
    version: str
    title: Texts
    programme: str
    opens: str
    severity: Severity
    ways: Ways
    adherence: Adherence
    technical: Technical
    danger: DangerSigns
    professionals: Professionals
    items: dict[str, tuple[float, ...]]
    figures: tuple[Published, ...]

    def __post_init__(self) -> None:
        if not _VERSION.match(self.version):
            raise Wrong("version", given=self.version)
        require_languages(self.title, self.clinic)
        ids = [figure.id for figure in self.figures]
        for id in ids:
            if ids.count(id) > 1:
                raise Wrong("twice", id=id)

    @property
    def hash(self) -> str:
        """Names these numbers: another number, another hash. The words around them do not count."""
        return sha256(msgspec.json.encode(_numbers(self), order="sorted")).hexdigest()


def _numbers(value: Any) -> Any:
    """The values alone, by name."""
    if isinstance(value, Figure):
        return value.value
    if isinstance(value, msgspec.Struct):
        return {
            name: _numbers(getattr(value, name)) for name in value.__struct_fields__ if name not in ("title", "figures")
        }
    return value


def load_parameters(text: str) -> Parameters:
    """The clinic that a file describes. Raises ParametersRefused, with the line."""
    return read(text, Parameters, ParametersRefused)
