"""Simulated people: a step plays itself, and a person's weeks run through the real engine.

    run(programme, person, world).mismatches     what ended otherwise than the author said
    walk(programme, person, world)               the entries of those weeks, for demonstrations and load tests
    wander(programme, world, seed=7)             somebody who does anything, until an end or a stop
    simulate(step.doing, draw)                   one plausible answer

A person comes on days 0, 2 and 4 of each week at the hour of the start, and notes a practice each evening.
"""

from accalmie.core.programme.simulate.dice import Dice
from accalmie.core.programme.simulate.doing import Draw, field_answer, measure_answers, simulate
from accalmie.core.programme.simulate.judging import Mismatch, Outcome, differences, run, to_json, to_text, walk
from accalmie.core.programme.simulate.living import BEGINS, Grade, Lived, WeekSeen, World
from accalmie.core.programme.simulate.wandering import Wandered, wander

__all__ = [
    "BEGINS",
    "Dice",
    "Draw",
    "Grade",
    "Lived",
    "Mismatch",
    "Outcome",
    "Wandered",
    "WeekSeen",
    "World",
    "differences",
    "field_answer",
    "measure_answers",
    "run",
    "simulate",
    "to_json",
    "to_text",
    "walk",
    "wander",
]
