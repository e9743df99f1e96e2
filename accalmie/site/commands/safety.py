"""`accalmie safety`: what stands behind help and alerts on this site."""

from __future__ import annotations

import click

from accalmie.site.commands.drilling import drill
from accalmie.site.commands.helplines import helplines


@click.group()
def safety() -> None:
    """What people in danger are shown on this site, and who answers them."""


for _command in (drill, helplines):
    safety.add_command(_command)
