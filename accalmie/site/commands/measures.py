"""`accalmie measures`: score questionnaires outside the site, one JSON line each."""

from __future__ import annotations

from pathlib import Path
from typing import IO, Literal

import click
import msgspec

from accalmie.capabilities.measures.library import instruments, read_folder
from accalmie.core.measures import score_lines


@click.group()
def measures() -> None:
    """Score questionnaires."""


@measures.command()
@click.argument("file", type=click.File("r", encoding="utf-8", errors="replace", lazy=True), default="-")
@click.option("--lang", type=click.Choice(["en", "fr"]), default="en", help="The language of error sentences.")
@click.option(
    "--instruments",
    "folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Another folder of instruments than the site's.",
)
def score(file: IO[str], lang: Literal["en", "fr"], folder: Path | None) -> None:
    """Score FILE, or what comes in, line by line.

    A line in is {"instrument": "phq-9", "answers": [0, 1, null, ...]}, null for a declined item, with "person" if
    several people are mixed. A line out holds the total, the band, the missing and the danger items, and the change
    since the last total of the same instrument (reliable: improved, worsened, unchanged or unknown; clinically: left
    or entered caseness). A bad line gives {"line": 3, "error": "..."}; the others are scored, and the code is 1.
    """
    bad = 0
    for found in score_lines(file, read_folder(folder) if folder else instruments(), lang):
        bad += "error" in found
        click.echo(msgspec.json.encode(found).decode())
    if bad:
        raise SystemExit(1)
