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
def hazards(language: str, checks: bool, outcomes: tuple[Path, ...]) -> None:
    """Print the hazard log: each hazard, its risk before and after, its controls and the tests that prove them."""
    with translation.override(language):
        try:
            log = hazard_log()
            ran = read_outcomes(outcomes) if outcomes else None
        except HazardsRefused as refused:
            raise click.ClickException(f"{settings.HAZARDS.name}, {refused}") from None
        except OutcomesMissing as missing:
            raise click.ClickException(f"A run of the tests left no outcomes. {missing}") from None
        if not checks:
            click.echo(as_markdown(log, language), nl=False)
            return
        found = findings(log, house=settings.HOUSE, known=written_tests(settings.HOUSE), outcomes=ran)
        for one in found:
            click.echo(as_sentence(one), err=True)
        click.echo(verdict(log, found))
    if found:
        raise SystemExit(1)
