"""`accalmie sbom`: the list of everything that this site is made of."""

from __future__ import annotations

from pathlib import Path

import click
import msgspec
from django.conf import settings

from accalmie.foundation import clock
from accalmie.site.sbom.document import bill
from accalmie.site.sbom.locks import LockRefused


@click.command()
@click.option("--development", is_flag=True, help="Also the packages of the tests, which no site runs on.")
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), help="Write it into this file instead of the terminal."
)
def sbom(development: bool, out: Path | None) -> None:
    """Write the packages of this site, with versions, hashes and licences, as a CycloneDX 1.6 list (JSON)."""
    try:
        found = bill(settings.HOUSE, now=clock.now(), development=development)
    except LockRefused as refused:
        raise click.ClickException(str(refused)) from None
    text = msgspec.json.format(msgspec.json.encode(found), indent=2).decode() + "\n"
    if out is None:
        click.echo(text, nl=False)
        return
    out.write_text(text, "utf-8")
    click.echo(f"Written: {out} ({len(found['components'])} packages)")
