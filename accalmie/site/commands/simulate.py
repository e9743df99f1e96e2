"""`accalmie simulate`: a clinic of plausible people who do not exist, for demonstrations, load tests and research."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime, time
from typing import Any

import click
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import IntegrityError

from accalmie.capabilities.programmes.library import NotPublished
from accalmie.core.definitions import DefinitionRefused
from accalmie.core.simulation import compared
from accalmie.foundation import clock
from accalmie.foundation.clock.actions import read_offset
from accalmie.foundation.people.simulated import NOBODY, has_real_patients
from accalmie.oversight.insight.library import parameters
from accalmie.oversight.insight.queries import summary_of
from accalmie.site.demo.cast import PASSWORD
from accalmie.site.simulated.opening import clinic, closes_at
from accalmie.site.simulated.running import Done, Order, run


@click.command()
@click.option("--patients", type=click.IntRange(1, 100_000), default=500, show_default=True, help="How many come.")
@click.option("--weeks", type=click.IntRange(1, 52), default=12, show_default=True, help="How long each is followed.")
@click.option(
    "--seed", type=click.IntRange(0, 2**31), default=7, show_default=True, help="The same seed, the same lives."
)
@click.option(
    "--until",
    metavar="DAY",
    help="The last day, as 2026-06-30, or `today`. Without it the clinic opens on the day written in clinic.yaml.",
)
@click.option("--under-way", is_flag=True, help="People keep coming until the last day: some have only begun.")
@click.option("--beside-real-patients", is_flag=True, help="Do it although people who exist have records here.")
@click.option("--json", "as_json", is_flag=True, help="Say what was written, and what it cost, as JSON.")
def simulate(
    *,
    patients: int,
    weeks: int,
    seed: int,
    until: str | None,
    under_way: bool,
    beside_real_patients: bool,
    as_json: bool,
) -> None:
    """Write the plausible histories of people who do not exist into this site's journal.

    Everything goes the way of real use: the real engine offers each step, the journal checks and seals each entry,
    every page shows it. The people are marked as simulated and cannot sign in, except in a demo. Every number, with
    its source, stands in content/simulation/clinic.yaml; docs/simulated-clinic.md says what all this is worth.
    """
    if has_real_patients() and not (settings.DEMO or beside_real_patients):
        raise click.ClickException(
            "People who exist have records on this site, and simulated ones would stand among them. Use a site of its "
            "own (ACCALMIE_DATA=...), or say --beside-real-patients."
        )
    if settings.DEMO:
        clock.set_offset(read_offset())
    done = _run(
        Order(
            patients=patients,
            weeks=weeks,
            seed=seed,
            now=clock.now(),
            under_way=under_way,
            suffix="" if settings.DEMO else " (simulation)",
            password=make_password(PASSWORD) if settings.DEMO else NOBODY,
        ),
        until,
        quiet=as_json,
    )
    click.echo(json.dumps(_figures(done), indent=2) if as_json else _sentences(done))


def _run(order: Order, until: str | None, *, quiet: bool) -> Done:
    try:
        ends = _last_moment(order, until)
        around = clinic(weeks=order.weeks, until=ends)
    except NotPublished as missing:
        raise click.ClickException(f"“{missing}” is not published here yet: `accalmie prepare` does it.") from missing
    except DefinitionRefused as refused:
        raise click.ClickException(f"content/simulation, {refused}") from refused
    with click.progressbar(length=order.patients, label="Simulated people", file=sys.stderr, hidden=quiet) as bar:
        try:
            return run(around, order, told=lambda done: bar.update(1))
        except IntegrityError as error:
            raise click.ClickException(
                f"A clinic of seed {order.seed} is on this site already: choose another --seed."
            ) from error


def _last_moment(order: Order, until: str | None) -> datetime:
    if until == "today":
        return order.now
    try:
        last = (
            closes_at(order.weeks)
            if until is None
            else datetime.combine(datetime.fromisoformat(until).date(), time.max, UTC)
        )
    except ValueError:
        raise click.ClickException(f"“{until}” is not a day: write 2026-06-30, or today.") from None
    if last > order.now:
        raise click.ClickException(
            f"This clinic would end on {last.date().isoformat()}, which has not come yet: say --until today."
        )
    return last


def _figures(done: Done) -> dict[str, Any]:
    """What was written, what it cost, and the simulated figures, by name."""
    row = done.clinic
    figures = compared(parameters().figures, summary_of(row))
    return {
        "patients": row.patients,
        "weeks": row.weeks,
        "seed": row.seed,
        "parameters": row.parameters,
        "entries": row.entries,
        "seconds": round(done.seconds, 3),
        "cpu_seconds": round(done.cpu_seconds, 3),
        "entries_per_s": round(done.entries_per_s, 1),
        "entries_per_cpu_s": round(row.entries / done.cpu_seconds, 1),
        "figures": {one.published.id: one.simulated for one in figures},
    }


def _sentences(done: Done) -> str:
    row = done.clinic
    return (
        f"{row.patients} simulated people, {row.weeks} weeks, seed {row.seed}: {row.entries} entries in "
        f"{done.seconds:.1f} s ({done.cpu_seconds:.1f} s of CPU), {done.entries_per_s:.0f} entries a second.\n"
        "How they compare with published figures: /insight/simulated-clinic/"
    )
