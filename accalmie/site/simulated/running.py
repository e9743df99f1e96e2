"""Runs a simulated clinic: one life after the other, each written in one transaction as real use writes it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from time import perf_counter, process_time
from uuid import UUID

import msgspec
from django.db import transaction

from accalmie.core.simulation import Clinic, History, Tally, lived
from accalmie.foundation import crypto, journal
from accalmie.foundation.access.actions import begin_care
from accalmie.foundation.people import organisations
from accalmie.foundation.people.models import Person
from accalmie.foundation.people.simulated import NOBODY, simulate_patient, simulate_professional
from accalmie.oversight.insight.models import SimulatedClinic

ARRIVAL_HOURS = 14  # people come between six in the morning and eight in the evening, UTC
FIRST_VISIT = timedelta(hours=1)  # whoever would come later than this on the last day came the day before
AT_ONCE = 25  # lives made before their keys are, which are made together


@dataclass(frozen=True, kw_only=True)
class Order:
    """What is asked for. `until`: the last moment; with `under_way`, people keep coming until then, so that some have
    only begun. `suffix` follows each name; `password` is a hash, in a demo only; `carers` care for everybody guided,
    or else simulated professionals do.
    """

    patients: int
    weeks: int
    seed: int
    now: datetime
    under_way: bool = False
    suffix: str = ""
    password: str = NOBODY
    carers: tuple[Person, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Done:
    """What a run wrote and what it cost. `seconds` on the wall, `cpu_seconds` of this process."""

    clinic: SimulatedClinic
    seconds: float
    cpu_seconds: float

    @property
    def entries_per_s(self) -> float:
        return self.clinic.entries / self.seconds


def run(clinic: Clinic, order: Order, *, told: Callable[[int], None] = lambda done: None) -> Done:
    """Write everybody; `told` hears how many are done. Raises IntegrityError if this seed is here already."""
    wall, cpu = perf_counter(), process_time()
    team, tally = _team(clinic, order), Tally(clinic)
    for number, history in enumerate(_lives(clinic, order)):
        _write(history, order, team[number % len(team)], number)
        tally.add(history)
        told(number + 1)
    row = SimulatedClinic.objects.create(
        made_at=order.now,
        seed=order.seed,
        patients=order.patients,
        weeks=order.weeks,
        until=clinic.until,
        parameters=clinic.parameters.hash,
        version=clinic.parameters.version,
        graph=clinic.graph,
        entries=tally.summary.entries,
        summary=msgspec.to_builtins(tally.summary, str_keys=True),
    )
    return Done(clinic=row, seconds=perf_counter() - wall, cpu_seconds=process_time() - cpu)


def _lives(clinic: Clinic, order: Order) -> Iterator[History]:
    """Each life with its key made: keys cost less together, and each is durable before anything is sealed with it."""
    for start in range(0, order.patients, AT_ONCE):
        numbers = range(start, min(start + AT_ONCE, order.patients))
        histories = [life(clinic, order, number) for number in numbers]
        crypto.create_keys([history.profile.patient for history in histories])
        yield from histories


def life(clinic: Clinic, order: Order, number: int) -> History:
    """The life of one person. Each has their own source of numbers, so that the others do not matter to it."""
    source = Random(f"accalmie {order.seed} {number}")  # noqa: S311 plausible lives, no secret
    weeks = order.weeks if order.under_way else 2 * order.weeks + 1
    opens = (clinic.until - timedelta(weeks=weeks)).replace(hour=6, minute=0, second=0, microsecond=0)
    days = source.random() * 7 * order.weeks
    at = opens + timedelta(days=int(days), minutes=round(source.random() * ARRIVAL_HOURS * 60))
    is_too_late = at > clinic.until - FIRST_VISIT
    return lived(clinic, source, arrives_at=at - timedelta(days=1) if is_too_late else at)


def _team(clinic: Clinic, order: Order) -> list[Person]:
    """Who cares for the simulated people."""
    if order.carers:
        return list(order.carers)
    each = int(clinic.parameters.professionals.patients_each.value)
    source = Random(f"accalmie {order.seed} team")  # noqa: S311 plausible names, no secret
    opens = clinic.until - timedelta(weeks=2 * order.weeks + 2)
    return [_professional(clinic, order, source, number, opens) for number in range(1 + (order.patients - 1) // each)]


def _professional(clinic: Clinic, order: Order, source: Random, number: int, opens: datetime) -> Person:
    names = clinic.voices.team["fr"].names
    return simulate_professional(
        person=UUID(int=source.getrandbits(128), version=4),
        sign_in_name=f"simulated-{order.seed}-team-{number + 1:02d}",
        called=names[number % len(names)] + order.suffix,
        language="fr",
        now=opens,
        organisation=organisations.first(now=order.now),
        password=order.password,
    )


@transaction.atomic
def _write(history: History, order: Order, carer: Person, number: int) -> None:
    """One person: their account, who cares for them, and all that happened."""
    profile = history.profile
    simulate_patient(
        patient=profile.patient,
        person=profile.person,
        sign_in_name=f"simulated-{order.seed}-{number + 1:05d}",
        called=profile.called + order.suffix,
        language=profile.language,
        age=profile.age,
        now=history.arrived_at,
        organisation=carer.organisation,
        password=order.password,
    )
    if history.has_team:
        begin_care(patient=profile.patient, professional=carer, now=history.arrived_at)
    writers = {"self": profile.person, "professional": carer.id}
    drafts = [journal.Draft(one.entry, by=writers[one.by], occurred_at=one.at, id=one.id) for one in history.happened]
    journal.append_many(profile.patient, drafts, now=order.now)
