"""The command line: `accalmie`, with one group a subject."""

from __future__ import annotations

import os
from importlib import import_module
from typing import Any, NamedTuple

import click
import django


class Place(NamedTuple):
    """Where a command is written, under which heading it is listed, and what it does, in a few words."""

    module: str
    name: str
    heading: str
    brief: str
    needs_site: bool = True


COMMANDS = {
    "serve": Place("serve", "serve", "The site", "serve the pages on http://localhost:8000", needs_site=False),
    "prepare": Place("prepare", "prepare", "The site", "bring the databases up to date, publish content/"),
    "first-administrator": Place("prepare", "first_administrator", "The site", "make the first administrator"),
    "organisations": Place(
        "organisations", "organisations", "The site", "list and found the organisations of this site"
    ),
    "demo": Place("demo", "demo", "The site", "load the demo clinic, or move its date"),
    "simulate": Place("simulate", "simulate", "The site", "fill a demo or test site with plausible people"),
    "work": Place("work", "work", "The site", "do what is due, until stopped: e-mails, SMS, escalations"),
    "tick": Place("work", "tick", "The site", "do what is due, once"),
    "watchdog": Place("work", "watchdog_", "The site", "say whether a worker runs; code 1 when none does"),
    "rules": Place("rules", "rules", "The site", "say whether the clinical rules are signed"),
    "safety": Place("safety", "safety", "The site", "alerts as an exercise, numbers, signs in texts"),
    "programmes": Place("programmes", "programmes", "Therapy", "verify, preview, map and import programmes"),
    "understanding": Place("understanding", "understanding", "Therapy", "verify the pieces that explain"),
    "media": Place("media", "media", "Therapy", "check and film explainers"),
    "practices": Place("practices", "practices", "Therapy", "verify practices to hear or read"),
    "measures": Place("measures", "measures", "Therapy", "score questionnaires"),
    "insight": Place("insight", "insight", "Therapy", "fit the models of decision support"),
    "journal": Place("journal", "journal", "Records", "verify, rebuild and seal the journal"),
    "database": Place("database", "database", "Records", "guard the rows of PostgreSQL"),
    "backup": Place("backup", "backup", "Records", "copy both databases, with what proves the copy"),
    "restore": Place("backup", "restore", "Records", "put a backup back, and prove it"),
    "keys": Place("keys", "keys", "Records", "change the master key"),
    "privacy": Place("privacy", "privacy", "Records", "what is due to be erased; the register, the impact assessment"),
    "device": Place("device", "device", "Building", "the hazard log: print it, check that tests prove its controls"),
    "sbom": Place("sbom", "sbom", "Building", "list the packages of this site (CycloneDX)"),
    "words": Place("words", "words", "Building", "find, check and compile texts in French and English"),
    "manage": Place("manage", "manage", "Building", "Django's own commands", needs_site=False),
}


class LazyGroup(click.Group):
    """Loads a command when it is asked for, and lists all without loading any: `accalmie --help` stays quick."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        place = COMMANDS.get(cmd_name)
        if place is None:
            return None
        if place.needs_site:
            django.setup()
        found: Any = getattr(import_module(f"accalmie.site.commands.{place.module}"), place.name)
        return found if isinstance(found, click.Command) else None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        headings = dict.fromkeys(place.heading for place in COMMANDS.values())
        for heading in headings:
            with formatter.section(heading):
                formatter.write_dl(
                    [(name, place.brief) for name, place in COMMANDS.items() if place.heading == heading]
                )


@click.command(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="accalmie")
def main() -> None:
    """Accalmie: therapy programmes that a public service offers on line.

    \b
    Is this programme safe and complete, and what does its graph look like?
      accalmie programmes verify content/programmes/depression
      accalmie programmes map content/programmes/depression > graph.svg
    \b
    Was anything changed in the journal? Compute again what pages show.
      accalmie journal verify
      accalmie journal rebuild
    \b
    Score a questionnaire.
      echo '{"instrument": "phq-9", "answers": [1,1,1,1,1,1,1,1,0]}' | accalmie measures score

    Each command has its own --help. Settings come from the environment: docs/operators/running.md lists them.
    """


os.environ.setdefault("DJANGO_SETTINGS_MODULE", "accalmie.site.settings")

if __name__ == "__main__":
    main()
