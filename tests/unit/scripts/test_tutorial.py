"""The authors' tutorial cannot lie: what it tells is done, from its own text, and compared with what it shows."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest

from scripts import tutorial
from scripts.tutorial import HOUSE, TUTORIAL, Ran, Untrue, agrees, blocks, changed, follow

PICTURE = HOUSE / "docs" / "images" / "first-steps.svg"
FRENCH = HOUSE / "docs" / "images" / "premiers-pas.svg"
FOUND = "```console\n$ accalmie --help\n{shown}\n```\n"


@pytest.fixture(scope="module")
def followed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Ran]]:
    folder = tmp_path_factory.mktemp("author")
    return folder, follow(TUTORIAL.read_text("utf-8"), folder, lambda line: None)


def test_the_tutorial_is_true_from_its_first_file_to_the_refusal_at_its_end(followed: tuple[Path, list[Ran]]) -> None:
    assert [ran.code for ran in followed[1]] == [1, 0, 0, 1, 1]


def test_it_ends_with_file_line_and_the_person_who_would_have_been_lost_in_both_languages(
    followed: tuple[Path, list[Ran]],
) -> None:
    english, french = followed[1][-2:]
    for ran, line, story in ((english, "line", "Léa, 22, a student"), (french, "ligne", "Léa, 22 ans, étudiante")):
        assert ran.said.startswith(f"programme.yaml\n  {line} 21:18")
        assert f"people/lea.yaml\n  {line} 12" in ran.said
        assert story in ran.said


def test_its_picture_is_the_map_that_the_command_draws(followed: tuple[Path, list[Ran]]) -> None:
    drawn = (followed[0] / "first-steps.svg").read_text("utf-8")
    assert drawn == PICTURE.read_text("utf-8"), "run `make demo-tutorial`; copy the map of var/demo-tutorial/ there"
    assert "Help does not come" in [each.text for each in ElementTree.fromstring(drawn).iter() if each.text]


def test_the_map_of_the_french_command_says_it_in_french(followed: tuple[Path, list[Ran]]) -> None:
    drawn = (followed[0] / "premiers-pas.svg").read_text("utf-8")
    assert drawn == FRENCH.read_text("utf-8"), "run `make demo-tutorial`; copy the map of var/demo-tutorial/ there"
    assert "L’aide ne vient pas" in [each.text for each in ElementTree.fromstring(drawn).iter() if each.text]


@pytest.mark.parametrize(
    ("shown", "said", "is_so"),
    [
        ("Verified: … moves", "Verified: 16 situations and 38 moves\n", True),
        ("first\n…\nlast", "first\nmany\nmore\nlast", True),
        ("lea : Léa", "lea\u00a0: Léa", True),
        ("3 to look at.", "4 to look at.", False),
        ("first", "first\nsecond", False),
    ],
)
def test_dots_stand_for_any_text_and_nothing_else_does(shown: str, said: str, is_so: bool) -> None:
    assert agrees(shown, said) is is_so


def test_a_page_that_shows_another_output_is_refused_with_its_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tutorial, "run", lambda command, folder: Ran(command, "Usage: accalmie", 0))
    assert follow(FOUND.format(shown="Usage: …"), tmp_path, lambda line: None)
    with pytest.raises(Untrue, match=r"tutorial\.md:4: “accalmie --help” says otherwise:\nUsage: accalmie"):
        follow(f"# A page\n\n{FOUND.format(shown='Nothing')}", tmp_path, lambda line: None)


def test_a_page_that_deletes_what_is_not_there_is_refused(tmp_path: Path) -> None:
    page = "```yaml file=a.yaml\none: 1\n```\n\n```yaml delete=a.yaml\ntwo: 2\n```\n"
    with pytest.raises(Untrue, match=r"not in a\.yaml"):
        follow(page, tmp_path, lambda line: None)


def test_only_blocks_that_do_something_are_done() -> None:
    page = "```yaml\nshown: only\n```\n```yaml change=a.yaml\nword: new\n```\n```console\n$ accalmie\n```\n"
    assert [(block.does, block.path) for block in blocks(page)] == [("change", "a.yaml"), ("console", "")]


def test_a_change_replaces_the_line_that_begins_with_the_same_word() -> None:
    assert (
        changed("title: old\nsub: {title: kept}\n", "title: {en: \\1 new}\n")
        == "title: {en: \\1 new}\nsub: {title: kept}\n"
    )
