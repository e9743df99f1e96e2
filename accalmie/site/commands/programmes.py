"""`accalmie programmes`: is a programme safe and complete, how does it read, what is its shape?"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from time import perf_counter

import click

from accalmie.core.programme.assembling import Assembled
from accalmie.core.programme.engine.differing import differences
from accalmie.core.programme.graph import to_svg
from accalmie.core.programme.nodes import Programme
from accalmie.core.programme.refusals import Refusal
from accalmie.site.authors.beginning import BadName, begin
from accalmie.site.authors.comparing import told_differences
from accalmie.site.authors.folder import compile_folder, shipped, written_in
from accalmie.site.authors.preview import preview_page
from accalmie.site.authors.reading import levels_of, told_levels
from accalmie.site.authors.telling import as_json, told
from accalmie.site.authors.verifying import Verified, verify_folder, verify_folders
from accalmie.site.commands import importing
from accalmie.site.commands.own_language import LANGUAGE, own_language

FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
BAD_NAME = {
    "fr": "Le nom d’un programme est en minuscules, chiffres et traits d’union : par exemple « mieux-dormir ».",
    "en": "The name of a programme is lower-case letters, digits and hyphens: for example “better-sleep”.",
}
EXISTS = {
    "fr": "{folder} existe déjà : rien n’a été changé. Choisissez un autre nom.",
    "en": "{folder} exists already: nothing was changed. Choose another name.",
}
BEGUN = {
    "fr": "{folder} est prêt. Écrivez-y vos pages, puis : accalmie programmes verify {folder}",
    "en": "{folder} is ready. Write your pages there, then: accalmie programmes verify {folder}",
}
TOOK = {"fr": "En tout {seconds} s.", "en": "{seconds} s in all."}
DRAWN = {"fr": "La carte, ce qui est perdu en rouge : {path}", "en": "The map, with what is lost in red: {path}"}


@click.group()
def programmes() -> None:
    """Verify, read and draw the programmes that authors write; import those from elsewhere."""


for command in (importing.import_package, importing.publish, importing.withdraw, importing.list_programmes):
    programmes.add_command(command)


@programmes.command()
@click.argument("folder", type=FOLDER, required=False)
@click.option("--json", "machine", is_flag=True, help="For a machine.")
@click.option("--strict", is_flag=True, help="Refuse what is only to look at, too.")
@click.option("--anew", is_flag=True, help="Prove again what was proved before and has not changed.")
@click.option("--map", "drawing", type=click.Path(dir_okay=False, path_type=Path), help="Draw the map here, too.")
@LANGUAGE
def verify(folder: Path | None, machine: bool, strict: bool, anew: bool, drawing: Path | None, language: str) -> None:
    """Explore every way through the programme in FOLDER, and run its test people; without FOLDER, of all that ship.

    Everything that has to change is said with its file and line. The code is 1 when anything is refused.
    """
    if folder is None:
        raise SystemExit(_verify_all(strict, anew, language))
    verified = verify_folder(folder, anew=anew)
    if machine:
        click.echo(as_json(verified).decode())
    else:
        click.echo("\n".join(told(verified, language)))
    if drawing is not None and verified.programme is not None:
        _draw(verified.programme, verified, drawing, language)
        click.echo(DRAWN[language].format(path=drawing), err=machine)
    if _is_refused(verified, strict):
        raise SystemExit(1)


def _verify_all(strict: bool, anew: bool, language: str) -> int:
    """Every programme that ships, side by side; 1 when anything is refused."""
    began, code = perf_counter(), 0
    for folder, verified in verify_folders(shipped(), anew=anew):
        click.echo(f"{folder.name}\n" + "\n".join(told(verified, language)))
        code = max(code, int(_is_refused(verified, strict)))
    click.echo(TOOK[language].format(seconds=round(perf_counter() - began, 1)))
    return code


def _is_refused(verified: Verified, strict: bool) -> bool:
    return any(strict or refusal.severity == "refusal" for refusal in verified.refusals)


@programmes.command()
@click.argument("folder", type=click.Path(path_type=Path))
@LANGUAGE
def new(folder: Path, language: str) -> None:
    """Begin a programme in FOLDER, which must not exist yet: three pages of it are yours to write."""
    try:
        begin(folder)
    except BadName:
        raise click.ClickException(BAD_NAME[language]) from None
    except FileExistsError:
        raise click.ClickException(EXISTS[language].format(folder=folder)) from None
    click.echo(BEGUN[language].format(folder=folder))


@programmes.command()
@click.argument("folder", type=FOLDER)
@LANGUAGE
def readability(folder: Path, language: str) -> None:
    """How each step of the programme in FOLDER reads, from 0 (law) to 100 (a tale), hardest first.

    The code is 1 when a step is under the level that the programme declares.
    """
    levels = levels_of(_written(folder).files)
    click.echo("\n".join(told_levels(levels, language)))
    if any(level.is_under for level in levels):
        raise SystemExit(1)


@programmes.command()
@click.argument("old", type=FOLDER)
@click.argument("new", type=FOLDER)
@LANGUAGE
def diff(old: Path, new: Path, language: str) -> None:
    """What somebody enrolled on the programme in OLD finds changed on the one in NEW."""
    found = differences(_compiled(old), _compiled(new))
    click.echo("\n".join(told_differences(found, language)))


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


@programmes.command()
@click.argument("folder", type=FOLDER)
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), required=True, help="A folder to write.")
@LANGUAGE
def assemble(folder: Path, out: Path, language: str) -> None:
    """Write the programme that comes of the path in FOLDER, as a folder to read: its lines are those that `verify`
    names."""
    if out.exists():
        raise click.ClickException(EXISTS[language].format(folder=out))
    for name, text in _written(folder).files.items():
        (out / name).parent.mkdir(parents=True, exist_ok=True)
        (out / name).write_text(text, encoding="utf-8")
    click.echo(out)


def _written(folder: Path) -> Assembled:
    """The source of a programme or of a path, or an end with what has to change."""
    written = written_in(folder)
    _end_with(written.refusals)
    return written


def _compiled(folder: Path) -> Programme:
    """The programme in a folder, or an end with what has to change."""
    _, compiled = compile_folder(folder)
    _end_with(() if compiled.programme else compiled.refusals)
    assert compiled.programme is not None
    return compiled.programme


def _end_with(refusals: Sequence[Refusal]) -> None:
    if refusals:
        click.echo("\n".join(f"{one.file}:{one.line}: {one.said(own_language())}" for one in refusals), err=True)
        raise SystemExit(1)
