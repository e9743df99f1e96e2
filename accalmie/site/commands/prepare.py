"""`accalmie prepare` and `accalmie first-administrator`: what a site needs before its first page."""

from __future__ import annotations

import os
from pathlib import Path

import click
from django.conf import settings
from django.core.management import call_command

from accalmie.capabilities.programmes import library
from accalmie.foundation import clock
from accalmie.foundation.people import actions, queries
from accalmie.site.authors.folder import compile_folder, verify_folder
from accalmie.site.commands.database import secure_now


@click.command()
def prepare() -> None:
    """Bring both databases up to date, guard their rows and publish the programmes of `content/`."""
    # The key store first: a migration of the other database may have to seal what older releases kept in clear.
    call_command("migrate", database="keys", verbosity=0)
    call_command("migrate", verbosity=0)
    if settings.PAGES_ROLE:
        click.echo(secure_now())
    for folder in sorted((Path(settings.CONTENT) / "programmes").iterdir()):
        if (folder / "programme.yaml").exists():
            publish(folder)


def publish(folder: Path) -> None:
    """Compile and publish one programme. A graph that is new here is verified first: nothing refused reaches a
    patient."""
    compiled = compile_folder(folder)[1]
    if compiled.programme is None or not library.is_published(compiled.programme):
        _require_verified(folder)
    assert compiled.programme is not None
    edition = library.publish(compiled.programme, now=clock.now())
    click.echo(f"{edition.programme.id} {edition.programme.version} ({edition.graph[:12]}) is published.")


def _require_verified(folder: Path) -> None:
    refusals = [one for one in verify_folder(folder).refusals if one.severity == "refusal"]
    if refusals:
        sentences = "\n".join(f"{one.file}:{one.line}: {one.en}" for one in refusals)
        raise click.ClickException(f"{folder.name} is refused:\n{sentences}")


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
    click.echo(
        "This site enrols nobody yet: first a clinician signs its rules, and a rota acknowledges a test alert. "
        "Both begin at /team/; `accalmie rules status` says what is missing."
    )
