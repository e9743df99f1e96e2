"""The sentences of the pages of letters: each is there in both languages, and none that no page says."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

LETTERS = Path(__file__).parents[3] / "frontend/letters"
CODE = "\n".join(path.read_text("utf-8") for path in sorted(LETTERS.glob("*.js")))
SAID = {language: json.loads((LETTERS / f"said/{language}.json").read_text("utf-8")) for language in ("en", "fr")}
FAILURES = re.findall(r'"(\w+)"', re.search(r"NAMES = \[(.*)\]", CODE)[1])  # type: ignore[index]
ON_A_SHEET = {"chain", "key", "directory"}
ON_A_LETTER = set(FAILURES) - {"directory"}


def test_both_languages_say_the_same_things() -> None:
    assert SAID["en"].keys() == SAID["fr"].keys()
    places = {
        language: {name: re.findall(r"\{\w+\}", said) for name, said in all_.items()} for language, all_ in SAID.items()
    }
    assert places["en"] == places["fr"]


def test_every_sentence_that_a_page_says_is_written_and_no_other() -> None:
    named = set(re.findall(r'(?:\bsay|weakness)\("(\w+)"', CODE)) | {"too_short", "too_simple"}
    named |= set(re.findall(r'"(offline|signed_out|not_now)"', CODE))
    named |= {f"wrong_{method}" for method in ("passphrase", "recovery")}
    named |= {f"sheet_{name}" for name in ON_A_SHEET} | {f"letter_{name}" for name in ON_A_LETTER}
    assert named == SAID["fr"].keys()


@pytest.mark.parametrize("sentence", SAID["fr"].values())
def test_french_is_written_as_it_is_printed(sentence: str) -> None:
    assert "'" not in sentence
    assert re.findall(r"[^\u202f\w][;:!?]|\w[;:!?]", sentence) == []
