"""The folder of instruments, a site's own wording beside it, and the command that scores lines."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from accalmie.capabilities.measures.library import LibraryRefused, read_folder
from accalmie.core.measures import wording
from accalmie.site.commands.measures import measures

FOLDER = Path(__file__).parents[3] / "content" / "instruments"
FILLING = """
instrument: spin
version: 1.0.0
permission: {given_by: the author, given_to: a clinic, reference: a letter}
wording:
  en: {source: the licensed text, stem: A stem, options: [a, b, c, d, e], items: [%s]}
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "spin.yaml").write_text((FOLDER / "spin.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    return tmp_path


def test_the_house_s_instruments_are_read():
    assert {"phq-9", "gad-7", "who-5", "safety-question", "isi", "spin"} <= set(read_folder(FOLDER))


def test_a_site_s_file_beside_fills_the_slot(folder):
    (folder / "spin.site.yaml").write_text(FILLING % ", ".join("abcdefghijklmnopq"), encoding="utf-8")
    assert wording(read_folder(folder)["spin"], "en").items[16] == "q"


def test_a_file_that_may_not_be_used_is_named(folder):
    (folder / "spin.site.yaml").write_text(FILLING % "a, b", encoding="utf-8")
    with pytest.raises(LibraryRefused, match=r"^spin\.site\.yaml, line 1: .*17"):
        read_folder(folder)


def run(lines, *options):
    return CliRunner().invoke(measures, ["score", "--instruments", str(FOLDER), *options], input="\n".join(lines))


def test_lines_in_give_lines_out():
    result = run(['{"instrument": "phq-9", "answers": [0, 1, 2, 3, 0, 1, 2, 3, 0]}'] * 2)
    first, second = map(json.loads, result.output.splitlines())
    assert (result.exit_code, first["total"], first["band"]) == (0, 12, "moderate")
    assert second["change"] == {"points": 0, "reliable": "unchanged", "clinically": "no"}


def test_a_bad_line_is_said_and_ends_with_code_1():
    result = run(["{}", '{"instrument": "phq-9", "answers": [0, 0, 0, 0, 0, 0, 0, 0, null]}'], "--lang", "fr")
    bad, good = map(json.loads, result.output.splitlines())
    assert result.exit_code == 1
    assert bad["error"].startswith("la ligne n’est pas")
    assert good["total"] is None
    assert good["danger"] == [9]


def test_lines_may_come_from_a_file(tmp_path):
    file = tmp_path / "answers.jsonl"
    file.write_text('{"instrument": "gad-7", "answers": [1, 1, 1, 1, 1, 1, 1]}\n', encoding="utf-8")
    result = CliRunner().invoke(measures, ["score", str(file), "--instruments", str(FOLDER)])
    assert json.loads(result.output)["total"] == 7
