"""`accalmie --help` lists every command under a heading, and each command is there."""

from __future__ import annotations

import subprocess
import sys

import click
import pytest
from click.testing import CliRunner

from accalmie.site.cli import COMMANDS, main


def test_the_help_lists_every_command_under_its_heading_with_examples() -> None:
    said = CliRunner().invoke(main, ["--help"]).output
    for name, place in COMMANDS.items():
        assert f"{place.heading}:" in said
        assert f"  {name} " in said
        assert place.brief in said
    assert "accalmie programmes verify content/programmes/depression" in said


def test_the_help_is_quick_because_it_loads_no_table() -> None:
    code = (
        "import sys; from click.testing import CliRunner; from accalmie.site.cli import main;"
        "CliRunner().invoke(main, ['--help']); print('django.db.models' in sys.modules)"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert said.strip() == "False"


@pytest.mark.parametrize("name", [name for name, place in COMMANDS.items() if name != "manage"])
def test_every_command_explains_itself(name: str) -> None:
    result = CliRunner().invoke(main, [name, "--help"])
    assert result.exit_code == 0, result.output
    command = main.get_command(click.Context(main), name)  # type: ignore[attr-defined]
    assert command is not None
    assert (command.help or "").strip()


def test_djangos_own_commands_are_within_reach() -> None:
    said = subprocess.run(
        [sys.executable, "-m", "accalmie.site.cli", "manage", "diffsettings", "--output", "unified"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert "ROOT_URLCONF = 'accalmie.site.urls'" in said.stdout


def test_an_unknown_command_is_refused() -> None:
    result = CliRunner().invoke(main, ["fly"])
    assert result.exit_code == 2
    assert "No such command" in result.output
