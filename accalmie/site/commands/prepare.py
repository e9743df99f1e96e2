"""`accalmie prepare` and `accalmie first-administrator`: what a site needs before its first page."""

from __future__ import annotations

import os
from pathlib import Path

import click
from django.conf import settings
from django.core.management import call_command

from accalmie.capabilities.exercises.library import exercises
from accalmie.capabilities.measures.library import instruments
from accalmie.capabilities.programmes import library
from accalmie.foundation import clock
from accalmie.foundation.people import actions, queries


@click.command()
def prepare() -> None:
    """Bring both databases up to date and publish the programmes of `content/`."""
    call_command("migrate", verbosity=0)
    call_command("migrate", database="keys", verbosity=0)
    for folder in sorted((Path(settings.CONTENT) / "programmes").iterdir()):
        if (folder / "programme.yaml").exists():
            publish(folder)


def publish(folder: Path) -> None:
    """Compile and publish one programme; a refusal stops the preparation with its sentences."""
    try:
        programme = library.compile_folder(folder, instruments=instruments(), exercises=exercises())
    except library.Refused as refused:
        raise click.ClickException(f"{folder.name} is refused:\n{refused}") from refused
    edition = library.publish(programme, now=clock.now())
    click.echo(f"{programme.id} {programme.version} ({edition.graph[:12]}) is published.")


@click.command("first-administrator")
def first_administrator() -> None:
    """Make the first administrator of a new site; does nothing when there is one.

    Asks for a name and a password, or reads ACCALMIE_ADMINISTRATOR and ACCALMIE_ADMINISTRATOR_PASSWORD.
    """
    if queries.has_administrator():
        return
    name = os.environ.get("ACCALMIE_ADMINISTRATOR") or click.prompt("Sign-in name of the first administrator")
    password = os.environ.get("ACCALMIE_ADMINISTRATOR_PASSWORD") or click.prompt(
        "Password (at least 10 characters)", hide_input=True, confirmation_prompt=True
    )
    actions.create_administrator(sign_in_name=name, password=password, called=name, language="fr", now=clock.now())
    click.echo(f"{name} may sign in as administrator.")
