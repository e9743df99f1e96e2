"""`accalmie journal`: prove that nothing was changed, compute what is shown again, seal a day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from pathlib import Path
from uuid import UUID

import click

from accalmie.foundation import clock, crypto, journal as book
from accalmie.site.commands.progress import bar

_SHOWN = 200  # beyond this many, a list is no longer read: the count says the rest


@click.group()
def journal() -> None:
    """Prove the journal, rebuild what is shown from it, seal its days."""


@journal.command()
@click.option("--patient", "patients", type=click.UUID, multiple=True, help="Only this patient (may be given again).")
@click.option(
    "--seal",
    "seals",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    multiple=True,
    help="Compare with this exported seal of a day too (may be given again).",
)
def verify(patients: tuple[UUID, ...], seals: tuple[Path, ...]) -> None:
    """Recompute every chain and signed day. Ends with code 1 when anything was changed, removed, moved or put in."""
    with bar("Verifying") as progress:
        findings = book.verify(patients or None, progress=progress)
    for path in seals:
        findings += _compared(path)
    if findings:
        _tell([finding.sentence for finding in findings])
        raise SystemExit(1)
    click.echo("The journal is as it was written: every chain, every head and every signed day agrees.")


@journal.command()
@click.option("--stale", is_flag=True, help="Only what failed before and waits.")
@click.option("--patient", "patients", type=click.UUID, multiple=True, help="Only this patient (may be given again).")
@click.option("--projection", "names", multiple=True, help="Only this projection (may be given again).")
def rebuild(stale: bool, patients: tuple[UUID, ...], names: tuple[str, ...]) -> None:
    """Drop what pages are shown from, and compute it again from the journal. Ends with code 1 when one still fails."""
    chosen = _projections(names)
    waiting = _waiting(chosen) if stale else dict.fromkeys(book.patients(), chosen)
    if patients:
        waiting = {patient: waiting.get(patient, []) for patient in patients}
    failures = _rebuild(waiting)
    if failures:
        _tell(failures)
        raise SystemExit(1)
    click.echo(f"Rebuilt for {len(waiting)} {_plural('patient', len(waiting))}; nothing is stale among them.")


@journal.command("seal-day")
@click.option("--day", type=click.DateTime(["%Y-%m-%d"]), help="The day to seal (today in UTC, unless told).")
@click.option("--to", "target", type=click.Path(dir_okay=False, path_type=Path), help="Write the seal to this file.")
def seal_day(day: datetime | None, target: Path | None) -> None:
    """Sign the state of all journals. Keep the seal where nobody who can change the database can change it."""
    seal = book.exported(_sealed(day.date() if day else clock.now().date()))
    if target is None:
        click.echo(seal, nl=False)
        return
    target.write_text(seal, "utf-8")
    click.echo(f"The seal is in {target}. Keep it on another machine; `accalmie journal verify --seal` compares it.")


@journal.command("replay-erasures")
def replay_erasures() -> None:
    """After a restore: destroy again the keys of records that were erased."""
    count = crypto.replay_erasures()
    click.echo(f"{count} {_plural('key', count)} had come back and {'was' if count == 1 else 'were'} destroyed again.")


def _rebuild(waiting: dict[UUID, list[book.Projection]]) -> list[str]:
    failures: list[str] = []
    with bar("Rebuilding") as progress:
        for done, (patient, projections) in enumerate(waiting.items(), start=1):
            failed = book.rebuild(patient, projections)
            failures += [f"{one.name} of patient {patient} failed again and stays stale." for one in failed]
            progress(done, len(waiting))
    return failures


def _waiting(chosen: Sequence[book.Projection]) -> dict[UUID, list[book.Projection]]:
    by_name = {projection.name: projection for projection in chosen}
    waiting: dict[UUID, list[book.Projection]] = {}
    for mark in book.stale():
        if mark.projection in by_name:
            waiting.setdefault(mark.patient_id, []).append(by_name[mark.projection])
    return waiting


def _projections(names: Iterable[str]) -> list[book.Projection]:
    unknown = sorted(set(names) - set(book.REGISTERED))
    if unknown:
        known = ", ".join(sorted(book.REGISTERED)) or "none"
        raise click.BadParameter(f"No projection is called {', '.join(unknown)}. There are: {known}.")
    return [book.REGISTERED[name] for name in names or book.REGISTERED]


def _compared(path: Path) -> list[book.Finding]:
    try:
        return book.verify_exported(path.read_text("utf-8"))
    except ValueError as error:
        raise click.BadParameter(f"{path}: {error}") from None


def _sealed(day: date) -> book.SignedRoot:
    try:
        return book.seal_day(day)
    except book.DayRefused as error:
        raise click.ClickException(str(error)) from None


def _tell(sentences: Sequence[str]) -> None:
    for sentence in sentences[:_SHOWN]:
        click.echo(sentence)
    if len(sentences) > _SHOWN:
        click.echo(f"... and {len(sentences) - _SHOWN} more.")
    click.echo(f"{len(sentences)} {_plural('thing', len(sentences))} found.")


def _plural(word: str, count: int) -> str:
    return word if count == 1 else f"{word}s"
