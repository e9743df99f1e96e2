"""The authors' manuals say what is so: each refusal is explained, and the tutorial does what it tells."""

from __future__ import annotations

import re
from pathlib import Path

from accalmie.core.programme import checks, language
from accalmie.core.programme.checks import Report, verify
from tests.factories.folders import compiled, only

AUTHORS = Path(__file__).parents[4] / "docs" / "authors"
BLOCK = re.compile(r"^```\w+ (\w+)=?(\S*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


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


def blocks() -> list[tuple[str, str, str]]:
    """The blocks of the tutorial that do something: (what, file, text)."""
    return BLOCK.findall((AUTHORS / "tutorial.md").read_text("utf-8"))


def verified(files: dict[str, str]) -> Report:
    found = compiled(files)
    assert found.programme is not None, found.refusals
    return verify(found.programme, places=found.places)


def test_the_tutorial_does_what_it_tells() -> None:
    files = {file: text for what, file, text in blocks() if what == "file"}
    refused = {refusal.hint or refusal.code for refusal in compiled(files).refusals}
    assert refused == {"unknown-word"}, "the first refusal that the tutorial announces"

    _change(files, next(text for what, _, text in blocks() if what == "change"))
    report = verified(files)
    assert report.is_accepted
    assert {refusal.code for refusal in report.refusals} == {"module-length", "no-obstacle-path", "no-short-version"}

    deleted = next(text for what, _, text in blocks() if what == "delete")
    assert deleted in files["programme.yaml"]
    files["programme.yaml"] = files["programme.yaml"].replace(deleted, "")
    refusal = only(verified(files).refusals, "danger-uncovered")
    assert refusal.en.startswith(next(text for what, _, text in blocks() if what == "says").strip())


def _change(files: dict[str, str], lines: str) -> None:
    """Each line replaces the one of `programme.yaml` that begins with the same word."""
    for line in lines.splitlines():
        word = line.split(":")[0]
        files["programme.yaml"] = re.sub(rf"^{word}:.*$", line, files["programme.yaml"], count=1, flags=re.MULTILINE)
