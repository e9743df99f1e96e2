"""The rules of language as a file says them: who vouches for them, how much is enough for each level, the weights."""

from __future__ import annotations

import json
from typing import Annotated

import msgspec

from accalmie.core.crisis.language.marks import PIECES, ROWS
from accalmie.core.crisis.language.outright import Outright
from accalmie.core.crisis.language.table import SIGNS, Weights, unpacked
from accalmie.core.definitions import LANGUAGES, Definition, Wrong

HEADS = 5
Letters = Annotated[str, msgspec.Meta(pattern="^[A-Za-z0-9_ -]*$")]


class Enough(Definition, frozen=True):
    """From which score on words have each level. Below `passive` they have none of those above it."""

    distress: int
    passive: int
    active: int
    plan: int
    harm_to_others: int

    @property
    def in_order(self) -> Weights:
        """As the weights are written."""
        return self.distress, self.passive, self.active, self.plan, self.harm_to_others


class LanguageRules(Definition, frozen=True):
    """The whole file. `weights`: all the weights there are; `kinds`: one letter for each of the marks of `steps`."""

    version: str
    author: str
    source: str
    population: str
    examples: dict[str, tuple[str, ...]]
    enough: Enough
    sure: Enough
    """The same where a page is led by it, or somebody told without asking: fewer false alarms, and less found."""
    outright: Outright
    weights: tuple[Weights, ...]
    steps: Letters
    kinds: Letters

    def __post_init__(self) -> None:
        if missing := set(LANGUAGES) - self.examples.keys():
            raise Wrong("language", what="examples", missing=", ".join(sorted(missing)))
        if len(self.weights) > len(SIGNS) or any(len(one) != HEADS for one in self.weights):
            raise Wrong("weights", given=len(self.weights), most=len(SIGNS), heads=HEADS)
        if any(sure < enough for sure, enough in zip(self.sure.in_order, self.enough.in_order, strict=True)):
            raise Wrong("sure")
        try:
            last = max(self.by_mark(), default=0)
        except (ValueError, IndexError, StopIteration):
            raise Wrong("table") from None
        if last >= ROWS + PIECES:
            raise Wrong("table")

    def by_mark(self) -> dict[int, Weights]:
        """What each mark that counts adds for each level."""
        return unpacked(self.steps.replace(" ", ""), self.kinds.replace(" ", ""), self.weights)


def script(rules: LanguageRules) -> str:
    """What of the rules the browser reads, as the module that a page loads."""
    said = {
        "version": rules.version,
        "enough": rules.enough.in_order,
        "outright": msgspec.to_builtins(rules.outright),
        "weights": rules.weights,
        "steps": rules.steps.replace(" ", ""),
        "kinds": rules.kinds.replace(" ", ""),
    }
    written = json.dumps(said, separators=(",", ":"), ensure_ascii=False)
    return (
        f"// Written by `accalmie safety table` from content/danger/language/rules.yaml.\nexport default {written};\n"
    )
