"""Reads a programme's folder from the disk, and compiles it with the house's instruments and exercises."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path

from django.conf import settings

from accalmie.capabilities.measures.library import instruments
from accalmie.capabilities.practices.library import practices
from accalmie.capabilities.programmes.library import brought, media_files, source
from accalmie.core import crisis
from accalmie.core.exercises import Exercise, load_exercise
from accalmie.core.programme.assembling import PATH, Assembled, programmes_named
from accalmie.core.programme.language import Compiled, compile
from accalmie.core.programme.simulate import Grade, World

TEXTS = (".yaml", ".md")
LARGEST = 5_000_000
"""Bytes of one file: what is larger is not read, and refused as too long by the compiler all the same."""


def read_folder(folder: Path) -> dict[str, str]:
    """The source of a programme, by path inside its folder; of a path, what is assembled, or its own files when it is
    refused."""
    written = written_in(folder)
    return texts(folder) if written.refusals else written.files


def written_in(folder: Path) -> Assembled:
    """The source of a programme or of a path, or why a path cannot be assembled."""
    return source(folder, texts)


def texts_read(folder: Path, read: Callable[[Path], dict[str, str]]) -> Iterator[tuple[str, str]]:
    """Every text that `compile_folder` reads, with its name: the folder's own, those of the programmes that a path
    brings together, and of the recordings. Nothing of it is read as YAML but which programmes a path names."""
    own = read(folder)
    yield from ((f"own/{name}", text) for name, text in own.items())
    for one in brought(folder, own) if PATH in own else ():
        yield from ((f"brought/{one.name}/{name}", text) for name, text in read(one).items())
    yield from ((f"heard/{name}", text) for name, text in sorted(media_files(folder).items()))


def texts(folder: Path) -> dict[str, str]:
    """The texts of a folder, by path inside it. What is not UTF-8 keeps marks for which the compiler refuses it."""
    found = sorted(path for path in folder.rglob("*") if path.suffix in TEXTS and path.is_file())
    visible = [path for path in found if not any(part.startswith(".") for part in path.relative_to(folder).parts)]
    return {path.relative_to(folder).as_posix(): _text(path) for path in visible}


def _text(path: Path) -> str:
    with path.open("rb") as file:
        return file.read(LARGEST).decode("utf-8", errors="replace")


def exercises() -> dict[str, Exercise]:
    """The exercises of the house."""
    files = sorted((Path(settings.CONTENT) / "exercises").glob("*.yaml"))
    loaded = [_exercise(path.read_text(encoding="utf-8")) for path in files]
    return {exercise.id: exercise for exercise in loaded}


@cache
def _exercise(text: str) -> Exercise:
    return load_exercise(text)


def compile_folder(folder: Path) -> tuple[dict[str, str], Compiled]:
    """The source of a programme or of a path, and what it compiles to."""
    written = written_in(folder)
    if written.refusals:
        return texts(folder), Compiled(programme=None, refusals=written.refusals, places={})
    compiled = compile(
        written.files,
        instruments=instruments(),
        exercises=exercises(),
        media=media_files(folder),
        practices=practices(),
    )
    return written.files, compiled


def shipped() -> list[Path]:
    """The folders of the programmes that ship with the house, then those of the paths that can be assembled of them: a
    site without one of the programmes is without the paths that borrow from it."""
    programmes = sorted(path.parent for path in (Path(settings.CONTENT) / "programmes").glob("*/programme.yaml"))
    paths = sorted(path.parent for path in (Path(settings.CONTENT) / "paths").glob(f"*/{PATH}"))
    there = {folder.name for folder in programmes}
    return [*programmes, *(folder for folder in paths if there.issuperset(programmes_named(texts(folder))))]


def beside(folder: Path) -> list[Path]:
    """The programmes and paths that stand beside this one: an orientation may lead to them."""
    around = folder.resolve().parent
    paths = sorted(path.parent for path in around.parent.glob(f"paths/*/{PATH}"))
    there = [*sorted(path.parent for path in around.glob("*/programme.yaml")), *paths]
    return [other for other in there if other != folder.resolve()]


def world() -> World:
    """The house around a programme, with its signed rules of danger."""
    text = (Path(settings.CONTENT) / "danger" / "rules.yaml").read_text(encoding="utf-8")
    rules = crisis.load_rules(text)

    def grade(answers: Mapping[str, str]) -> Grade:
        graded = crisis.grade(rules, answers)
        return Grade(graded.level.value, graded.finished)

    return World(instruments=instruments(), exercises=exercises(), grade=grade, rules_version=rules.version)
