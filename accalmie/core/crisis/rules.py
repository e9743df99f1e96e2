"""The house's rules of danger as data: what an answer means, the graded questions, delays, staffed hours."""

from __future__ import annotations

from itertools import pairwise

from accalmie.core.crisis.calendar import StaffedHours
from accalmie.core.crisis.escalating import Escalation
from accalmie.core.crisis.levels import Level
from accalmie.core.crisis.refusals import CrisisRefused
from accalmie.core.crisis.scores import ScoreRule
from accalmie.core.definitions import Definition, Texts, Wrong, read, require_languages


class SignRule(Definition, frozen=True, rename={"from_score": "from"}):
    """An answer that shows help: this item (from 1) of this instrument, from this score on, or declined."""

    instrument: str
    item: int
    from_score: int
    declined: bool


class Question(Definition, frozen=True):
    """A graded question. `yes` and `declined`: the levels that these answers give; `asked_if`: not after a no to these.

    `under_way`: a yes says that something is already done, which cannot wait.
    """

    id: str
    ask: Texts
    yes: Level
    declined: Level
    under_way: bool = False
    asked_if: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        require_languages(self.ask, f"questions.{self.id}")
        if self.declined.severity > self.yes.severity:
            raise Wrong("declined_above", given=self.id)
        if self.under_way and self.yes.severity < Level.PLAN.severity:
            raise Wrong("act_as_plan", given=self.id)


class Delay(Definition, frozen=True):
    """How soon somebody answers: staffed minutes, or by the end of the next staffed day."""

    minutes: int = 0
    next_working_day: bool = False

    def __post_init__(self) -> None:
        if (self.minutes > 0) == self.next_working_day or self.minutes < 0:
            raise Wrong("delay")

    @property
    def urgency(self) -> float:
        """The next working day is 1; the fewer minutes, the more."""
        return 1.0 if self.next_working_day else 2.0 + 1 / self.minutes


class CrisisRules(Definition, frozen=True):
    """The whole set, with its version, author and source. Which clinician signed it is kept by the site."""

    version: str
    author: str
    source: str
    floor: Level
    unfinished: Level
    same_answer_days: int
    signs: tuple[SignRule, ...]
    intro: Texts
    questions: tuple[Question, ...]
    goes_on: tuple[Level, ...]
    delays: dict[Level, Delay]
    under_way: Delay
    staffed: StaffedHours
    escalation: Escalation
    worried: Level
    """What the worry of a helper counts as."""
    silence: Level
    silence_days: int
    """So many days without a word from the person, after an alert at active or above was closed, count as `silence`."""
    words_help: Level
    """From this level on, what is noticed in words shows help to whoever wrote them."""
    words_alert: Level
    """From this level on, in texts that the service reads anyway, it is told as well."""
    scores: tuple[ScoreRule, ...]
    score_again_days: int
    """The same sign of scores, looked at within so many days, opens no other alert."""

    def __post_init__(self) -> None:
        require_languages(self.intro, "intro")
        _check_questions(self)
        _check_rising(self)


def _check_questions(rules: CrisisRules) -> None:
    seen: set[str] = set()
    for question in rules.questions:
        if question.id in seen:
            raise Wrong("twice", given=question.id)
        for after in question.asked_if:
            if after not in seen:
                raise Wrong("question", id=question.id, after=after)
        seen.add(question.id)


def _check_rising(rules: CrisisRules) -> None:
    """No level may be held less, or answered later, than a less serious one; an act under way comes before all."""
    for lighter, level in pairwise(Level):
        if level in rules.goes_on and lighter not in rules.goes_on:
            raise Wrong("goes_on", given=level)
        if level not in rules.goes_on and level not in rules.delays:
            raise Wrong("no_delay", given=level)
    urgency = [rules.delays[level].urgency if level in rules.delays else 0.0 for level in Level]
    for level, (before, after) in zip(list(Level)[1:], pairwise(urgency), strict=True):
        if after < before:
            raise Wrong("slower", given=level)
    if rules.under_way.urgency < max(urgency):
        raise Wrong("slower", given="under_way")


def load_rules(text: str) -> CrisisRules:
    """Read the rules of danger (YAML). Raises CrisisRefused."""
    return read(text, CrisisRules, CrisisRefused)
