"""`accalmie safety helplines`: the numbers that people are told to call, and how long ago somebody checked each."""

from __future__ import annotations

from datetime import date
from typing import Any

import click
import msgspec

from accalmie.core.crisis import Helpline, age, older_than
from accalmie.foundation import clock
from accalmie.safety.library import all_lines
from accalmie.safety.readiness.pages import CHECKED_WITHIN


@click.command()
@click.option("--months", default=CHECKED_WITHIN, show_default=True, help="A check is too old after so many months.")
@click.option("--strict", is_flag=True, help="End with code 1 when a number is too old, or was never checked.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object instead of sentences.")
def helplines(months: int, strict: bool, as_json: bool) -> None:
    """List every number to call, with the age of its last check: too old, or never checked, is said first."""
    today, lines = clock.now().date(), all_lines()
    wrong = older_than(lines, months=months, today=today)
    if as_json:
        click.echo(msgspec.json.encode([_told(line, wrong, today) for line in lines]).decode())
    else:
        click.echo("\n".join(_sentences(lines, wrong, today, months)))
    if strict and wrong:
        raise SystemExit(1)


def _told(line: Helpline, wrong: tuple[Helpline, ...], today: date) -> dict[str, Any]:
    return {
        "id": line.id,
        "number": line.number,
        "channels": line.channels,
        "hours": line.hours,
        "source": line.source,
        "checked": line.checked or None,
        "age_days": age(line, today),
        "to_check": line in wrong,
    }


def _sentences(lines: tuple[Helpline, ...], wrong: tuple[Helpline, ...], today: date, months: int) -> list[str]:
    said = [f"{len(lines)} numbers; {len(wrong)} were never checked, or more than {months} months ago."]
    return [*said, *(_sentence(line, line in wrong, today) for line in sorted(lines, key=lambda one: one not in wrong))]


def _sentence(line: Helpline, is_wrong: bool, today: date) -> str:
    days = age(line, today)
    old = "never checked" if days is None else f"checked {line.checked}, {days} days ago"
    return f"{'!' if is_wrong else ' '} {line.number:<14} {line.id:<24} {old}; {line.source}"
