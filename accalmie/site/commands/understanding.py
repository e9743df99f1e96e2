"""`accalmie understanding`: may these pieces be shipped, and what is there to change?"""

from __future__ import annotations

from pathlib import Path

import click
from django.conf import settings

from accalmie.core.programme.refusals import Refusal
from accalmie.site.authors.pieces import verify_pieces
from accalmie.site.commands.own_language import LANGUAGE
from accalmie.site.commands.programmes import FOLDER

WELL = {"fr": "{name} : vérifiée", "en": "{name}: verified"}
REFUSED = {"fr": "{name} : {count} à corriger", "en": "{name}: {count} to correct"}
HINT = {"fr": " Vouliez-vous dire « {hint} » ?", "en": " Did you mean “{hint}”?"}


@click.group()
def understanding() -> None:
    """Verify the short pieces that explain and say something back."""


@understanding.command()
@click.argument("folder", type=FOLDER, required=False)
@LANGUAGE
def verify(folder: Path | None, language: str) -> None:
    """Check every piece in FOLDER; without FOLDER, all that ship.

    Names of programmes, exercises and practices are looked for beside FOLDER. The code is 1 when anything is refused.
    """
    code = 0
    for file, refusals in verify_pieces(folder or Path(settings.CONTENT) / "understanding"):
        sentence = REFUSED if refusals else WELL
        click.echo(sentence[language].format(name=file.name, count=len(refusals)))
        for refusal in refusals:
            click.echo(f"  {_told(refusal, language)}")
        code = max(code, int(bool(refusals)))
    if code:
        raise SystemExit(code)


def _told(refusal: Refusal, language: str) -> str:
    where = refusal.where or (f"line {refusal.line}" if refusal.line else "")
    hint = HINT[language].format(hint=refusal.hint) if refusal.hint else ""
    return f"{where}: {refusal.said(language)}{hint}" if where else f"{refusal.said(language)}{hint}"
