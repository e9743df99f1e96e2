"""`accalmie practices verify`: can every practice be given as it is?"""

from __future__ import annotations

from pathlib import Path

import click
from django.conf import settings

from accalmie.capabilities.practices.library import read_file
from accalmie.core.practices import seconds
from accalmie.site.authors.practices import slips


@click.group()
def practices() -> None:
    """Verify the practices that authors write."""


@practices.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path), required=False)
def verify(folder: Path | None) -> None:
    """Read every practice in FOLDER, or those that ship. The code is 1 when one has something to change."""
    files = sorted((folder or Path(settings.CONTENT) / "practices").glob("*.yaml"))
    found = {file: slips(file) for file in files}
    for file, wrong in found.items():
        click.echo("\n".join(wrong) if wrong else _told(file))
    refused = sum(bool(wrong) for wrong in found.values())
    click.echo(f"{len(found)} practices, {refused} with something to change.")
    raise SystemExit(1 if refused else 0)


def _told(file: Path) -> str:
    lasts = {language: seconds(parts) for language, parts in read_file(file).script.items()}
    return f"{file.stem}: {', '.join(f'{language} {one // 60}:{one % 60:02d}' for language, one in lasts.items())}"
