"""`accalmie device`: the hazard log as a table, and whether the tests prove what it claims."""

from __future__ import annotations

from pathlib import Path

import click
from django.conf import settings
from django.utils import translation

from accalmie.oversight.device.hazards import HazardsRefused, hazard_log
from accalmie.oversight.device.judging import findings
from accalmie.oversight.device.proofs import OutcomesMissing, read_outcomes, written_tests
from accalmie.oversight.device.telling import as_markdown, as_sentence, verdict


@click.group()
def device() -> None:
    """The safety record of this release."""


@device.command()
@click.option("--language", type=click.Choice(["fr", "en"]), default="fr", show_default=True)
@click.option(
    "--check", "checks", is_flag=True, help="Only say what does not hold. Ends with code 1 when anything does."
)
@click.option(
    "--outcomes",
    type=click.Path(dir_okay=False, path_type=Path),
    multiple=True,
    help="What came of a run of the tests (pytest --outcomes): each named test has to have passed in one of them.",
)
@click.option(
    "--under-fault",
    type=click.Path(dir_okay=False, path_type=Path),
    multiple=True,
    help="The same of a run of `make faults`, for the named tests that only it runs.",
)
def hazards(language: str, checks: bool, outcomes: tuple[Path, ...], under_fault: tuple[Path, ...]) -> None:
    """Print the hazard log: each hazard, its risk before and after, its controls and the tests that prove them."""
    with translation.override(language):
        try:
            log = hazard_log()
            ran, ran_under_fault = (read_outcomes(files) if files else None for files in (outcomes, under_fault))
        except HazardsRefused as refused:
            raise click.ClickException(f"{settings.HAZARDS.name}, {refused}") from None
        except OutcomesMissing as missing:
            raise click.ClickException(f"A run of the tests left no outcomes. {missing}") from None
        if not checks:
            click.echo(as_markdown(log, language), nl=False)
            return
        known = written_tests(settings.HOUSE)
        found = findings(log, house=settings.HOUSE, known=known, outcomes=ran, under_fault=ran_under_fault)
        for one in found:
            click.echo(as_sentence(one), err=True)
        click.echo(verdict(log, found))
    if found:
        raise SystemExit(1)
