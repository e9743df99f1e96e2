"""From an answer to a level of danger, and from a level to what must follow. Detection may only raise, never reassure.

rules = load_rules(text)                                     # content/danger/rules.yaml
signs(rules, "phq-9", answers)                               # help is shown at once if there is any
shown_questions(rules, replies)                              # which graded questions to ask
given = grade(rules, replies, unreviewed=earlier_levels)     # level, finished, under_way
due_at(rules, given.level, recorded_at=at, under_way=given.under_way)
"""

from accalmie.core.crisis.calendar import NobodyThere, StaffedHours, Stretch, with_closures
from accalmie.core.crisis.escalating import Escalation, late_at, step_at, tries_suffice
from accalmie.core.crisis.following import Following, Reviewed, due_at, follow, updates_alert
from accalmie.core.crisis.grading import Grade, grade, gravest, shown_questions
from accalmie.core.crisis.helplines import (
    Elsewhere,
    Helpline,
    Helplines,
    Place,
    age,
    load_elsewhere,
    load_helplines,
    older_than,
)
from accalmie.core.crisis.levels import Level, worst
from accalmie.core.crisis.refusals import CrisisRefused, HelplinesRefused
from accalmie.core.crisis.rules import CrisisRules, Question, load_rules
from accalmie.core.crisis.scores import ScoreRule, score_sign
from accalmie.core.crisis.signs import Sign, signs

__all__ = [
    "CrisisRefused",
    "CrisisRules",
    "Elsewhere",
    "Escalation",
    "Following",
    "Grade",
    "Helpline",
    "Helplines",
    "HelplinesRefused",
    "Level",
    "NobodyThere",
    "Place",
    "Question",
    "Reviewed",
    "ScoreRule",
    "Sign",
    "StaffedHours",
    "Stretch",
    "age",
    "due_at",
    "follow",
    "grade",
    "gravest",
    "late_at",
    "load_elsewhere",
    "load_helplines",
    "load_rules",
    "older_than",
    "score_sign",
    "shown_questions",
    "signs",
    "step_at",
    "tries_suffice",
    "updates_alert",
    "with_closures",
    "worst",
]
