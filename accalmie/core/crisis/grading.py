"""The graded questions: which are asked, and what their answers mean. No answer ever lowers what stood before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from accalmie.core.crisis.levels import Level, worst
from accalmie.core.crisis.rules import CrisisRules, Question

YES, NO, DECLINED = "yes", "no", "declined"
REPLIES = (NO, DECLINED, YES)
"""In order of seriousness."""


@dataclass(frozen=True)
class Grade:
    """What the answers give. `under_way`: something was already done, which cannot wait."""

    level: Level
    finished: bool
    under_way: bool


def shown_questions(rules: CrisisRules, answers: Mapping[str, str]) -> tuple[Question, ...]:
    """The questions to ask given the answers so far. Anything but a plain no keeps the next ones."""
    return tuple(
        question
        for question in rules.questions
        if not question.asked_if or any(answers.get(after, "") != NO for after in question.asked_if)
    )


def grade(rules: CrisisRules, answers: Mapping[str, str], *, unreviewed: Iterable[Level] = ()) -> Grade:
    """The level of danger after a danger answer: at least the floor; at least `unfinished` while a question is open.

    The worst of all that was said counts, also to a question that is no longer shown. `unreviewed` are earlier levels
    that no professional has looked at: lighter answers do not lower them.
    """
    asked = shown_questions(rules, answers)
    finished = all(answers.get(question.id) in REPLIES for question in asked)
    said = worst(_levels(rules, answers))
    level = worst((said, rules.floor, Level.NONE if finished else rules.unfinished, *unreviewed))
    under_way = any(answers.get(question.id) == YES for question in rules.questions if question.under_way)
    return Grade(level, finished, under_way)


def gravest(earlier: Mapping[str, str], later: Mapping[str, str]) -> dict[str, str]:
    """Two sets of answers to the same questions as one: the more serious answer to each counts."""
    merged = dict(earlier)
    for question, answer in later.items():
        before = merged.get(question, NO)
        merged[question] = max(before, answer, key=lambda reply: REPLIES.index(reply) if reply in REPLIES else -1)
    return merged


def _levels(rules: CrisisRules, answers: Mapping[str, str]) -> Iterator[Level]:
    for question in rules.questions:
        answer = answers.get(question.id)
        if answer == YES:
            yield question.yes
        elif answer == DECLINED:
            yield question.declined
