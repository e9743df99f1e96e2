"""From an answer to a level of danger, and from a level to what must follow. Detection may only raise, never reassure."""

from accalmie.core.crisis.following import Following, due_at, follow
from accalmie.core.crisis.grading import Grade, grade, shown_questions
from accalmie.core.crisis.helplines import Helpline, HelplinesRefused, load_helplines, older_than
from accalmie.core.crisis.levels import Level, worst
from accalmie.core.crisis.rules import CrisisRefused, CrisisRules, Question, load_rules
from accalmie.core.crisis.signs import Sign, signs

__all__ = [
    "CrisisRefused",
    "CrisisRules",
    "Following",
    "Grade",
    "Helpline",
    "HelplinesRefused",
    "Level",
    "Question",
    "Sign",
    "due_at",
    "follow",
    "grade",
    "load_helplines",
    "load_rules",
    "older_than",
    "shown_questions",
    "signs",
    "worst",
]
