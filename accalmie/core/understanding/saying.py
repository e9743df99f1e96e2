"""What is said back: which reply fits these answers, and its text with the person's own words in their place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from accalmie.core.exercises import Field
from accalmie.core.rules import evaluate
from accalmie.core.understanding.piece import Answers, Group, Reply

SAID = re.compile(r"\{([^{}]*)\}")
"""`{moment}`: the answer to the question `moment`."""

_NO_BREAK_SPACE = "\u00a0"
_SAME_FOR_ONE = frozenset({"fois", "mois"})
"""Units of French that end in s for one as well."""
_ENGLISH_ES = re.compile(r"(?:ss|x|ch|sh)es\Z")


class Stretch(NamedTuple):
    """A part of a text: the author's Markdown, or the person's own words, which are never read as markup."""

    words: str
    is_own: bool


def reply_for(group: Group, answers: Answers) -> Reply:
    """The first of the group that fits. The last one of a group always does, as the loader sees to."""
    return next(reply for reply in group if fits(reply, answers))


def fits(reply: Reply, answers: Answers) -> bool:
    """Whether all that it says was answered, and its rule holds; a rule that cannot be decided does not."""
    return reply.says <= answers.keys() and (reply.when is None or evaluate(reply.when, answers) is True)


def filled(text: str, answers: Answers, fields: Mapping[str, Field], language: str) -> tuple[Stretch, ...]:
    """A text of which every field is answered, in stretches."""
    return tuple(_stretches(text, answers, fields, language))


def _stretches(text: str, answers: Answers, fields: Mapping[str, Field], language: str) -> Iterator[Stretch]:
    end = 0
    for found in SAID.finditer(text):
        if found.start() > end:
            yield Stretch(text[end : found.start()], is_own=False)
        yield Stretch(answer_in_words(fields[found[1]], answers[found[1]], language), is_own=True)
        end = found.end()
    if end < len(text):
        yield Stretch(text[end:], is_own=False)


def answer_in_words(field: Field, answer: str | float | int, language: str) -> str:
    """An answer as a sentence holds it: an option by its words, a number with its unit, words on one line."""
    if isinstance(answer, str):
        return field.options[answer][language] if field.type == "choice" else " ".join(answer.split())
    figure = str(answer).replace(".", "," if language == "fr" else ".")
    unit = field.unit.get(language, "")
    return f"{figure}{_NO_BREAK_SPACE}{_counted(unit, answer, language)}" if unit else figure


def _counted(unit: str, number: float, language: str) -> str:
    """1 minute, 2 minutes; in French 1,5 heure too."""
    is_one = abs(number) < 2 if language == "fr" else number == 1
    first, space, rest = unit.partition(" ")
    if not is_one or len(first) < 3 or first in _SAME_FOR_ONE or not first.endswith("s"):
        return unit
    ending = 2 if language == "en" and _ENGLISH_ES.search(first) else 1
    return first[:-ending] + space + rest
