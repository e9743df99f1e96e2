"""`accalmie manage`: Django's own commands."""

from __future__ import annotations

import click
from django.core.management import execute_from_command_line


@click.command(context_settings={"ignore_unknown_options": True, "allow_extra_args": True, "help_option_names": []})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def manage(arguments: tuple[str, ...]) -> None:
    """Run one of Django's commands (migrate, collectstatic, shell ...)."""
    execute_from_command_line(["accalmie manage", *arguments])
