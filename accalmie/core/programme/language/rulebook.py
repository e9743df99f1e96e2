"""The facts that a programme's rules may read, and the one way in which its files' rules are read."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from accalmie.core.programme.language.findings import Findings
from accalmie.core.programme.refusals import Place, Sentence
from accalmie.core.rules import FactType, Rule, RuleRefused, parse


class Rulebook:
    """Reads rules over a set of facts; what is wrong with one is noted at its line and column.

    `refused` are facts that were refused themselves: a rule that names one is not refused a second time.
    """

    def __init__(self, facts: Mapping[str, FactType], findings: Findings, refused: Collection[str] = ()) -> None:
        self.facts = dict(facts)
        self._findings, self._refused = findings, refused

    def only(self, facts: Mapping[str, FactType]) -> Rulebook:
        """The same, over fewer facts."""
        return Rulebook(facts, self._findings, self._refused)

    def reads(self, text: str, place: Place) -> Rule | None:
        """The rule that `text` says, None after a refusal. `place`: its first character (column 0: unknown)."""
        try:
            return parse(text, self.facts)
        except RuleRefused as refused:
            column = place.column + refused.column - 1 if place.column else 0
            if not any(re.search(rf"\b{re.escape(name)}\b", text) for name in self._refused):
                message = Sentence(refused.message("fr"), refused.message("en"))
                self._findings.add("rule", Place(place.file, place.line, column), message=message)
            return None
