"""The hazard log (`docs/safety/hazards.yaml`): what could harm somebody here, how gravely, and what stands in the way.

A control names the tests that prove it, or the issue that it waits for. Whether they do is `judging`'s to say.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import ClassVar

from django.conf import settings

from accalmie.core.definitions import Definition, DefinitionRefused, Texts, Wrong, read, require_languages

LEVELS = 5


class HazardsRefused(DefinitionRefused):
    """A hazard log that cannot be used."""

    MESSAGES: ClassVar[dict[str, dict[str, str]]] = {
        "scale": {
            "en": "“{what}” needs the levels 1 to 5, each once and in order",
            "fr": "« {what} » demande les niveaux 1 à 5, chacun une fois et dans l’ordre",
        },
        "rating": {"en": "“{given}” is no level from 1 to 5", "fr": "« {given} » n’est pas un niveau de 1 à 5"},
        "control": {
            "en": "“{given}” names either its tests or the issue that it waits for",
            "fr": "« {given} » nomme soit ses tests, soit la demande qu’elle attend",
        },
        "uncontrolled": {"en": "“{given}” has no control", "fr": "« {given} » n’a aucune mesure"},
        "grew": {
            "en": "“{given}” is graver after its controls than before",
            "fr": "« {given} » est plus grave après ses mesures qu’avant",
        },
        "twice": {"en": "“{given}” stands there twice", "fr": "« {given} » y est deux fois"},
    }


class Step(Definition, frozen=True, kw_only=True):
    """One level of a scale: its name, and what it means."""

    level: int
    name: Texts
    means: Texts

    def __post_init__(self) -> None:
        require_languages(self.name, f"level {self.level}")
        require_languages(self.means, f"level {self.level}")


class Scales(Definition, frozen=True, kw_only=True):
    """How gravely and how often, and the risk that both make. `risks`: a row a likelihood, a figure a severity, from 1.

    A risk above `accepted` is one that nobody accepts: it is lowered, or the feature stays off.
    """

    source: Texts
    to_check: str = ""
    severity: tuple[Step, ...]
    likelihood: tuple[Step, ...]
    risks: tuple[tuple[int, ...], ...]
    accepted: int

    def __post_init__(self) -> None:
        require_languages(self.source, "source")
        for what, steps in (("severity", self.severity), ("likelihood", self.likelihood)):
            if [one.level for one in steps] != list(range(1, LEVELS + 1)):
                raise Wrong("scale", what=what)
        if [len(row) for row in self.risks] != [LEVELS] * LEVELS:
            raise Wrong("scale", what="risks")


class Rating(Definition, frozen=True, kw_only=True):
    """A severity and a likelihood, each from 1 to 5."""

    severity: int
    likelihood: int

    def __post_init__(self) -> None:
        for given in (self.severity, self.likelihood):
            if not 1 <= given <= LEVELS:
                raise Wrong("rating", given=given)


class Control(Definition, frozen=True, kw_only=True):
    """Something that stands in the way. `planned`: the issue that it waits for, instead of tests."""

    text: Texts
    tests: tuple[str, ...] = ()
    planned: int = 0

    def __post_init__(self) -> None:
        require_languages(self.text, "control")
        if bool(self.tests) == bool(self.planned):
            raise Wrong("control", given=self.text["en"])


class Hazard(Definition, frozen=True, kw_only=True):
    """What could harm, by which way, and whom. `not_yet_built`: the places of a feature that does not exist yet, from
    the root of the repository; as long as none of them is there, nothing needs to be proven."""

    id: str
    hazard: Texts
    cause: Texts
    sequence: Texts
    harm: Texts
    before: Rating
    after: Rating
    controls: tuple[Control, ...]
    not_yet_built: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for name in ("hazard", "cause", "sequence", "harm"):
            require_languages(getattr(self, name), f"{self.id}.{name}")
        if not self.controls:
            raise Wrong("uncontrolled", given=self.id)
        if self.after.severity > self.before.severity or self.after.likelihood > self.before.likelihood:
            raise Wrong("grew", given=self.id)


class HazardLog(Definition, frozen=True, kw_only=True):
    """The whole file."""

    version: str
    scope: Texts
    scales: Scales
    hazards: tuple[Hazard, ...]

    def __post_init__(self) -> None:
        require_languages(self.scope, "scope")
        ids = [one.id for one in self.hazards]
        for id in ids:
            if ids.count(id) > 1:
                raise Wrong("twice", given=id)

    def risk(self, rating: Rating) -> int:
        """The risk of a severity and a likelihood, from 1 to 5."""
        return self.scales.risks[rating.likelihood - 1][rating.severity - 1]

    def named(self, id: str) -> Hazard | None:
        """One hazard by its id."""
        return next((one for one in self.hazards if one.id == id), None)


@cache
def hazard_log() -> HazardLog:
    """The log of this release. Raises HazardsRefused."""
    return read(Path(settings.HAZARDS).read_text("utf-8"), HazardLog, HazardsRefused)
