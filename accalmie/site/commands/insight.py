"""`accalmie insight`: fits the models of decision support. It takes minutes, and no page ever does it."""

from __future__ import annotations

import json
import sys
from time import perf_counter

import click

from accalmie.capabilities.measures.library import instruments
from accalmie.core.insight.models import Models, Origin, fingerprint
from accalmie.foundation import clock
from accalmie.oversight.insight import keeping, queries
from accalmie.oversight.insight.fitting.dropout import Case
from accalmie.oversight.insight.fitting.whole import fit, steps
from accalmie.oversight.insight.library import parameters
from accalmie.site.authors.folder import compile_folder, shipped
from accalmie.site.simulated import cases


@click.group()
def insight() -> None:
    """Models of the expected course and of drifting away: fit them, and say which are in use."""


@insight.command(name="fit")
@click.option(
    "--from", "source", type=click.Choice(["site", "simulated"]), default="site", show_default=True,
    help="The people of this site who agreed to research, or people who do not exist.",
)  # fmt: skip
@click.option("--patients", type=click.IntRange(100, 20_000), default=2000, show_default=True, help="Simulated people.")
@click.option(
    "--seed", type=click.IntRange(0, 2**31), default=2026, show_default=True, help="The same, the same models."
)
@click.option("--json", "as_json", is_flag=True, help="Say what was fitted as JSON.")
def fit_models(*, source: str, patients: int, seed: int, as_json: bool) -> None:
    """Fit all models, judge them on people kept apart, and use them from now on.

    The same people and the same seed give the same file, to the byte. Models of simulated people speak of simulated
    people and in a demo, of nobody else. What has too few cases is left out, and the model card says so.
    """
    began = perf_counter()
    origin, people = _simulated(cases.Asked(patients, seed), as_json) if source == "simulated" else _own(seed)
    with click.progressbar(length=steps(), label="Models", file=sys.stderr, hidden=as_json) as bar:
        models = fit(people, origin=origin, instruments=instruments(), told=bar.update)
    file = keeping.keep(models)
    found = {
        "fingerprint": fingerprint(models),
        "file": str(file),
        "people": origin.people,
        "courses": [one.measure for one in models.courses],
        "dropout_weeks": [one.week for one in models.dropout.weeks],
        "refused": [f"{one.what} {one.week or ''}".strip() for one in models.refused],
        "seconds": round(perf_counter() - began, 1),
    }
    click.echo(json.dumps(found, indent=2) if as_json else _sentences(models, found["seconds"]))


def _simulated(asked: cases.Asked, quiet: bool) -> tuple[Origin, list[Case]]:
    with click.progressbar(length=asked.patients, label="Simulated people", file=sys.stderr, hidden=quiet) as bar:
        known = cases.people(asked, told=bar.update)
    return cases.origin(asked, len(known)), [one.case for one in known]


def _own(seed: int) -> tuple[Origin, list[Case]]:
    """The people of this site who follow the programme that is also simulated."""
    name = parameters().programme
    programme = next(
        (found for folder in shipped() if folder.name == name and (found := compile_folder(folder)[1].programme)), None
    )
    if programme is None:
        raise click.ClickException(f"“{name}” does not compile.")
    people = list(queries.finished_cases(name, clock.now()))
    origin = Origin(data="site", seed=seed, people=len(people), programme=name, modules=len(programme.main))
    return origin, people


def _sentences(models: Models, seconds: object) -> str:
    said = [
        f"{models.origin.people} people ({models.origin.data}), {seconds} s, fingerprint {fingerprint(models)[:12]}.",
        f"Expected course of: {', '.join(one.measure for one in models.courses) or 'nothing'}.",
        f"Drifting away, weeks: {', '.join(str(one.week) for one in models.dropout.weeks) or 'none'}.",
        *(f"Not spoken of: {one.what} {one.week or ''}, {one.cases} of {one.needed} cases." for one in models.refused),
        "The model card: /insight/models/",
    ]
    return "\n".join(said)
