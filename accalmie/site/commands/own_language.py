"""In which language a command speaks: French, unless its reader's system speaks English."""

from __future__ import annotations

import os

import click


def own_language() -> str:
    """The language of whoever types."""
    return "en" if os.environ.get("LC_ALL", os.environ.get("LANG", "")).startswith("en") else "fr"


LANGUAGE = click.option(
    "--language", type=click.Choice(["fr", "en"]), default=own_language, help="Else the one of your system, or French."
)
