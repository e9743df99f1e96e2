"""The authors' manuals say what is so: each refusal is explained, in both languages."""

from __future__ import annotations

import re
from pathlib import Path

from accalmie.core.programme import checks, language

AUTHORS = Path(__file__).parents[4] / "docs" / "authors"


def test_each_refusal_is_explained_and_nothing_else() -> None:
    explained = re.findall(r"^### `([\w-]+)`$", (AUTHORS / "refusals.md").read_text("utf-8"), re.MULTILINE)

    assert len(explained) == len(set(explained))
    assert set(explained) == {*language.SENTENCES, *checks.SENTENCES}


def test_no_code_means_two_things() -> None:
    assert not set(language.SENTENCES) & set(checks.SENTENCES)


def test_each_sentence_names_the_same_things_in_both_languages() -> None:
    for code, (fr, en) in {**language.SENTENCES, **checks.SENTENCES}.items():
        assert set(re.findall(r"\{(\w+)\}", fr)) == set(re.findall(r"\{(\w+)\}", en)), code


def test_the_sentences_keep_the_typography_that_they_ask_for() -> None:
    for code, (fr, _) in {**language.SENTENCES, **checks.SENTENCES}.items():
        said = re.sub(r"«[^»]*»|\[\[.*?\]\]|\{line\}", "mot", fr)  # what is quoted is written as authors write it
        if code != "typography-space":  # it shows the signs alone
            assert list(language.french_slips(said)) == [], code
