"""The house's rules of danger as data: what an instrument's answer means, the graded questions, delays, office hours."""

from __future__ import annotations

from typing import ClassVar, Literal

from accalmie.core.crisis.levels import Level
from accalmie.core.definitions import Definition, DefinitionRefused, Texts, Wrong, read, require_languages


class CrisisRefused(DefinitionRefused):
    """Rules that cannot be used. The sentence says where and why."""

    MESSAGES: ClassVar[dict[str, dict[str, str]]] = {
        **DefinitionRefused.MESSAGES,
        "question": {
            "en": "the question “{id}” is asked after “{after}”, which does not come before it",
            "fr": "la question « {id} » vient après « {after} », qui n’est pas avant elle",
        },
    }


class SignRule(Definition, frozen=True, rename={"from_score": "from"}):
    """An answer that shows help: this item (from 1) of this instrument, from this score on, or declined."""

    instrument: str
    item: int
    from_score: int
    declined: bool


class Question(Definition, frozen=True):
    """A graded question. `yes` and `declined` are the levels that these answers give; `asked_if`: only after a yes to one of these."""

    id: str
    ask: Texts
    yes: Level
    declined: Level
    under_way: bool = False
    asked_if: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        require_languages(self.ask, f"questions.{self.id}")


class Delay(Definition, frozen=True):
    """How soon somebody answers, in staffed minutes; `next_working_day`: by the end of the next staffed day."""

    minutes: int = 0
    next_working_day: bool = False


class Hours(Definition, frozen=True):
    """When the service is staffed: days (0 Monday to 6 Sunday), from hour to hour, in this time zone."""

    days: tuple[int, ...]
    opens: int
    closes: int
    zone: str


class CrisisRules(Definition, frozen=True):
    """The whole set, with its version, author and source. `signed_by` names the clinician of the site; none: demo only."""

    version: str
    author: str
    source: str
    signed_by: str | Literal["nobody"]
    floor: Level
    unfinished: Level
    same_answer_days: int
    signs: tuple[SignRule, ...]
    questions: tuple[Question, ...]
    goes_on: tuple[Level, ...]
    delays: dict[Level, Delay]
    under_way: Delay
    hours: Hours

    def __post_init__(self) -> None:
        seen: set[str] = set()
        for question in self.questions:
            for after in question.asked_if:
                if after not in seen:
                    raise Wrong("question", id=question.id, after=after)
            seen.add(question.id)


def load_rules(text: str) -> CrisisRules:
    """Read the rules of danger (YAML). Raises CrisisRefused."""
    return read(text, CrisisRules, CrisisRefused)
