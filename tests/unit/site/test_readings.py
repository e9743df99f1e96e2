"""What a text said is not parsed again, until one sign of it or of what reads it changes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from accalmie.core import written
from accalmie.core.definitions import Definition, DefinitionRefused, read
from accalmie.core.programme.language import read_yaml
from accalmie.site import readings
from accalmie.site.readings import Readings

TEXT = "title: Un pas\nsteps: [one, two]\n"


class Small(Definition):
    title: str
    steps: list[str]


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty memory, for this test alone."""
    monkeypatch.setattr(written, "_memories", [Readings(tmp_path / "readings")])
    return tmp_path / "readings"


def unparsed(monkeypatch: pytest.MonkeyPatch) -> None:
    """From here on, whoever parses fails."""
    for way in ("load", "parse", "compose"):
        monkeypatch.delattr(YAML, way)


def test_the_second_time_says_the_same_without_parsing(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = written.values(TEXT), read(TEXT, Small, DefinitionRefused), read_yaml(TEXT), read_yaml(TEXT, first_line=9)
    unparsed(monkeypatch)
    second = written.values(TEXT), read(TEXT, Small, DefinitionRefused), read_yaml(TEXT), read_yaml(TEXT, first_line=9)
    assert second == first
    assert first[2] != first[3]


def test_one_sign_more_is_parsed_anew(kept: Path) -> None:
    assert written.values(TEXT)["title"] == "Un pas"
    assert written.values(TEXT.replace("pas", "pas!"))["title"] == "Un pas!"


def test_another_reader_trusts_no_reading_of_this_one(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written.values(TEXT)
    monkeypatch.setattr(readings, "_reader", lambda: b"another")
    assert Readings(kept).recall(f"values\n{TEXT}") is None


def test_what_is_refused_is_refused_each_time_with_its_line(kept: Path) -> None:
    for _ in range(2):
        with pytest.raises(DefinitionRefused, match="line 2"):
            read("title: Un pas\nsteps: 7\n", Small, DefinitionRefused)
        with pytest.raises(DefinitionRefused, match="references"):
            read("title: &a Un pas\nsteps: [*a]\n", Small, DefinitionRefused)


def test_a_text_read_in_a_laxer_way_is_no_definition(kept: Path) -> None:
    with_reference = "title: &a Un pas\nsteps: [*a]\n"
    written.values(with_reference)
    with pytest.raises(DefinitionRefused, match="references"):
        read(with_reference, Small, DefinitionRefused)


def test_a_date_is_read_each_time_since_it_would_come_back_as_words(kept: Path) -> None:
    first = written.values("day: 2026-12-01\n")
    assert written.values("day: 2026-12-01\n") == first
    assert not kept.exists()


def test_what_was_changed_on_the_disk_into_nonsense_is_read_anew(kept: Path) -> None:
    written.values(TEXT)
    for path in kept.iterdir():
        path.write_bytes(b"\xc1")
    assert written.values(TEXT)["steps"] == ["one", "two"]


def test_tests_keep_nothing_that_they_write(tmp_path: Path) -> None:
    Readings(tmp_path / "none", keeps=False).keep("a text", b"said")
    assert not (tmp_path / "none").exists()


def test_where_nothing_may_be_written_everything_is_read_as_before(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    memory = Readings(tmp_path / "file")
    memory.keep("a text", b"said")
    assert memory.recall("a text") is None
