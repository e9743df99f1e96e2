"""A slow, obvious reading of a programme: the same plan as the engine's, from the whole history, to judge the
engine by.

Nothing is kept between two questions. Every answer goes through the patient's entries again from the first one;
what rules read, who asked for what and how long ago is looked up in the list each time. Only what depends on the
order of things (the steps settled, the modules ended, the dangers open) is told step by step, in `Told`, as one
would tell the story aloud. It shares no code with the engine, and reads in the order of docs/authors/format.md.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from accalmie.core import entries as e
from accalmie.core.programme import nodes
from accalmie.core.programme.plans import Plan
from accalmie.core.programme.reference.offering import Offering
from accalmie.core.programme.reference.reading import BY_PROFESSIONALS
from accalmie.core.programme.reference.story import Happened, Told

__all__ = ["plan"]


def plan(programme: nodes.Programme, history: Iterable[Happened], *, enrolment: UUID, now: datetime) -> Plan:
    """What is offered at `now` after this history (in the journal's order; it holds the Enrolled entry)."""
    past = list(history)
    begun = next(i for i, (one, *_) in enumerate(past) if isinstance(one, e.Enrolled) and one.enrolment == enrolment)
    told = Told()
    for count, happened in enumerate(past):
        reading = Offering(programme, past[:count], past[begun], begun, told)
        if reading.matters(happened):
            if not isinstance(happened[0], BY_PROFESSIONALS):
                told.returning = told.returning or reading.was_away(told, max(happened[2], reading.seen()))
            after = Offering(programme, past[: count + 1], past[begun], begun, told)
            after.tell(told, happened)
            after.let_pass(told, after.seen())
        elif count == begun:
            reading.let_pass(told, happened[2])
    last = Offering(programme, past, past[begun], begun, told)
    last.let_pass(told, now)
    return last.led(told, now)
