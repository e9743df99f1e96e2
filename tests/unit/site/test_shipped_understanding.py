"""Every piece of *Understanding* that ships is one that the house accepts, and `accalmie understanding` says so."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from django.conf import settings

from accalmie.site.authors.pieces import verify_pieces
from accalmie.site.commands.understanding import understanding

FOLDER = Path(settings.CONTENT) / "understanding"
SHIPPED = {file.stem: refusals for file, refusals in verify_pieces(FOLDER)}


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_piece_is_accepted(name: str) -> None:
    assert [f"{one.where}: {one.en}" for one in SHIPPED[name]] == []


def test_low_mood_and_panic_are_explained() -> None:
    assert {"low-mood", "panic"} <= SHIPPED.keys()


def test_the_command_says_that_all_is_well() -> None:
    result = CliRunner().invoke(understanding, ["verify", "--language", "en"])
    assert result.exit_code == 0
    assert "panic.yaml: verified" in result.output


def test_the_command_says_what_is_to_change(tmp_path: Path) -> None:
    folder = tmp_path / "understanding"
    folder.mkdir()
    text = (FOLDER / "panic.yaml").read_text(encoding="utf-8")
    (folder / "panic.yaml").write_text(text.replace('"heart"', '"hart"'), encoding="utf-8")
    result = CliRunner().invoke(understanding, ["verify", str(folder), "--language", "fr"])
    assert result.exit_code == 1
    assert "page back/2.1: La règle ne va pas" in result.output
    assert "ne mène nulle part" in result.output
