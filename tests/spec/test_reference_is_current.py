"""The reference is written from the spec tests, never by hand."""

from __future__ import annotations

from pathlib import Path

from scripts.render_reference import REFERENCE, pages
from tests.spec.toc import CONTENTS

HERE = Path(__file__).parent


def test_docs_reference_says_what_the_spec_tests_show() -> None:
    written = {path.name: path.read_text(encoding="utf-8") for path in REFERENCE.glob("*.md")}
    assert written == pages(), "run `python -m scripts.render_reference`"


def test_every_spec_test_stands_in_the_contents_once() -> None:
    listed = [file for chapter in CONTENTS for file in chapter.files]
    found = sorted(path.relative_to(HERE).as_posix() for path in HERE.glob("programme/**/test_*.py"))
    assert sorted(listed) == found
