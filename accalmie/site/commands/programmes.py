"""`accalmie programmes`: is a programme safe and complete, how does it read, what is its shape?"""

from __future__ import annotations

import os
from pathlib import Path

import click

from accalmie.core.programme.graph import to_svg
from accalmie.core.programme.nodes import Programme
from accalmie.site.authors.folder import Verified, compile_folder, verify_folder
from accalmie.site.authors.preview import preview_page
from accalmie.site.authors.telling import as_json, told

FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
DRAWN = {"fr": "La carte, ce qui est perdu en rouge : {path}", "en": "The map, with what is lost in red: {path}"}


def _own_language() -> str:
    return "en" if os.environ.get("LC_ALL", os.environ.get("LANG", "")).startswith("en") else "fr"


LANGUAGE = click.option(
    "--language", type=click.Choice(["fr", "en"]), default=_own_language, help="Else the one of your system, or French."
)


@click.group()
def programmes() -> None:
    """Verify, read and draw the programmes that authors write."""


@programmes.command()
@click.argument("folder", type=FOLDER)
@click.option("--json", "machine", is_flag=True, help="For a machine.")
@click.option("--strict", is_flag=True, help="Refuse what is only to look at, too.")
@click.option("--map", "drawing", type=click.Path(dir_okay=False, path_type=Path), help="Draw the map here, too.")
@LANGUAGE
def verify(folder: Path, machine: bool, strict: bool, drawing: Path | None, language: str) -> None:
    """Explore every way through the programme in FOLDER, and run its test people.

    Everything that has to change is said with its file and line. The code is 1 when anything is refused.
    """
    verified = verify_folder(folder)
    if machine:
        click.echo(as_json(verified).decode())
    else:
        click.echo("\n".join(told(verified, language)))
    if drawing is not None and verified.programme is not None:
        _draw(verified.programme, verified, drawing, language)
        click.echo(DRAWN[language].format(path=drawing), err=machine)
    if _is_refused(verified, strict):
        raise SystemExit(1)


def _is_refused(verified: Verified, strict: bool) -> bool:
    return any(strict or refusal.severity == "refusal" for refusal in verified.refusals)


@programmes.command()
@click.argument("folder", type=FOLDER)
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Where to write, else NAME-preview.html.")
def preview(folder: Path, out: Path | None) -> None:
    """Write the programme in FOLDER as one page for its author: every step in both languages, in order."""
    programme = _compiled(folder)
    path = out or Path(f"{programme.id}-preview.html")
    path.write_text(preview_page(programme), encoding="utf-8")
    click.echo(path)


@programmes.command("map")
@click.argument("folder", type=FOLDER)
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Where to write, else NAME-map.svg.")
@LANGUAGE
def draw(folder: Path, out: Path | None, language: str) -> None:
    """Draw the graph of the programme in FOLDER as SVG; what is refused is marked."""
    verified = verify_folder(folder)
    programme = verified.programme or _compiled(folder)
    path = out or Path(f"{programme.id}-map.svg")
    _draw(programme, verified, path, language)
    click.echo(path)


def _draw(programme: Programme, verified: Verified, path: Path, language: str) -> None:
    path.write_text(to_svg(programme, verified.report, language=language), encoding="utf-8")


def _compiled(folder: Path) -> Programme:
    """The programme in a folder, or an end with what has to change."""
    _, compiled = compile_folder(folder)
    if compiled.programme is None:
        click.echo(
            "\n".join(f"{one.file}:{one.line}: {one.said(_own_language())}" for one in compiled.refusals), err=True
        )
        raise SystemExit(1)
    return compiled.programme
