"""Instruments as data: how they are read, scored, banded, and how much a change means.

instrument = load_instrument(text_of_the_file)
found = score(instrument, (1, 2, 1, 1, 0, 1, 1, 0, 0))      # Score(total=7, band="mild", missing=())
change(instrument, 16, found).reliable                       # "improved"
wording(instrument, "fr").items                              # raises WordingMissing for an empty slot
"""

from accalmie.core.measures.change import Change, change
from accalmie.core.measures.instrument import Band, Instrument, Item, ItemWording, Licence, Option, Wording
from accalmie.core.measures.lines import score_lines
from accalmie.core.measures.loading import SlotFilling, fill_slot, load_instrument, wording
from accalmie.core.measures.refusals import BadAnswers, InstrumentRefused, WordingMissing
from accalmie.core.measures.scoring import (
    Answers,
    DangerItem,
    Score,
    band,
    check_answers,
    danger_items,
    is_case,
    score,
)
from accalmie.core.measures.syndromes import phq9_syndrome

__all__ = [
    "Answers",
    "BadAnswers",
    "Band",
    "Change",
    "DangerItem",
    "Instrument",
    "InstrumentRefused",
    "Item",
    "ItemWording",
    "Licence",
    "Option",
    "Score",
    "SlotFilling",
    "Wording",
    "WordingMissing",
    "band",
    "change",
    "check_answers",
    "danger_items",
    "fill_slot",
    "is_case",
    "load_instrument",
    "phq9_syndrome",
    "score",
    "score_lines",
    "wording",
]
