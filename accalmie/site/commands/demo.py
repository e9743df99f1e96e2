"""`accalmie demo`: a clinic of invented people to look around in, its date, and the thread of what somebody wrote."""

from __future__ import annotations

from datetime import timedelta

import click
import msgspec
from django.conf import settings

from accalmie.capabilities.programmes.library import NotPublished
from accalmie.foundation import clock
from accalmie.foundation.clock.actions import move_forward, read_offset
from accalmie.foundation.people.identity import sign_in_index_of
from accalmie.foundation.people.models import Patient
from accalmie.site.demo import cast, crowd, loading, tracing


@click.group()
def demo() -> None:
    """The demo clinic: load it, move its date. Refused on a real site."""
    if not settings.DEMO:
        raise click.ClickException(
            "This is not a demo: set ACCALMIE_DEMO=1 and a data folder of its own, or `make demo`."
        )
    clock.set_offset(read_offset())


@demo.command()
@click.option("--simulated", type=click.IntRange(0, 1000), default=0, help="So many simulated people on Claire's list.")
def load(simulated: int) -> None:
    """Make the demo clinic where there is none yet, and say how to sign in."""
    if not loading.is_loaded():
        try:
            loading.load(now=clock.now())
            crowd.fill(simulated, now=clock.now())
        except NotPublished as missing:
            raise click.ClickException(
                f"The programme “{missing}” is not published yet: `accalmie prepare` does it."
            ) from missing
    for line in signing_in():
        click.echo(line)


@demo.command()
@click.argument("days", type=click.IntRange(1, 366))
def move(days: int) -> None:
    """Move the demo's date forward by DAYS. It never goes back: what has happened stays in the journal."""
    ahead = move_forward(by=timedelta(days=days))
    click.echo(f"The demo is now {ahead.days} days ahead.")


@demo.command()
@click.argument("name")
@click.argument("words")
@click.option("--json", "machine", is_flag=True, help="For a machine.")
def trace(name: str, words: str, machine: bool) -> None:
    """Follow the WORDS that the demo patient NAME wrote: the entries that carry them, and where they are remembered."""
    patient = Patient.objects.filter(person__sign_in_index=sign_in_index_of(name)).first()
    if patient is None:
        raise click.ClickException(f"Nobody in the demo is called {name}.")
    found = tracing.trace(patient.id, words)
    if machine:
        click.echo(msgspec.json.encode(found).decode())
        return
    for entry in found.entries:
        click.echo(f"journal     {entry.day}  {entry.kind}, sealed in {entry.sealed_bytes} bytes")
    for memory in found.remembered:
        click.echo(f"remembered  {memory.table}: {memory.place}")
    click.echo(
        f"{len(found.entries)} entries carry these words; they are remembered in {len(found.remembered)} places."
    )


def signing_in() -> list[str]:
    """Who there is to sign in as, and what each of them sees."""
    rows = [
        *((one.name, one.sees) for one in cast.PROFESSIONALS),
        (cast.ADMINISTRATOR, "administrator: runs the site, opens no record"),
        *((patient.name, patient.sees) for patient in cast.PATIENTS),
    ]
    width = max(len(name) for name, _sees in rows)
    table = [f"  {name:<{width}}  {sees}" for name, sees in rows]
    return [
        "",
        f"Sign in with one of these names; the password is always: {cast.PASSWORD}",
        "Those who work here are asked for a second key too; in the demo the page itself says the code.",
        "",
        *table,
        "",
    ]
