"""`accalmie safety`: what stands behind help and alerts on this site."""

from __future__ import annotations

import click

from accalmie.site.commands.classifying import classify, table
from accalmie.site.commands.drilling import drill
from accalmie.site.commands.helplines import helplines
from accalmie.site.commands.packing import pack


@click.group()
def safety() -> None:
    """What people in danger are shown on this site, and who answers them; signs of danger in texts."""


for _command in (drill, pack, helplines, classify, table):
    safety.add_command(_command)
