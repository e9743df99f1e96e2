"""`accalmie prepare` and `accalmie first-administrator`: what a site needs before its first page."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import click
from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections

from accalmie.capabilities.programmes import library
from accalmie.foundation import clock
from accalmie.foundation.people import actions, queries
from accalmie.site.authors.folder import compile_folder, shipped
from accalmie.site.authors.verifying import Verified, verify_folders
from accalmie.site.commands.database import secure_now


@click.command()
def prepare() -> None:
    """Bring both databases up to date, guard their rows and publish the programmes of `content/`."""
    # The key store first: a migration of the other database may have to seal what older releases kept in clear.
    call_command("migrate", database="keys", verbosity=0)
    call_command("migrate", verbosity=0)
    if settings.PAGES_ROLE:
        click.echo(secure_now())
    publish(shipped())


def publish(folders: Sequence[Path]) -> None:
    """Compile and publish programmes. A graph that is new here is verified first: nothing refused reaches a patient."""
    compiled = {folder: compile_folder(folder)[1].programme for folder in folders}
    new = [folder for folder, one in compiled.items() if one is None or not library.is_published(one)]
    if not connection.in_atomic_block:
        connections.close_all()  # what verifies works beside this process, and inherits no connection
    for folder, verified in verify_folders(new):
        _require_verified(folder, verified)
    for programme in compiled.values():
        assert programme is not None
        edition = library.publish(programme, now=clock.now())
        click.echo(f"{edition.programme.id} {edition.programme.version} ({edition.graph[:12]}) is published.")


def _require_verified(folder: Path, verified: Verified) -> None:
    refusals = [one for one in verified.refusals if one.severity == "refusal"]
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
