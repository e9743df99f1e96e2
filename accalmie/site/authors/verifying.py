"""Verifies programmes in their folders: what was proved before is looked up by its files, and nothing of it compiled;
the rest is compiled once a run and explored, as many at a time as there are processors."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache, cached_property
from multiprocessing import get_context
from pathlib import Path
from time import perf_counter

from accalmie.core.programme.checks import Neighbour, Neighbours, Report, verify
from accalmie.core.programme.language import Compiled, People, Refusal, read_people
from accalmie.core.programme.nodes import Programme
from accalmie.core.programme.refusals import Place
from accalmie.core.rules import Rule
from accalmie.site.authors import proofs
from accalmie.site.authors.folder import beside, compile_folder, texts, texts_read, world


@dataclass(frozen=True)
class Source:
    """The texts of a folder and what they compile to."""

    files: dict[str, str]
    compiled: Compiled
    people: People
    seconds: float = 0.0

    @property
    def is_clean(self) -> bool:
        return not (self.compiled.refusals or self.people.refusals)


@dataclass(frozen=True)
class Verified:
    """A folder, and what the checks say. `report` is None when it does not compile; `is_kept`: it was proved before,
    and nothing that the proof rests on has changed. Then it is compiled only if somebody asks for the programme."""

    folder: Path
    report: Report | None
    seconds: float
    is_kept: bool = False
    given: Source | None = None

    @cached_property
    def source(self) -> Source:
        return self.given or read_source(self.folder)

    @property
    def programme(self) -> Programme | None:
        return self.source.compiled.programme

    @property
    def test_people(self) -> int:
        """How many there are; in a proof that is kept, all of them passed."""
        return len(self.report.people) if self.is_kept and self.report else len(self.source.people.people)

    @property
    def refusals(self) -> tuple[Refusal, ...]:
        """All of them, in the order of files and lines. A proof that is kept has none."""
        if self.is_kept:
            return ()
        source, explored = self.source, self.report.refusals if self.report else ()
        found = (*source.compiled.refusals, *source.people.refusals, *explored)
        return tuple(sorted(found, key=lambda one: (one.file != "programme.yaml", one.file, one.line, one.column)))


def verify_folder(folder: Path, *, anew: bool = False) -> Verified:
    """Compile a folder and, when that works, check every way through it and its test people.

    `anew`: also when it was proved before and nothing has changed since; then nothing is kept either.
    """
    return _Run(anew=anew).verified([folder])[folder]


def verify_folders(folders: Sequence[Path], *, anew: bool = False) -> Iterator[tuple[Path, Verified]]:
    """These programmes, each with what the checks say."""
    found = _Run(anew=anew).verified(folders)
    yield from ((folder, found[folder]) for folder in folders)


def neighbours(folder: Path) -> dict[str, Neighbour]:
    """The programmes and paths that stand beside this one and compile, by their names: an orientation may lead to
    them."""
    return _Run(anew=True).neighbours(folder)


def read_source(folder: Path) -> Source:
    """Read and compile a folder."""
    began = perf_counter()
    files, compiled = compile_folder(folder)
    return Source(files, compiled, read_people(files), perf_counter() - began)


class _Run:
    """What one run knows: each folder is read once, and compiled at most once."""

    def __init__(self, *, anew: bool) -> None:
        self._anew = anew
        self._read = cache(texts)
        self._names: dict[Path, str] = {}
        self._proofs: dict[Path, proofs.Proof | None] = {}
        self._sources: dict[Path, Source] = {}

    def verified(self, folders: Sequence[Path]) -> dict[Path, Verified]:
        """What the checks say of these folders."""
        kept = {folder: found for folder in folders if (found := self._proved(folder)) is not None}
        left = [folder for folder in folders if folder not in kept]
        if len(left) <= 1:
            return kept | {folder: self._proved_now(folder) for folder in left}
        world()  # read once, before there are several of us
        with ProcessPoolExecutor(mp_context=get_context("fork")) as pool:
            return kept | self._all_proved_now(left, pool)

    def neighbours(self, folder: Path) -> dict[str, Neighbour]:
        """What an orientation in this folder may ask of the programmes beside it."""
        return dict(named for other in beside(folder) for named in self._as_neighbour(other))

    def _as_neighbour(self, folder: Path) -> Iterator[tuple[str, Neighbour]]:
        known = self._proof(folder)
        if known is not None:
            yield known.id, Neighbour(modes=known.modes, start=known.start)
            return
        programme = self._source(folder).compiled.programme
        if programme is not None:
            yield programme.id, Neighbour(modes=programme.modes, start=_starts(programme))

    def _name(self, folder: Path) -> str:
        if folder.resolve() not in self._names:
            self._names[folder.resolve()] = proofs.fingerprint(texts_read(folder, self._read), self._beside)
        return self._names[folder.resolve()]

    @cached_property
    def _beside(self) -> str:
        return proofs.beside()

    def _proof(self, folder: Path) -> proofs.Proof | None:
        if self._anew:
            return None
        if folder.resolve() not in self._proofs:
            self._proofs[folder.resolve()] = proofs.kept(self._name(folder))
        return self._proofs[folder.resolve()]

    def _source(self, folder: Path) -> Source:
        if folder.resolve() not in self._sources:
            self._sources[folder.resolve()] = read_source(folder)
        return self._sources[folder.resolve()]

    def _proved(self, folder: Path) -> Verified | None:
        """What was proved before, when it still holds."""
        began = perf_counter()
        proof = self._proof(folder)
        if proof is None or (proof.leads and proof.neighbours != proofs.of_neighbours(self.neighbours(folder))):
            return None
        return Verified(folder, proof.report, perf_counter() - began, is_kept=True)

    def _proved_now(self, folder: Path) -> Verified:
        source, around = self._source(folder), self._around(folder)
        report, seconds = _explored(source, around)
        return self._noted(folder, source, report, seconds)

    def _all_proved_now(self, folders: Sequence[Path], pool: Executor) -> dict[Path, Verified]:
        """Those with the most pages first, so that no processor is left with a long one at the end."""
        left = [folder for folder in folders if folder.resolve() not in self._sources]
        self._sources |= dict(zip([folder.resolve() for folder in left], pool.map(read_source, left), strict=True))
        order = sorted(folders, key=lambda folder: len(self._source(folder).files), reverse=True)
        jobs = [pool.submit(_explored, self._source(folder), self._around(folder)) for folder in order]
        found = {folder: job.result() for folder, job in zip(order, jobs, strict=True)}
        return {folder: self._noted(folder, self._source(folder), *result) for folder, result in found.items()}

    def _around(self, folder: Path) -> Neighbours | None:
        programme = self._source(folder).compiled.programme
        return self.neighbours(folder) if programme is not None and programme.leads_to else None

    def _noted(self, folder: Path, source: Source, report: Report | None, seconds: float) -> Verified:
        """Keeps what leaves nothing to correct, unless it was to be proved anew."""
        programme = source.compiled.programme
        if not self._anew and programme is not None and report is not None and source.is_clean:
            around = self._around(folder)
            proof = proofs.Proof(
                id=programme.id,
                modes=programme.modes,
                start=_starts(programme),
                leads=around is not None,
                neighbours="" if around is None else proofs.of_neighbours(around),
                report=report,
            )
            name = self._name(folder)
            if proofs.fingerprint(texts_read(folder, texts), proofs.beside()) == name:  # nobody wrote meanwhile
                proofs.keep(name, proof)
        return Verified(folder, report, source.seconds + seconds, given=source)


def _starts(programme: Programme) -> dict[str, Rule]:
    return {str(mode): rule for mode, rule in programme.start.items()}


def _explored(source: Source, around: Neighbours | None) -> tuple[Report | None, float]:
    """What the checks say of a compiled programme, and how long they took."""
    began, programme = perf_counter(), source.compiled.programme
    if programme is None:
        return None, 0.0
    places: dict[str, Place] = {**source.compiled.places, **source.people.places}
    report = verify(programme, source.people.people, world=world(), places=places, neighbours=around)
    return report, perf_counter() - began
