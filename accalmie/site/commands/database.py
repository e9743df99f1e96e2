"""`accalmie database`: what PostgreSQL itself refuses."""

from __future__ import annotations

import click
from django.conf import settings

from accalmie.site.rows.securing import Refused, secure as secured


@click.group()
def database() -> None:
    """What the database itself refuses, whatever the pages ask."""


@database.command()
def secure() -> None:
    """Let the role of DATABASE_PAGES_URL see only the rows of the one who asks. Run again, it makes everything anew.

    `accalmie prepare` does it too. The role of DATABASE_URL owns the tables; the first time, the two roles below it
    are made, for which it needs CREATEROLE.
    """
    if not settings.PAGES_ROLE:
        raise click.ClickException("DATABASE_PAGES_URL names no role for pages, on PostgreSQL: nothing is guarded.")
    click.echo(secure_now())


def secure_now() -> str:
    """Guards the rows, and says so. Raises click.ClickException."""
    try:
        guarded = secured(settings.PAGES_ROLE, password=settings.PAGES_PASSWORD)
    except Refused as error:
        raise click.ClickException(str(error)) from error
    return f"{guarded} tables show {settings.PAGES_ROLE} only the rows of the one who asks."
