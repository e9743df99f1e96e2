"""`accalmie backup` and `accalmie restore`: both databases into a folder, and back with proof."""

from __future__ import annotations

from pathlib import Path

import click

from accalmie.foundation import clock
from accalmie.site.backups import making, restoring
from accalmie.site.backups.manifest import BackupRefused
from accalmie.site.commands.progress import bar

_FOLDER = click.Path(file_okay=False, path_type=Path)


@click.command()
@click.argument("folder", type=_FOLDER)
def backup(folder: Path) -> None:
    """Copy both databases into the new FOLDER, while the site runs. The master key is not in it.

    Move FOLDER/keys to another place than the rest: what makes an erasure final is that keys are kept apart, in few
    copies and not for long.
    """
    try:
        with bar("Copying") as progress:
            made = making.make(folder, now=clock.now(), progress=progress)
    except BackupRefused as error:
        raise click.ClickException(str(error)) from None
    held = made.content
    click.echo(f"{folder}: {held.people} accounts, {held.patients} records, {held.entries} entries.")
    click.echo(f"Move {folder / 'keys'} to another place. The master key and the erasure ledger are kept elsewhere.")


@click.command()
@click.argument("folder", type=_FOLDER)
@click.option("--keys", type=_FOLDER, help="Where the backup's folder `keys` is, if it was moved.")
@click.option("--replace", is_flag=True, help="Lose what the databases hold now.")
def restore(folder: Path, keys: Path | None, replace: bool) -> None:
    """Put the backup in FOLDER back, and prove it. Stop the site first.

    Checks every sum, refuses a database that holds people unless told to replace it, verifies the journal, ends again
    every record that was erased since, and computes all pages again. Ends with code 1 when anything is not as it was.
    """
    try:
        with bar("Restoring") as progress:
            done = restoring.restore(folder, keys=keys, replace=replace, progress=progress)
    except BackupRefused as error:
        raise click.ClickException(str(error)) from None
    _tell(done)
    if done.findings or done.other:
        raise SystemExit(1)


def _tell(done: restoring.Restored) -> None:
    for sentence in done.findings:
        click.echo(sentence)
    for patient in done.other:
        click.echo(f"What pages show of patient {patient} was not what the journal gives; it was computed again.")
    held = done.manifest.content
    click.echo(f"{held.people} accounts, {held.patients} records, {held.entries} entries are back.")
    click.echo(f"{done.rebuilt} records were computed again; {done.erased} that had been erased were ended again.")
