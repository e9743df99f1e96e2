"""`accalmie safety drill`: an alert about nobody, played with the rota of a live site."""

from __future__ import annotations

import time
from datetime import datetime, timedelta

import click
from django.utils import timezone

from accalmie.core.crisis import Level
from accalmie.foundation import clock
from accalmie.foundation.people import organisations
from accalmie.foundation.people.codes import Language
from accalmie.foundation.people.models import Organisation
from accalmie.safety.alerts import drills
from accalmie.safety.alerts.models import Drill

_LOOKS_EVERY = 2.0  # seconds


@click.command()
@click.option("--organisation", default="", help="The short name of a service; the first one without it.")
@click.option(
    "--level", type=click.Choice(["passive", "active", "plan"]), default="plan", show_default=True, help="How grave."
)
@click.option("--language", type=click.Choice(["fr", "en"]), default="fr", show_default=True, help="Of its words.")
@click.option("--wait", type=float, default=90.0, show_default=True, help="Minutes to wait for its end.")
@click.option("--last", "only_last", is_flag=True, help="Begin none: say what happened in the last one.")
def drill(organisation: str, level: str, language: str, wait: float, only_last: bool) -> None:
    """Play a crisis end to end with the rota of a live site, marked as an exercise, and say how long each part took.

    Ends with code 1 when it was not closed within its time. Stopping this command stops no drill: --last says the rest.
    """
    place = _organisation(organisation)
    if only_last:
        found = drills.last(place)
        if found is None:
            raise click.ClickException("There was no drill in this service yet.")
    else:
        found = _begun(place, Level(level), Language(language))
        click.echo("The drill has begun. The rota reads of it as of any alert; its page says that it is an exercise.")
        _wait(found, clock.now() + timedelta(minutes=wait))
    told = drills.times_of(found)
    click.echo("\n".join(sentences(told)))
    if not told.is_over or told.closed_at is None or told.closed_at > told.due_at:
        raise SystemExit(1)


def _organisation(slug: str) -> Organisation:
    if not slug:
        return organisations.first(now=clock.now())
    found = Organisation.objects.filter(slug=slug).first()
    if found is None:
        known = ", ".join(one.slug for one in organisations.by_name())
        raise click.ClickException(f"No service has the short name “{slug}”. There are: {known}.")
    return found


def _begun(place: Organisation, level: Level, language: Language) -> Drill:
    try:
        return drills.begin(organisation=place, level=level, language=language, now=clock.now())
    except drills.NoRota:
        raise click.ClickException("Nobody is on the rota yet: decide it first, under “Who answers alerts”.") from None


def _wait(found: Drill, until: datetime) -> None:
    """Says what happens as it happens, until the drill is over or the time is up."""
    said = 0
    while True:
        lines = sentences(drills.times_of(found))
        for line in lines[said:-1]:
            click.echo(line)
        said = max(said, len(lines) - 1)
        if drills.times_of(found).is_over or clock.now() >= until:
            return
        time.sleep(_LOOKS_EVERY)


def sentences(told: drills.Times) -> list[str]:
    """What happened, in order, with the time since the sign; the last line says how it stands."""
    moments = [
        ("the sign", told.begun_at),
        *((f"told, time {count}", at) for count, at in enumerate(told.told, 1)),
        *((f"notice {count} left this site", at) for count, at in enumerate(told.left, 1)),
        ("somebody answered it", told.taken_at),
        ("the first try to reach the person", told.tried_at),
        ("closed", told.closed_at),
    ]
    happened = sorted(((at, what) for what, at in moments if at is not None), key=lambda one: one[0])
    lines = [f"{_clock(at)}  +{_since(told.begun_at, at)}  {what}" for at, what in happened]
    return [*lines, _standing(told)]


def _standing(told: drills.Times) -> str:
    due = f"{_clock(told.due_at)} (+{_since(told.begun_at, told.due_at)})"
    if told.closed_at is None:
        return f"Not closed yet; due by {due}."
    word = "in time" if told.closed_at <= told.due_at else "late"
    return f"Closed {word}, as “{told.outcome}”; it was due by {due}."


def _clock(at: datetime) -> str:
    return f"{timezone.localtime(at):%d/%m %H:%M:%S}"


def _since(begun: datetime, at: datetime) -> str:
    return str(timedelta(seconds=round((at - begun).total_seconds())))
