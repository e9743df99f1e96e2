"""`accalmie organisations`: the services that share a site. They are founded here and nowhere else."""

from __future__ import annotations

import os

import click
from django.db import IntegrityError, transaction

from accalmie.foundation import clock
from accalmie.foundation.people import actions
from accalmie.foundation.people.codes import Holder
from accalmie.foundation.people.organisations import by_name, found


@click.group()
def organisations() -> None:
    """The organisations of this site: they see nothing of each other."""


@organisations.command("list")
def list_() -> None:
    """Each organisation, with what it is to the law."""
    for one in by_name():
        click.echo(f"{one.slug:<30} {one.name} ({Holder(one.holder).value.lower()})")


@organisations.command()
@click.argument("name")
@click.option(
    "--holder",
    type=click.Choice([one.value.lower() for one in Holder]),
    default=Holder.ESTABLISHMENT.value.lower(),
    help="What it is to the law: the delay for giving a record depends on it.",
)
@click.option("--administrator", required=True, help="Sign-in name of its first administrator.")
def add(name: str, holder: str, administrator: str) -> None:
    """Found the organisation NAME, with its first administrator.

    Asks for the administrator's password, or reads ACCALMIE_ADMINISTRATOR_PASSWORD.
    """
    password = os.environ.get("ACCALMIE_ADMINISTRATOR_PASSWORD") or click.prompt(
        "Password (at least 10 characters)", hide_input=True, confirmation_prompt=True
    )
    try:
        with transaction.atomic():
            made = found(name=name, holder=Holder(holder.upper()), now=clock.now())
            actions.create_administrator(
                sign_in_name=administrator,
                password=password,
                called=administrator,
                language="fr",
                organisation=made,
                now=clock.now(),
            )
    except actions.NameTaken:
        raise click.ClickException(f"Somebody signs in as “{administrator}” already.") from None
    except IntegrityError:
        raise click.ClickException(f"There is an organisation called “{name}” already.") from None
    click.echo(f"{made.name} is founded; {administrator} may sign in as its administrator.")
