"""The diagnostic algorithm of the PHQ-9, as a sign for a professional and never a diagnosis."""

from __future__ import annotations

from typing import Literal

from accalmie.core.measures.scoring import Answers

Syndrome = Literal["major", "other", "none"]
_MORE_THAN_HALF = 2
_SELF_HARM = 8  # the ninth item counts from 1 on


def phq9_syndrome(answers: Answers) -> Syndrome | None:
    """Major: item 1 or 2 at 2 or more, and five symptoms present; other: two to four. None when an item is missing.

    A symptom is present from 2 ("more than half the days"), the ninth from 1. Source: PHQ instruction manual
    (Pfizer, phqscreeners.com); the same in CamCOPS.
    """
    known = [answer for answer in answers if answer is not None]
    if len(known) != 9:
        return None
    present = sum(answer >= (1 if number == _SELF_HARM else _MORE_THAN_HALF) for number, answer in enumerate(known))
    if max(known[:2]) < _MORE_THAN_HALF or present < 2:
        return "none"
    return "major" if present >= 5 else "other"
