"""`accalmie keys`: a new master key for everything that the old one wraps."""

from __future__ import annotations

import click

from accalmie.foundation import clock, crypto
from accalmie.site.commands.progress import bar


@click.group()
def keys() -> None:
    """Change the master key."""


@keys.command()
def rotate() -> None:
    """Make a new master key and wrap every key of the store under it. Interrupted, it goes on when it is run again.

    The site may run meanwhile. A master key in ACCALMIE_MASTER_KEY or a key service is changed there first:
    docs/operators/running.md says how.
    """
    try:
        with bar("Wrapping keys") as progress:
            retired = crypto.rotate(day=clock.now().date(), progress=progress)
    except crypto.MasterKeyRefused as error:
        raise click.ClickException(str(error)) from None
    click.echo("Every key is wrapped under the master key that stands now. Copy it to where you keep it.")
    if retired is not None:
        click.echo(
            f"The old one is {retired}. It opens the backups of the key store made until today: keep it as long as "
            "they are kept, away from this machine, then destroy it."
        )
