"""`accalmie safety classify` reads lines and prints levels; a bad line is named, and so is a missing browser."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from accalmie.core.crisis.language.rules import script
from accalmie.safety import library
from accalmie.site.commands import browser_runtime, classifying as command
from accalmie.site.commands.safety import safety

LINES = """{"id": "a", "lang": "fr", "text": "J’ai envie de le tuer."}

{"id": 2, "lang": "en", "text": "I bought a rope"}
"""


def levels(said: str) -> list[tuple[object, str]]:
    return [(line["id"], line["level"]) for line in map(json.loads, said.splitlines())]


def test_each_line_has_its_level_in_order() -> None:
    done = CliRunner().invoke(safety, ["classify"], input=LINES)
    assert levels(done.output) == [("a", "harm_others"), (2, "plan")]


@pytest.mark.skipif(shutil.which("node") is None, reason="no Node here to run the browser's code")
def test_the_browsers_own_code_says_the_same() -> None:
    done = CliRunner().invoke(safety, ["classify", "--runtime", "browser"], input=LINES)
    assert levels(done.output) == [("a", "harm_others"), (2, "plan")]


@pytest.mark.parametrize(
    "bad", ["{", '{"id": 1}', '{"id": 1, "text": "a", "lang": "de"}', "[]", '{"id": 1, "text": "\xff']
)
@pytest.mark.parametrize("runtime", ["python", "browser"])
def test_a_line_that_cannot_be_read_is_named_by_its_number(bad: str, runtime: str) -> None:
    done = CliRunner().invoke(
        safety, ["classify", "--runtime", runtime], input=f"{LINES}{bad}\n".encode("latin-1", "replace")
    )
    assert done.exit_code == 1
    assert "line 4: not" in done.stderr


def test_without_node_and_chromium_a_sentence_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(_name: str) -> None:
        raise ImportError

    monkeypatch.setattr(browser_runtime.shutil, "which", lambda _name: None)
    monkeypatch.setattr(browser_runtime, "import_module", missing)
    done = CliRunner().invoke(safety, ["classify", "--runtime", "browser"], input=LINES)
    assert done.exit_code == 1
    assert "needs Node, or the Chromium of the tests" in done.stderr


def test_the_table_for_the_browser_is_written_from_the_rules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "RULES_IN_BROWSER", tmp_path / "rules.js")
    CliRunner().invoke(safety, ["table"], catch_exceptions=False)
    assert (tmp_path / "rules.js").read_text("utf-8") == script(library.language().rules)
