"""Simulated people to whom models are fitted and by whom they are judged: no database, the same for the same seed."""

from __future__ import annotations

import math
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple

from django.conf import settings

from accalmie.capabilities.measures.library import instruments
from accalmie.core.insight.models import Origin
from accalmie.core.programme import serial
from accalmie.core.simulation import Clinic, History
from accalmie.core.simulation.clinic import ALONE
from accalmie.core.simulation.course import LOW_MOOD, Course
from accalmie.foundation.people.consents import TEXT_VERSIONS
from accalmie.oversight.insight.fitting.dropout import Case
from accalmie.oversight.insight.fitting.people import simulated_case
from accalmie.oversight.insight.library import parameters
from accalmie.safety.library import rules
from accalmie.site.authors.folder import compile_folder, exercises
from accalmie.site.simulated.opening import closes_at, voices
from accalmie.site.simulated.running import Order, life

WEEKS = 12
AT_A_TIME = 20


class Known(NamedTuple):
    """One simulated person who started: what they left, and by how much their true PHQ-9, without noise, had changed
    since the first day at week 4 and at the end."""

    case: Case
    changed_at_4: float
    changed_at_end: float


class Asked(NamedTuple):
    """Which people."""

    patients: int
    seed: int


def people(asked: Asked, *, told: Callable[[int], None] = lambda more: None) -> list[Known]:
    """Those of so many people of this seed who start the programme, in their order. `told` hears how many more came."""
    parts = [(asked, range(at, min(at + AT_A_TIME, asked.patients))) for at in range(0, asked.patients, AT_A_TIME)]
    found: list[Known] = []
    _clinic()
    with ProcessPoolExecutor(mp_context=get_context("fork")) as pool:
        for (_, numbers), known in zip(parts, pool.map(_some, parts), strict=True):
            found += known
            told(len(numbers))
    return found


def origin(asked: Asked, started: int) -> Origin:
    """Where they come from, for a file of models."""
    return Origin(
        data="simulated",
        seed=asked.seed,
        people=started,
        programme=parameters().programme,
        modules=len(_clinic().programme.main),
        parameters=parameters().hash,
    )


def _some(part: tuple[Asked, range]) -> list[Known]:
    asked, numbers = part
    order = Order(patients=asked.patients, weeks=WEEKS, seed=asked.seed, now=datetime.max.replace(tzinfo=UTC))
    lives = (life(_clinic(), order, number) for number in numbers)
    return [one for one in map(_known, lives) if one is not None]


def _known(history: History) -> Known | None:
    case = simulated_case(history)
    course, is_alone = history.profile.course, history.mode == ALONE
    return None if case is None else Known(case, changed(course, 4, is_alone), changed(course, WEEKS, is_alone))


def changed(course: Course, weeks: float, is_alone: bool = False) -> float:
    """By how much the true score differs from that of the first day, both held within the range of the measure."""
    less = parameters().severity.alone_falls_less.value * math.log1p(weeks) if is_alone else 0.0
    phq9 = instruments()[LOW_MOOD]
    now, then = course.expected(LOW_MOOD, weeks) + less, course.expected(LOW_MOOD, 0)
    return min(phq9.hi, max(phq9.lo, now)) - min(phq9.hi, max(phq9.lo, then))


@cache
def _clinic() -> Clinic:
    """The clinic of this site's files; nothing of it stands in a database. Raises ValueError for a wrong programme."""
    programme = compile_folder(Path(settings.CONTENT) / "programmes" / parameters().programme)[1].programme
    if programme is None:
        raise ValueError(f"{parameters().programme} does not compile")
    return Clinic(
        programme=programme,
        graph=serial.graph_hash(programme),
        instruments=instruments(),
        exercises=exercises(),
        rules=rules(),
        consents=TEXT_VERSIONS,
        parameters=parameters(),
        voices=voices(),
        weeks=WEEKS,
        until=closes_at(WEEKS),
    )
