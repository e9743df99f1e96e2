"""What an orientation adds to a programme: questions asked together on one page, and the outcomes that it leads to.

These nodes stand under `nodes.Programme`; they build on nothing but rules.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Literal

import msgspec

from accalmie.core.rules import Rule

To = Literal["emergency", "doctor", "person", "programme", "self_help"]
"""Where somebody is led: 15 and the helplines, a doctor, a named person, a programme, or the tools that are open to
all."""

NONE = "none"
"""The value of a screening's fact when every question was answered no."""

DANGERS = ("none", "answered", "held")
"""The fact `danger` of an orientation. `answered`: a danger answer was given, and nothing holds the next step now;
`held`: its questions wait, were left unfinished, or gave a level that holds the next step."""

REPLIES = ("no", "yes", "unsaid")
"""What each question of a screening may be answered."""


class Screening(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="screening"):
    """Questions on one page, each answered no, yes or prefer not to say, in the author's order of gravity."""

    questions: tuple[str, ...]


class Outcome(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One way that an orientation may lead. The first outcome whose rule holds is the one; the last has no rule.

    `unknown` says what an undecidable rule means: take this outcome, or pass on to the next.
    """

    id: str
    to: To
    title: dict[str, str]
    reason: dict[str, str]
    when: Rule | None = None
    unknown: Literal["take", "pass"] = "pass"
    programme: str = ""
    mode: str = ""


def screened(questions: Iterable[str], answers: Mapping[str, Any]) -> str:
    """The first question, in order of gravity, that was not answered no; `none` when there is none."""
    return next((question for question in questions if answers.get(question) != "no"), NONE)


def chosen(outcomes: Iterable[Outcome], verdicts: Iterable[bool | None]) -> Outcome | None:
    """The first outcome that holds, given what each one's rule says (None: it cannot be decided)."""
    for outcome, verdict in zip(outcomes, verdicts, strict=True):
        if outcome.unknown == "take" if verdict is None else verdict:
            return outcome
    return None
