"""The house's rules about drinks as data: what a standard drink is, usual glasses, who must not stop at once, signs."""

from __future__ import annotations

from typing import Literal

from accalmie.core.definitions import Definition, Texts, Wrong, read, require_languages, require_listed
from accalmie.core.drinks.refusals import DrinksRefused

CONDITIONS = frozenset({"past-seizure", "epilepsy", "morning", "twelve", "sedatives", "pregnancy"})
"""What the clinical rules name: none of them may be left out of a site's file."""
GRAVE = frozenset({"confusion", "seizure", "seeing"})
SIGNS = GRAVE | {"tremor", "sweats"}
AUDIT_FROM, DRINKS_A_DAY_FROM = 20, 12
"""The clinical rules' own thresholds: a site may be stricter, never looser."""


class Marks(Definition, frozen=True):
    """The marks in print for drinking at lower risk: drinks a week, drinks a day."""

    week: int
    day: int


class Most(Definition, frozen=True):
    """Above these, a line of a diary is asked again."""

    centilitres: float
    percent: float
    glasses: float


class SharpFall(Definition, frozen=True):
    """The later week holds at most `share` of the earlier one, `within_days` of it."""

    share: float
    within_days: int

    def __post_init__(self) -> None:
        if not 0 < self.share < 1:
            raise Wrong("share", given=self.share)


class Withdrawal(Definition, frozen=True):
    """From which AUDIT total, and from how many drinks a day, nobody is given a target before a doctor's note."""

    audit_from: int
    drinks_a_day_from: float

    def __post_init__(self) -> None:
        if self.audit_from > AUDIT_FROM:
            raise Wrong("loosened", given="audit_from", most=AUDIT_FROM)
        if self.drinks_a_day_from > DRINKS_A_DAY_FROM:
            raise Wrong("loosened", given="drinks_a_day_from", most=DRINKS_A_DAY_FROM)


class Serving(Definition, frozen=True):
    """A usual glass."""

    centilitres: float
    percent: float
    name: Texts

    def __post_init__(self) -> None:
        require_languages(self.name, "servings")


class Condition(Definition, frozen=True):
    """What makes stopping at once dangerous. A yes, or a refusal to say, keeps from a target before a doctor's note."""

    id: str
    ask: Texts

    def __post_init__(self) -> None:
        require_languages(self.ask, f"conditions.{self.id}")


class Sign(Definition, frozen=True):
    """A sign of withdrawal, and what a yes leads to."""

    id: str
    then: Literal["fifteen", "doctor"]
    ask: Texts

    def __post_init__(self) -> None:
        require_languages(self.ask, f"signs.{self.id}")
        if self.id in GRAVE and self.then != "fifteen":
            raise Wrong("grave", given=self.id)


class DrinkRules(Definition, frozen=True):
    """The whole set, with its version, author and source."""

    version: str
    author: str
    source: str
    density: float
    grams_in_a_drink: float
    marks: Marks
    most: Most
    heavy_week: float
    sharp_fall: SharpFall
    withdrawal: Withdrawal
    servings: dict[str, Serving]
    conditions: tuple[Condition, ...]
    signs: tuple[Sign, ...]

    def __post_init__(self) -> None:
        for name in ("density", "grams_in_a_drink", "heavy_week"):
            if getattr(self, name) <= 0:
                raise Wrong("above_zero", given=name)
        for name, one in self.servings.items():
            if not (0 < one.centilitres <= self.most.centilitres and 0 < one.percent <= self.most.percent):
                raise Wrong("strength", given=name)
        require_listed("conditions", [one.id for one in self.conditions], CONDITIONS)
        require_listed("signs", [one.id for one in self.signs], SIGNS)


def load_drink_rules(text: str) -> DrinkRules:
    """Read the rules about drinks (YAML). Raises DrinksRefused."""
    return read(text, DrinkRules, DrinksRefused)
