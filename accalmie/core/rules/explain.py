"""Says to a professional, in one line, why a rule holds, does not hold, or cannot be decided."""

from __future__ import annotations

from collections.abc import Mapping

from accalmie.core.rules import nodes
from accalmie.core.rules.evaluate import holds
from accalmie.core.rules.facts import Value
from accalmie.core.rules.refusals import Language, plain

WORDS: dict[str, dict[str, str]] = {
    "and": {"en": " and ", "fr": " et "},
    "or": {"en": " or ", "fr": " ou "},
    "not": {"en": "not ({of})", "fr": "non ({of})"},
    "one_of": {"en": "{fact} is one of {values}", "fr": "{fact} parmi {values}"},
    "days": {"en": "{days} days", "fr": "{days} jours"},
    "now": {"en": "{test} [{value}: {verdict}]", "fr": "{test} [{value} : {verdict}]"},
    "no_value": {"en": "not known", "fr": "inconnu"},
    "true": {"en": "yes", "fr": "oui"},
    "false": {"en": "no", "fr": "non"},
    "unknown": {"en": "undecided", "fr": "indécidable"},
}
_SIGNS = {"<": "<", "<=": "≤", ">": ">", ">=": "≥", "==": "=", "!=": "≠"}


def explain(
    rule: nodes.Rule, facts: Mapping[str, Value], lang: Language = "en", *, labels: Mapping[str, str] | None = None
) -> str:
    """The rule in short words: each comparison, the value that it met, what came out. `labels` names the facts."""
    return _Teller(facts, lang, labels or {}).say(rule.test)


class _Teller:
    def __init__(self, facts: Mapping[str, Value], lang: Language, labels: Mapping[str, str]) -> None:
        self._facts, self._lang, self._labels = facts, lang, labels

    def say(self, test: nodes.Test) -> str:
        match test:
            case nodes.All(of):
                return self._word("and").join(self._part(part) for part in of)
            case nodes.Any(of):
                return self._word("or").join(self._part(part) for part in of)
            case nodes.Not(of):
                return self._word("not").format(of=self.say(of))
            case _:
                return self._leaf(test)

    def _part(self, test: nodes.Test) -> str:
        return f"({self.say(test)})" if isinstance(test, nodes.All | nodes.Any) else self.say(test)

    def _leaf(self, test: nodes.Leaf) -> str:
        unit = test.unit if isinstance(test, nodes.Compare) else ""
        value = self._value(self._facts.get(test.fact), unit)
        verdict = self._value(holds(test, self._facts), "", unknown="unknown")
        return self._word("now").format(test=self._test(test), value=value, verdict=verdict)

    def _test(self, test: nodes.Leaf) -> str:
        fact = self._labels.get(test.fact, test.fact)
        match test:
            case nodes.Compare(op=op, value=value, unit=unit):
                return f"{fact} {_SIGNS[op]} {self._value(value, unit)}"
            case nodes.OneOf(values=values):
                listed = ", ".join(self._value(value, "") for value in values)
                return self._word("one_of").format(fact=fact, values=listed)
            case nodes.IsTrue():
                return fact

    def _value(self, value: Value, unit: str, unknown: str = "no_value") -> str:
        if value is None:
            return self._word(unknown)
        if isinstance(value, bool):
            return self._word("true" if value else "false")
        if isinstance(value, str):
            return value
        said = plain(round(value, 2))
        return self._word("days").format(days=said) if unit == "days" else said

    def _word(self, word: str) -> str:
        return WORDS[word][self._lang]
