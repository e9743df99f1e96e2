"""Reads a programme's folder from the disk, and compiles and verifies it with the house's instruments and exercises."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache, partial
from multiprocessing import get_context
from pathlib import Path
from time import perf_counter

from django.conf import settings

from accalmie.capabilities.measures.library import instruments
from accalmie.capabilities.practices.library import practices
from accalmie.capabilities.programmes.library import media_files, source
from accalmie.core import crisis
from accalmie.core.exercises import Exercise, load_exercise
from accalmie.core.programme.assembling import PATH, Assembled, programmes_named
from accalmie.core.programme.checks import Neighbour, Report, verify
from accalmie.core.programme.language import Compiled, People, Refusal, compile, read_people
from accalmie.core.programme.nodes import Programme
from accalmie.core.programme.refusals import Place
from accalmie.core.programme.simulate import Grade, World
from accalmie.site.authors import proofs

TEXTS = (".yaml", ".md")
LARGEST = 5_000_000
"""Bytes of one file: what is larger is not read, and refused as too long by the compiler all the same."""


@dataclass(frozen=True)
class Verified:
    """A folder, what it compiles to, and what the checks say. `report` is None when it does not compile; `is_kept`: it
    was proved before, and nothing that the proof rests on has changed."""

    files: Mapping[str, str]
    compiled: Compiled
    people: People
    report: Report | None
    seconds: float
    is_kept: bool = False

    @property
    def programme(self) -> Programme | None:
        return self.compiled.programme

    @property
    def refusals(self) -> tuple[Refusal, ...]:
        """All of them, in the order of files and lines."""
        found = (*self.compiled.refusals, *self.people.refusals, *(self.report.refusals if self.report else ()))
        return tuple(sorted(found, key=lambda one: (one.file != "programme.yaml", one.file, one.line, one.column)))


def read_folder(folder: Path) -> dict[str, str]:
    """The source of a programme, by path inside its folder; of a path, what is assembled, or its own files when it is
    refused."""
    written = written_in(folder)
    return _texts(folder) if written.refusals else written.files


def written_in(folder: Path) -> Assembled:
    """The source of a programme or of a path, or why a path cannot be assembled."""
    return source(folder, _texts)


def _texts(folder: Path) -> dict[str, str]:
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
        return _texts(folder), Compiled(programme=None, refusals=written.refusals, places={})
    compiled = compile(
        written.files,
        instruments=instruments(),
        exercises=exercises(),
        media=media_files(folder),
        practices=practices(),
    )
    return written.files, compiled


def verify_folder(folder: Path, *, anew: bool = False) -> Verified:
    """Compile a folder and, when that works, check every way through it and its test people.

    `anew`: also when it was proved before and nothing has changed since; then nothing is kept either.
    """
    began = perf_counter()
    files, compiled = compile_folder(folder)
    people = read_people(files)
    if compiled.programme is None:
        return Verified(files, compiled, people, None, perf_counter() - began)
    beside = neighbours(folder) if compiled.programme.leads_to else None
    name = proofs.fingerprint(files, media_files(folder), beside)
    known = None if anew else proofs.kept(name)
    places: dict[str, Place] = {**compiled.places, **people.places}
    report = known or verify(compiled.programme, people.people, world=world(), places=places, neighbours=beside)
    if not anew and known is None and not (compiled.refusals or people.refusals):
        proofs.keep(name, report)
    return Verified(files, compiled, people, report, perf_counter() - began, is_kept=known is not None)


def shipped() -> list[Path]:
    """The folders of the programmes that ship with the house, then those of the paths that can be assembled of them: a
    site without one of the programmes is without the paths that borrow from it."""
    programmes = sorted(path.parent for path in (Path(settings.CONTENT) / "programmes").glob("*/programme.yaml"))
    paths = sorted(path.parent for path in (Path(settings.CONTENT) / "paths").glob(f"*/{PATH}"))
    there = {folder.name for folder in programmes}
    return [*programmes, *(folder for folder in paths if there.issuperset(programmes_named(_texts(folder))))]


def verify_folders(folders: Sequence[Path], *, anew: bool = False) -> Iterator[tuple[Path, Verified]]:
    """These programmes, each with what the checks say; as many at a time as there are processors."""
    if not folders:
        return
    world()  # read once, before there are several of us
    with ProcessPoolExecutor(mp_context=get_context("fork")) as pool:
        yield from zip(folders, pool.map(partial(verify_folder, anew=anew), folders), strict=True)


def neighbours(folder: Path) -> dict[str, Neighbour]:
    """The programmes and paths that stand beside this one and compile, by their names: an orientation may lead to
    them."""
    around = folder.resolve().parent
    paths = sorted(path.parent for path in around.parent.glob(f"paths/*/{PATH}"))
    beside = [*sorted(path.parent for path in around.glob("*/programme.yaml")), *paths]
    found = (compile_folder(other)[1].programme for other in beside if other != folder.resolve())
    return {
        one.id: Neighbour(modes=one.modes, start={str(mode): rule for mode, rule in one.start.items()})
        for one in found
        if one is not None
    }


def world() -> World:
    """The house around a programme, with its signed rules of danger."""
    text = (Path(settings.CONTENT) / "danger" / "rules.yaml").read_text(encoding="utf-8")
    rules = crisis.load_rules(text)

    def grade(answers: Mapping[str, str]) -> Grade:
        graded = crisis.grade(rules, answers)
        return Grade(graded.level.value, graded.finished)

    return World(instruments=instruments(), exercises=exercises(), grade=grade, rules_version=rules.version)
