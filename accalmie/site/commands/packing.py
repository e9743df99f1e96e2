"""`accalmie safety pack`: a daily pack made at once, or one opened to see that it opens."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import click
import msgspec

from accalmie.foundation import clock
from accalmie.foundation.people import organisations
from accalmie.foundation.people.models import Organisation
from accalmie.safety.pack import keys, making, rendering, sealing
from accalmie.safety.pack.models import Pack

_TAGS, _BLANKS = re.compile(r"<[^>]+>"), re.compile(r"\n\s*\n+")


@click.command()
@click.option("--organisation", default="", help="The short name of a service; the first one without it.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="A copy of it, beside the site's folder.")
@click.option(
    "--open", "opened", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Open this one instead."
)
@click.option("--language", type=click.Choice(["fr", "en"]), default="fr", show_default=True, help="Of its words.")
@click.option("--show", is_flag=True, help="With --open: print what it says, and not only that it opens.")
def pack(organisation: str, out: Path | None, opened: Path | None, language: str, show: bool) -> None:
    """Make the pack of a service at once: what professionals need if this site stops, sealed in one file.

    With --open: ask for the passphrase, and say whether the file opens and is as this site made it.
    """
    if opened is not None:
        _open(opened, language, show)
        return
    place = _organisation(organisation)
    try:
        made = making.make(place, now=clock.now(), out=out)
    except making.NoPassphrase:
        raise click.ClickException(
            "No passphrase was made for this service: whoever leads on safety makes it, under “Daily packs”."
        ) from None
    except keys.NotOurKey:
        raise click.ClickException(
            "The key of this service’s packs was not made by this site, or was changed: somebody else might open what "
            "it seals. Whoever leads on safety makes a new passphrase, under “Daily packs”."
        ) from None
    except OSError as failure:
        raise click.ClickException(f"The pack could not be written: {failure.strerror}.") from None
    click.echo(f"{made.people} people in it: {out or making.place_of(made)}")


def _open(file: Path, language: str, show: bool) -> None:
    text = file.read_text(encoding="utf-8", errors="replace")
    try:
        sealed = rendering.read(text)
        is_ours = rendering.is_as_made_here(text)
    except rendering.NoPack:
        raise click.ClickException("This file is no daily pack.") from None
    passphrase = click.prompt("Passphrase", hide_input=True)
    try:
        words = msgspec.json.decode(sealing.open_(sealed, passphrase), type=dict[str, str])
    except sealing.NotOpened:
        raise click.ClickException("It does not open: another passphrase, or the file was changed.") from None
    click.echo(f"It opens. Made {rendering.made_at(sealed).isoformat(timespec='minutes')}.")
    if show:
        click.echo(_BLANKS.sub("\n", _TAGS.sub("", words[language])))
    if not (is_ours or _is_known(text)):
        raise click.ClickException(
            "But what stands around the seal is not what this site wrote: do not type a passphrase into this file."
        )


def _is_known(text: str) -> bool:
    """Whether an earlier release of this site wrote exactly this file."""
    return Pack.objects.filter(digest=hashlib.sha256(text.encode()).hexdigest()).exists()


def _organisation(slug: str) -> Organisation:
    if not slug:
        return organisations.first(now=clock.now())
    found = Organisation.objects.filter(slug=slug).first()
    if found is None:
        known = ", ".join(one.slug for one in organisations.by_name())
        raise click.ClickException(f"No service has the short name “{slug}”. There are: {known}.")
    return found
