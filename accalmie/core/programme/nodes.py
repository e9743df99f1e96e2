"""What a programme means: frozen nodes that cannot be built wrong.

Authors write files (language), the engine walks these nodes. Every node names things by ids (lower-case, hyphens) and
keeps
its texts by language. Durations are whole or fractional days, before the person's time factor.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property, lru_cache
from typing import Literal

import msgspec

from accalmie.core.programme.orienting import Outcome, Screening
from accalmie.core.rules import FactType, Number, Rule

Language = str
Texts = dict[Language, str]
Mode = Literal["alone", "guided", "blended"]
StepKindName = Literal[
    "text", "media", "exercise", "questionnaire", "practice", "choice", "review", "screening", "sleep"
]

ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*\Z")


START_FLAGS = ("contact", "doctor", "danger_unreviewed")
"""Facts of start rules only: a professional spoke with the person; a psychiatrist or a GP is named; a danger was told
(an answer, graded questions, a professional's own worry) of which no professional has said that a programme goes on."""

CHOSEN = "choice"
"""The answer of a choice step: `answers[CHOSEN]` is the key of the option taken."""


@lru_cache(maxsize=256)
def fact_name(instrument: str) -> str:
    """The fact that rules read for an instrument: phq-9 is `phq9`, safety-question is `safety_question`."""
    return re.sub(r"-(?=[0-9])", "", instrument).replace("-", "_")


class Malformed(ValueError):
    """A node that would mean nothing. The sentence names the step or module in the author's words."""


class Node(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Base of all nodes: immutable and written to JSON as it stands."""


def _require(condition: bool, sentence: str) -> None:
    if not condition:
        raise Malformed(sentence)


class Prose(Node, frozen=True, tag="prose"):
    """Markdown; `[[name|otherwise]]` says a remembered word back."""

    markdown: str


class Tailored(Node, frozen=True, tag="if"):
    """One of two texts. An unknown rule takes `otherwise`."""

    when: Rule
    then: tuple[Prose, ...]
    otherwise: tuple[Prose, ...] = ()


Part = Prose | Tailored


class Wording(Node, frozen=True):
    """One step in one language. `options` holds the labels of a choice, the questions of a screening or the titles of
    the practices that are offered, `ask` the daily question of a practice.

    A recording in this language is `source`, with its `captions` and `transcript`.
    """

    title: str
    parts: tuple[Part, ...]
    options: dict[str, str] = {}
    ask: str = ""
    captions: str = ""
    transcript: str = ""
    source: str = ""


class Media(Node, frozen=True, tag="media"):
    source: str
    medium: Literal["audio", "video"]
    seconds: int


class Exercise(Node, frozen=True, tag="exercise"):
    """`remember` maps a remembered name to the exercise's field."""

    exercise: str
    remember: dict[str, str] = {}


class Questionnaire(Node, frozen=True, tag="questionnaire"):
    instruments: tuple[str, ...]

    def __post_init__(self) -> None:
        _require(bool(self.instruments), "a questionnaire step needs at least one instrument")


class Practice(Node, frozen=True, tag="practice", omit_defaults=True):
    """Something done in life on at least `days` days; after `within` days it goes on by itself. `practices`: what may
    be heard or read to do it, left out of the graph where there is none, so that older graphs keep their name."""

    days: int
    within: int
    practices: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        _require(1 <= self.days <= self.within, "a practice lasts at least 1 day and at most its 'within'")


class Choice(Node, frozen=True, tag="choice"):
    options: tuple[str, ...]

    def __post_init__(self) -> None:
        _require(2 <= len(set(self.options)) == len(self.options) <= 6, "a choice offers two to six different options")


class Review(Node, frozen=True, tag="review"):
    """Waits for a professional, at most `wait_days`."""

    wait_days: float


class Sleep(Node, frozen=True, tag="sleep"):
    """The sleep diary (a night is noted, the week is seen) or the sleep window (what the tool prescribes this week)."""

    part: Literal["diary", "window"]


SLEEP_FIGURES: dict[str, Number] = {
    "nights": Number(0, 7, whole=True),
    "efficiency": Number(0, 100, whole=True),
    "asleep": Number(0, 1440, whole=True),
    "in_bed": Number(0, 1440, whole=True),
    "latency": Number(0, 1440, whole=True),
    "awake": Number(0, 1440, whole=True),
    "window": Number(0, 1440, whole=True),
}
"""What a sleep step answers, of the last seven days when it was done: complete nights, percent of the time in bed
asleep (rounded down), minutes. What is not known is not answered."""


class Text(Node, frozen=True, tag="text", omit_defaults=True):
    """A text to read. `practices`: what is offered under it to hear or read, left out of the graph as in Practice."""

    practices: tuple[str, ...] = ()


Doing = Text | Media | Exercise | Questionnaire | Practice | Choice | Review | Screening | Sleep


class Step(Node, frozen=True):
    id: str
    minutes: int
    doing: Doing
    wording: dict[Language, Wording]

    def __post_init__(self) -> None:
        _require(
            ID.match(self.id) is not None, f"“{self.id}” is not a step name: lower-case letters, digits and hyphens"
        )
        _require(self.minutes >= 1, f"step “{self.id}” must last at least a minute")
        _require(bool(self.wording), f"step “{self.id}” has no text in any language")

    @property
    def kind(self) -> str:
        """The step kind's name in the registry: text, media, exercise ..."""
        return str(type(self.doing).__struct_config__.tag)


class Slot(Node, frozen=True):
    """A step at its place in a module, with the conditions under which it is shown."""

    step: str
    when: Rule | None = None
    unknown: Literal["skip", "show"] = "skip"
    short: bool = False
    delay_days: float = 0
    modes: tuple[Mode, ...] = ("alone", "guided", "blended")


class Opens(Node, frozen=True):
    """When a module opens: the first of its ways that comes true. Days count from the end of the module named in
    `after`."""

    at_start: bool = False
    after: str | None = None
    delay_days: float = 0
    by_professional: bool = False

    def __post_init__(self) -> None:
        _require(self.at_start or self.after is not None or self.by_professional, "a module must say when it opens")


class Module(Node, frozen=True, dict=True):
    id: str
    title: Texts
    purpose: Texts
    opens: Opens
    slots: tuple[Slot, ...]
    aftercare: bool = False
    """A booster: it opens so many days after the end of the main programme, at nobody's pace."""
    when: Rule | None = None
    """For whom: only people for whom the rule is true are shown its steps; the others pass it by, without a wait."""

    def __post_init__(self) -> None:
        _require(ID.match(self.id) is not None, f"“{self.id}” is not a module name")
        _require(bool(self.slots), f"module “{self.id}” has no step")
        ids = [slot.step for slot in self.slots]
        _require(len(set(ids)) == len(ids), f"module “{self.id}” uses a step twice")

    @cached_property
    def has_short(self) -> bool:
        """Whether the module has a short version."""
        return any(slot.short for slot in self.slots)


class DangerRule(Node, frozen=True):
    """An answer that shows help at once. `fact` is an item fact such as phq9_item9; `declined_helps`: so does
    declining it."""

    when: Rule
    declined_helps: bool


class PersonQuestion(Node, frozen=True):
    """Asked once before the start; yes leads to a person."""

    id: str
    ask: Texts


class DangerItem(Node, frozen=True):
    """An item (from 1) whose answer is a danger sign from `from_score` up, and when `declined` also if it is
    declined."""

    item: int
    from_score: int
    declined: bool


class Measured(Node, frozen=True):
    """What rules and checks need of an instrument: the range of its total, its items and their danger answers."""

    lo: float
    hi: float
    items: int
    item_lo: int
    item_hi: int
    danger: tuple[DangerItem, ...] = ()


class MeasurePlan(Node, frozen=True):
    """When an instrument is asked: every so many days (not multiplied by the time factor), at the start, at the end."""

    instrument: str
    every_days: float | None = None
    at: tuple[Literal["start", "end"], ...] = ()

    def __post_init__(self) -> None:
        _require(
            self.every_days is not None or bool(self.at), f"measure “{self.instrument}” says neither 'every' nor 'at'"
        )


class FactSource(Node, frozen=True):
    """Where a declared fact comes from: the option of a choice, the days done of a practice, a number of an
    exercise or of a sleep step, the gravest question of a screening."""

    source: Literal["choice", "practice", "number", "screening"]
    step: str
    type: FactType
    field: str = ""


class Gap(Node, frozen=True):
    """The welcome after so many days away. An orientation has none: `then` is empty."""

    after_days: float
    then: str


class Interlude(Node, frozen=True):
    """A step that comes first when a new measure makes a rule true, in these modes; once a measure. It offers a
    person. `because` and `cite` say why the house wants it."""

    id: str
    when: Rule
    modes: tuple[Mode, ...]
    then: str
    because: Texts = {}
    cite: str = ""

    @property
    def in_a_row(self) -> str:
        """The fact that says at how many measures in a row the rule held."""
        return f"{self.id.replace('-', '_')}_in_a_row"


class Ingredient(Node, frozen=True):
    id: str
    name: Texts
    steps: tuple[str, ...]


class Protocol(Node, frozen=True):
    cite: str
    ingredients: tuple[Ingredient, ...]


class Evidence(Node, frozen=True):
    claim: Texts
    cite: str
    checked: str


class Programme(Node, frozen=True, dict=True):
    """A whole programme. `instruments` gives, for each instrument used, the number of its items and its range (from
    its definition). `leads_to` makes it an orientation, which ends in one of these outcomes. `joins` names the
    programmes that a path brings together; nothing else tells it from any other."""

    id: str
    version: str
    title: Texts
    summary: Texts
    licence: str
    authors: tuple[str, ...]
    languages: tuple[Language, ...]
    readability: dict[Language, float]
    protocol: Protocol
    evidence: tuple[Evidence, ...]
    modes: tuple[Mode, ...]
    start: dict[Mode, Rule]
    needs_a_person: tuple[PersonQuestion, ...]
    danger: tuple[DangerRule, ...]
    measures: tuple[MeasurePlan, ...]
    facts: dict[str, FactSource]
    gap: Gap
    opens_on: str
    closes_on: str
    modules: tuple[Module, ...]
    steps: dict[str, Step]
    instruments: dict[str, Measured] = {}
    interludes: tuple[Interlude, ...] = ()
    leads_to: tuple[Outcome, ...] = ()
    joins: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        _require(bool(self.main), "a programme needs at least one module that is not after-care")
        ids = [module.id for module in self.modules]
        _require(len(set(ids)) == len(ids), "two modules have the same name")
        for module in self.modules:
            _require(
                module.opens.after is None or module.opens.after in ids,
                f"module “{module.id}” opens after an unknown module",
            )
        for name in self.named_steps():
            _require(name in self.steps, f"step “{name}” is named but not written")

    def named_steps(self) -> Iterator[str]:
        """Every step id that the programme refers to, in reading order."""
        for module in self.modules:
            yield from (slot.step for slot in module.slots)
        yield from filter(None, (self.gap.then, self.opens_on, self.closes_on))
        yield from (interlude.then for interlude in self.interludes)

    @cached_property
    def main(self) -> tuple[Module, ...]:
        """The modules of the programme itself, without after-care."""
        return tuple(module for module in self.modules if not module.aftercare)

    @cached_property
    def boosters(self) -> tuple[Module, ...]:
        """The modules of after-care, in the author's order."""
        return tuple(module for module in self.modules if module.aftercare)

    @cached_property
    def recurring(self) -> frozenset[str]:
        """Steps outside the modules that may come again: the welcome after a gap, and those of interludes."""
        return frozenset((self.gap.then, *(interlude.then for interlude in self.interludes)))

    @cached_property
    def placed(self) -> dict[str, tuple[str, ...]]:
        """Each step that stands in a module, with its modules in their order."""
        found: dict[str, tuple[str, ...]] = {}
        for module in self.modules:
            for slot in module.slots:
                found[slot.step] = (*found.get(slot.step, ()), module.id)
        return found

    def module(self, id: str) -> Module:
        """The module of that name. Raises KeyError."""
        return self.by_id[id]

    @cached_property
    def by_id(self) -> dict[str, Module]:
        """The modules by their names."""
        return {module.id: module for module in self.modules}
