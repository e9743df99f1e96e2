"""`accalmie tick`, `accalmie work` and `accalmie watchdog`: what is due, done once or for ever, and whether it is."""

from __future__ import annotations

import os
import socket

import click

from accalmie.foundation import clock
from accalmie.foundation.outbox import queries as outbox
from accalmie.foundation.tick import actions, queries, watchdog
from accalmie.foundation.tick.working import PAUSE, Worker, nobody_left, orphaned


@click.command()
def tick() -> None:
    """Run what is due, once. Ends with code 1 when a job failed."""
    ran = actions.run_due(now=clock.now(), worker=_own_name())
    click.echo(f"{len(ran.well)} done, {len(ran.failed)} failed.")
    for name in ran.failed:
        click.echo(f"  failed: {name}")
    if ran.failed:
        raise SystemExit(1)


@click.command()
@click.option("--name", default="", help="Under which it is known: never that of two at once. Its own when left out.")
@click.option("--pause", default=PAUSE, show_default=True, type=click.FloatRange(min=0.1), help="Seconds of rest.")
@click.option("--beside", default=0, hidden=True, help="Ends with this process.")
def work(name: str, pause: float, beside: int) -> None:
    """Run what is due until stopped. Several may run at once, on one machine or on several."""
    Worker(name or _own_name(), pause=pause, is_over=orphaned(beside) if beside else nobody_left).run()


@click.command("watchdog")
def watchdog_() -> None:
    """Say whether a worker runs, and what could not leave. Ends with code 1 when none runs.

    For cron or a timer, each minute. The operator is then written to, once an hour whoever notices.
    """
    now = clock.wall()
    found = queries.worker_state(now)
    since = f", last sign of life {found.since.isoformat(timespec='seconds')}" if found.since else ""
    click.echo(f"Worker: {found.working}{since}.")
    for job in queries.failing_jobs():
        click.echo(f"Job that fails: {job.name}, {job.failures} times in a row.")
    click.echo(f"Notices that could not leave: {len(outbox.failing(now=clock.now()))}.")
    if not found.is_running:
        click.echo("The operator was written to." if watchdog.tell(found, now=now) else "Nobody was written to now.")
        raise SystemExit(1)


def _own_name() -> str:
    return f"{socket.gethostname()[:40]}-{os.getpid()}"
