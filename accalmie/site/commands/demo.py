"""`accalmie demo`: a clinic of invented people to look around in, and its date."""

from __future__ import annotations

from datetime import timedelta

import click
from django.conf import settings

from accalmie.capabilities.programmes.library import NotPublished
from accalmie.foundation import clock
from accalmie.foundation.clock.actions import move_forward, read_offset
from accalmie.site.demo import cast, loading


@click.group()
def demo() -> None:
    """The demo clinic: load it, move its date. Refused on a real site."""
    if not settings.DEMO:
        raise click.ClickException(
            "This is not a demo: set ACCALMIE_DEMO=1 and a data folder of its own, or `make demo`."
        )
    clock.set_offset(read_offset())


@demo.command()
def load() -> None:
    """Make the demo clinic where there is none yet, and say how to sign in."""
    if not loading.is_loaded():
        try:
            loading.load(now=clock.now())
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


def signing_in() -> list[str]:
    """Who there is to sign in as, and what each of them sees."""
    rows = [
        (cast.CLAIRE, "psychologist: her patients, who needs her first"),
        (cast.KARIM, "psychologist: a colleague with fewer patients"),
        (cast.ADMINISTRATOR, "administrator: runs the site, opens no record"),
        *((patient.name, patient.sees) for patient in cast.PATIENTS),
    ]
    width = max(len(name) for name, _sees in rows)
    table = [f"  {name:<{width}}  {sees}" for name, sees in rows]
    return ["", f"Sign in with one of these names; the password is always: {cast.PASSWORD}", "", *table, ""]
