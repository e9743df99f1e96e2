"""Practices as data: a script to be heard, with silences of a known length, in both languages."""

from accalmie.core.practices.definition import Practice, load_practice
from accalmie.core.practices.pace import PACES, USUAL, Pace
from accalmie.core.practices.refusals import PracticeRefused
from accalmie.core.practices.script import Part, Silence
from accalmie.core.practices.timeline import Moment, seconds, timeline, words

__all__ = [
    "PACES",
    "USUAL",
    "Moment",
    "Pace",
    "Part",
    "Practice",
    "PracticeRefused",
    "Silence",
    "load_practice",
    "seconds",
    "timeline",
    "words",
]
