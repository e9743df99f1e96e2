"""The levels of danger, in order."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum


class Level(StrEnum):
    """From none to harm to others. A level of a later release reads as the most serious."""

    NONE = "none"
    DISTRESS = "distress"
    PASSIVE = "passive"
    ACTIVE = "active"
    PLAN = "plan"
    HARM_TO_OTHERS = "harm_to_others"

    @property
    def severity(self) -> int:
        """0 for none, rising."""
        return list(Level).index(self)

    @classmethod
    def read(cls, text: str) -> Level:
        """The level of that name; an unknown name is the most serious, so that nothing is missed."""
        return cls(text) if text in set(cls) else cls.HARM_TO_OTHERS


def worst(levels: Iterable[Level]) -> Level:
    """The most serious of them; none of nothing."""
    return max(levels, key=lambda level: level.severity, default=Level.NONE)
