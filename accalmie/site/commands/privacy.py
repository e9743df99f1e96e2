"""`accalmie privacy`: what is due to be erased, the access log proven, the register and the impact assessment."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import click

from accalmie.foundation import clock, journal
from accalmie.foundation.access import log_proving
from accalmie.foundation.access.log_models import AccessLine
from accalmie.oversight.privacy import retention as due, tidying
from accalmie.oversight.privacy.openness import OpennessRefused
from accalmie.oversight.privacy.register import writing
from accalmie.site.commands.progress import bar

in_language = click.option(
    "--language", type=click.Choice(["fr", "en"]), default="fr", show_default=True, help="The language of the file."
)
into_file = click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), help="Write it into this file instead of the terminal."
)


@click.group()
def privacy() -> None:
    """Rights over records, how long they are kept, and what must be written about their processing."""


@privacy.command()
@click.option("--now", "only_now", is_flag=True, help="Only what is due now, not what comes due within a year.")
@click.option("--erase", "erases", is_flag=True, help="Erase what is due and decided by an officer.")
def retention(only_now: bool, erases: bool) -> None:
    """List the records whose time is over. Erases nothing without --erase, and nothing that nobody has decided on."""
    now = clock.now()
    lines = due.listed(now, within_days=0 if only_now else 365)
    for line in lines:
        click.echo(f"{line.patient}  {_day(line.due_at)}  {line.why.value}")
    click.echo(f"{len(lines)} listed.")
    if erases:
        click.echo(f"{due.erase_due(now)} erased.")


@privacy.command()
def verify() -> None:
    """Prove that no line of the access log was changed, taken out or added. Ends with 1 and names each place else.

    The chains are compared with the signed days; `accalmie journal verify --seal` compares these with exported seals.
    """
    faults = [f"{one.patient}  line {one.sequence}: {one.what}" for one in log_proving.verify(now=clock.wall())]
    faults += [finding.sentence for finding in journal.verify_days()]
    for fault in faults:
        click.echo(fault, err=True)
    if faults:
        raise SystemExit(1)
    click.echo(f"{AccessLine.objects.count()} lines of the access log are as they were written.")


@privacy.command()
@click.option("--dry-run", "is_trial", is_flag=True, help="Only say what would end.")
def tidy(is_trial: bool) -> None:
    """End what has had its time: lines of the access log, invitations and cards, accounts that were given back.

    The periods stand in content/law/. It can be cut short and begun again; the demo's clock does not move it.
    """
    with bar("Tidying") as progress:
        done = tidying.tidy(now=clock.wall(), is_trial=is_trial, progress=progress)
    verb = "would end" if is_trial else "ended"
    click.echo(f"{done.lines} lines of the access log, {done.invitations} invitations and cards and ", nl=False)
    click.echo(f"{done.restorations} accounts given back {verb}.")
    if done.waiting:
        click.echo(f"{done.waiting} more lines are old enough and stay: no day signed as long ago remembers them (see")
        click.echo("`accalmie journal seal-day`), or their log is not as it was written (`accalmie privacy verify`).")


@privacy.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object instead of Markdown.")
@in_language
@into_file
def register(as_json: bool, language: str, out: Path | None) -> None:
    """Write the register of processing (GDPR article 30), computed from what the code keeps and what the site tells.

    What only the controller knows stands in it as such: complete ACCALMIE_OPENNESS, then the file.
    """
    write = writing.register_as_json if as_json else writing.register_as_markdown
    _give(lambda: write(language=language, now=clock.now()), out)


@privacy.command()
@in_language
@into_file
def assessment(language: str, out: Path | None) -> None:
    """Write the draft of an impact assessment (GDPR article 35, the CNIL's method), for the controller to complete."""
    _give(lambda: writing.assessment_as_markdown(language=language, now=clock.now()), out)


def _give(made: Callable[[], str], out: Path | None) -> None:
    try:
        text = made()
    except OpennessRefused as refused:
        raise click.ClickException(f"ACCALMIE_OPENNESS, {refused}") from None
    if out is None:
        click.echo(text, nl=False)
        return
    out.write_text(text, "utf-8")
    click.echo(f"Written: {out}")


def _day(moment: datetime) -> str:
    return moment.date().isoformat()
