"""`accalmie media`: are the storyboards of explainers sound, and what becomes of them as films?"""

from __future__ import annotations

from pathlib import Path

import click

from accalmie.capabilities.explainers.library import Explainer, ExplainerRefused, explainers, folders, read_one
from accalmie.core.definitions import LANGUAGES
from accalmie.core.explainers import planned
from accalmie.site.filming.building import Made, build as build_film
from accalmie.site.filming.tools import CannotFilm

HEADING = f"{'explainer':<16} {'':<3} {'seconds':>7} {'kB':>6} {'MB a minute':>12}  sound"


@click.group()
def media() -> None:
    """Check the storyboards of explainers, and film them."""


@media.command()
@click.argument("name", required=False)
@click.option("--draft-voice", is_flag=True, help="Let a machine speak in a draft, which no page ever shows.")
@click.option("--again", is_flag=True, help="Film anew what is filmed already.")
def build(name: str | None, draft_voice: bool, again: bool) -> None:
    """Film the explainer NAME, or all of them, in every language.

    The films go to the data folder, under media/explainers/. A recording beside a storyboard (narration.fr.opus) is
    heard in it; without one a film is silent, and its captions say it all.
    """
    click.echo(HEADING)
    for one in _chosen(name):
        for language in LANGUAGES:
            try:
                click.echo(line(build_film(one, language, draft_voice=draft_voice, again=again)))
            except CannotFilm as reason:
                raise click.ClickException(str(reason)) from None


def line(made: Made) -> str:
    """A film in one line of the table."""
    is_kept = "" if made.is_new else "  (there already)"
    figures = f"{made.seconds:>7.1f} {made.size / 1000:>6.0f} {made.mb_a_minute:>12.2f}"
    return f"{made.name:<16} {made.language:<3} {figures}  {made.sound}{is_kept}"


@media.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path), required=False)
def check(folder: Path | None) -> None:
    """Read the explainer in FOLDER, or all that ship, and say what has to change. Needs no program to film with."""
    try:
        found = [read_one(one) for one in ([folder.resolve()] if folder else folders())]
    except ExplainerRefused as refused:
        click.echo(f"{refused.place}: {refused.finding.fr}\n{refused.place}: {refused.finding.en}")
        raise SystemExit(1) from None
    for one in found:
        lengths = ", ".join(f"{language} {sum(planned(one.board(language))):.0f} s" for language in LANGUAGES)
        click.echo(f"{one.name}: {len(one.board('fr').slides)} slides, {lengths}")


def _chosen(name: str | None) -> list[Explainer]:
    found = explainers()
    if name is None:
        return list(found.values())
    if name not in found:
        raise click.ClickException(f"There is no explainer “{name}”: {', '.join(found)}.")
    return [found[name]]
