"""`accalmie words`: find the texts of every room, check their French, compile them, or show what was left out."""

from __future__ import annotations

from pathlib import Path

import click

from accalmie.foundation.words import catalogues, pseudo as pseudo_language


@click.group()
def words() -> None:
    """Keep French and English complete."""


@words.command()
def extract() -> None:
    """Bring every room's catalogue in line with the texts that it shows."""
    for room in catalogues.rooms():
        missing = catalogues.update(room)
        if missing:
            click.echo(f"{room.name}: {missing} without French, in {room.po.relative_to(Path.cwd())}")


@words.command()
def check() -> None:
    """Say what is missing or wrong in French. Ends with code 1 when anything is."""
    rooms = catalogues.rooms()
    found = [problem for room in rooms for problem in catalogues.problems(room)]
    found += catalogues.disagreements(rooms)
    for problem in found:
        click.echo(str(problem))
    if found:
        click.echo(f"{len(found)} to put right.")
        raise SystemExit(1)
    click.echo("Every room speaks French.")


@words.command("compile")
def compile_() -> None:
    """Write the compiled catalogues that the site reads."""
    click.echo(f"{len(catalogues.compile_all())} catalogues compiled.")


@words.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
def pseudo(folder: Path) -> None:
    """Write a pseudo-French under FOLDER, for LOCALE_PATHS: on the pages, text without brackets was left out."""
    click.echo(f"Written: {pseudo_language.write_pseudo(folder)}")
