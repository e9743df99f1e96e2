"""`accalmie safety classify`: which signs of danger the model finds in texts, in Python or by the browser's code."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal

import click
import msgspec

from accalmie.core.crisis import Level
from accalmie.core.crisis.language import classify as level_of
from accalmie.core.crisis.language.rules import script
from accalmie.safety import library
from accalmie.site.commands.browser_runtime import NoBrowser, levels_in_browser

RULES_IN_BROWSER = Path(library.__file__).parent / "static" / "safety" / "language" / "rules.js"
WRITTEN = {level: "harm_others" if level is Level.HARM_TO_OTHERS else str(level) for level in Level}
"""The levels as scripts read and write them."""


class Line(msgspec.Struct, frozen=True):
    """One text to read. Anything else on the line is left alone."""

    id: str | int
    text: str
    lang: Literal["fr", "en"] = "fr"


@click.command()
@click.option(
    "--runtime",
    type=click.Choice(["python", "browser"]),
    default="python",
    help="python, or the browser's own code (Node, or Chromium).",
)
def classify(runtime: str) -> None:
    """Read JSON lines {"id": …, "lang": "fr", "text": …}; print {"id": …, "level": …} for each.

    Levels: none, distress, passive, active, plan, harm_others. Both languages are tried whatever `lang` says.
    """
    lines = _lines(sys.stdin.buffer)
    if runtime == "browser":
        given = list(lines)
        for line, level in zip(given, _in_browser([line.text for line in given]), strict=True):
            _print(line, Level(level))
        return
    language = library.language()
    for line in lines:
        _print(line, level_of(language, line.text))


@click.command()
def table() -> None:
    """Write the weights of language as the module that a page loads."""
    RULES_IN_BROWSER.write_text(script(library.language().rules), encoding="utf-8")
    click.echo(f"Written: {RULES_IN_BROWSER.name}, {len(RULES_IN_BROWSER.read_bytes()) / 1000:.0f} kB")


def _lines(stream: Iterable[bytes]) -> Iterator[Line]:
    """The lines given; stops with the number of the first that cannot be read."""
    for number, raw in enumerate(stream, start=1):
        if not raw.strip():
            continue
        try:
            yield msgspec.json.decode(raw, type=Line)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise click.ClickException(f'line {number}: not {{"id": …, "lang": "fr", "text": …}}: {error}') from None


def _in_browser(texts: list[str]) -> list[str]:
    try:
        return levels_in_browser(RULES_IN_BROWSER.parent, texts)
    except NoBrowser as error:
        raise click.ClickException(str(error)) from None


def _print(line: Line, level: Level) -> None:
    click.echo(msgspec.json.encode({"id": line.id, "level": WRITTEN[level]}).decode())
