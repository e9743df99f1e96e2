"""`accalmie privacy`: what is due to be erased, its erasure after an officer's decision, and the access log proven."""

from __future__ import annotations

from datetime import datetime

import click

from accalmie.foundation import clock
from accalmie.foundation.access import log
from accalmie.foundation.access.log_models import AccessLine
from accalmie.oversight.privacy import retention as due


@click.group()
def privacy() -> None:
    """Rights over records, and how long records are kept."""


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
    """Prove that no line of the access log was changed, taken out or added. Ends with 1 and names each place else."""
    faults = list(log.verify())
    for fault in faults:
        click.echo(f"{fault.patient}  line {fault.sequence}: {fault.what}", err=True)
    if faults:
        raise SystemExit(1)
    click.echo(f"{AccessLine.objects.count()} lines of the access log are as they were written.")


def _day(moment: datetime) -> str:
    return moment.date().isoformat()
