"""The rule language: conditions that authors write over typed facts, and that a verifier can see inside.

    facts = {"phq9": Number(0, 27, whole=True), "weeks": Number(0, whole=True)}
    rule = parse("phq9 >= 10 and weeks in (2, 3, 4)", facts)
    evaluate(rule, {"phq9": 12})        # None: `weeks` is not known, so the rule is neither true nor false

An author may write, and nothing else:

    numbers      phq9 >= 10    5 <= phq9 <= 9    weeks in (2, 3, 4)    phq9_change <= -6
    choices      mode == "guided"    mode != "alone"    mode not in ("alone", "blended")
    yes or no    mania    not mania
    durations    gap > "10 days"    gap <= "36 hours"    (minutes, hours, days, weeks; also in French)
    joined by    and, or, not, brackets

A fact is compared with a fixed value, never with another fact, so that every rule cuts each fact at known points.

`to_json` writes the tree that a browser evaluates in a few lines:

    {"text": what the author wrote, "test": TEST}

where TEST is one of

    {"type": "compare", "fact": name, "op": OP, "value": number or text, "unit": ""}   OP: < <= > >= == !=
    {"type": "one_of", "fact": name, "values": [number or text, ...]}    true when the fact equals one of them
    {"type": "is_true", "fact": name}                                    the fact itself
    {"type": "not", "of": TEST}
    {"type": "all", "of": [TEST, ...]}
    {"type": "any", "of": [TEST, ...]}

The value of a duration is in days, its unit "days". A fact that is absent or null makes its comparison null (unknown).
"not" of null is null; "all" is false if any part is false, else null if any is null, else true; "any" is true if any
part is true, else null if any is null, else false.
"""

from accalmie.core.rules.evaluate import WrongValue, evaluate
from accalmie.core.rules.explain import explain
from accalmie.core.rules.facts import Choice, Duration, FactType, Flag, Number, Value
from accalmie.core.rules.nodes import Rule
from accalmie.core.rules.parse import parse
from accalmie.core.rules.refusals import RuleRefused
from accalmie.core.rules.regions import constants, cuts, leaves, names
from accalmie.core.rules.stored import from_json, to_json

__all__ = [
    "Choice",
    "Duration",
    "FactType",
    "Flag",
    "Number",
    "Rule",
    "RuleRefused",
    "Value",
    "WrongValue",
    "constants",
    "cuts",
    "evaluate",
    "explain",
    "from_json",
    "leaves",
    "names",
    "parse",
    "to_json",
]
