"""At the command line an author reads what to change, file by file, with the line itself, and gets a page and a map."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner, Result

from accalmie.site.commands.programmes import programmes
from tests.factories.folders import changed, folder


@pytest.fixture
def written(tmp_path: Path) -> Path:
    """The tiny programme on the disk."""
    write(tmp_path / "small-steps", folder())
    return tmp_path / "small-steps"


def write(root: Path, files: Mapping[str, str]) -> None:
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(programmes, [str(word) for word in words], env={"LANG": "fr_FR.UTF-8", "LC_ALL": ""})


def test_a_sound_programme_ends_with_its_figures(written: Path) -> None:
    result = run("verify", written, "--language", "en")

    assert result.exit_code == 0, result.output
    assert "situations and" in result.output
    assert "at most 10 steps a person, 0 of 0 test people" in result.output


def test_a_fault_is_shown_with_its_line_and_a_mark_under_it(written: Path) -> None:
    write(written, {"programme.yaml": changed("- once-more", "- once-mor")["programme.yaml"]})

    result = run("verify", written)

    assert result.exit_code == 1
    lines = result.output.splitlines()
    at = next(index for index, line in enumerate(lines) if "[unknown-step]" in line)
    assert lines[0] == "programme.yaml"
    assert "«\u00a0once-mor\u00a0» n’est pas une étape de ce programme." in lines[at]
    assert lines[at + 1].strip() == "Vouliez-vous dire «\u00a0once-more\u00a0»\u202f?"
    assert lines[at + 2].endswith("- once-mor")
    assert lines[at + 3].index("^") == lines[at + 2].index("once-mor")
    assert "Rien de ce programme n’atteint encore une personne." in lines[-1]


def test_the_same_is_there_for_machines(written: Path) -> None:
    write(written, {"programme.yaml": changed("phq9_item9 >= 1", "phq9_item9 >= 2")["programme.yaml"]})

    result = run("verify", written, "--json")

    said = json.loads(result.output)
    assert result.exit_code == 1
    assert said["accepted"] is False
    assert said["states"] > 100
    assert [refusal["code"] for refusal in said["refusals"]] == ["danger-uncovered"]


def test_what_is_only_to_look_at_is_refused_when_strict(written: Path) -> None:
    text = changed("- when-stuck: {when: 'looked_back == \"stuck\"'}", "- when-stuck")["programme.yaml"]
    write(written, {"programme.yaml": text})

    assert run("verify", written).exit_code == 0
    assert run("verify", written, "--strict").exit_code == 1


def test_files_that_are_not_text_are_refused_and_not_read_aloud(written: Path) -> None:
    (written / "fr" / "once-more.md").write_bytes(b"---\nkind: \xff\xfe\n---\n")

    result = run("verify", written, "--language", "en")

    assert result.exit_code == 1
    assert "[not-text]" in result.output


def test_the_preview_is_one_page_with_both_languages_rules_and_recalled_words(written: Path, tmp_path: Path) -> None:
    page = tmp_path / "preview.html"

    result = run("preview", written, "--out", page)

    html = page.read_text("utf-8")
    assert result.output.strip() == str(page)
    assert "Vous pouvez faire un petit pas" in html
    assert "You can take one small step" in html
    assert "when: <code>looked_back == &quot;stuck&quot;</code>" in html
    assert '<mark title="chosen">ce que vous aviez choisi</mark>' in html
    assert "<script" not in html
    assert "http" not in html.replace("http://www.w3.org/2000/svg", "")


def test_a_programme_that_does_not_compile_has_no_preview(written: Path, tmp_path: Path) -> None:
    (written / "programme.yaml").write_text("programme: [", encoding="utf-8")

    result = run("preview", written, "--out", tmp_path / "preview.html")

    assert result.exit_code == 1
    assert not (tmp_path / "preview.html").exists()


def test_the_map_is_a_drawing_in_the_chosen_language(written: Path, tmp_path: Path) -> None:
    result = run("map", written, "--out", tmp_path / "map.svg", "--language", "en")

    drawing = ElementTree.parse(tmp_path / "map.svg").getroot()
    assert result.exit_code == 0, result.output
    assert drawing.attrib["lang"] == "en"
    assert drawing.findtext("{http://www.w3.org/2000/svg}title") == "Small steps"


def test_a_new_programme_reads_but_for_the_pages_that_are_its_author_s_to_write(tmp_path: Path) -> None:
    begun = run("new", tmp_path / "mieux-dormir")
    assert begun.exit_code == 0, begun.output

    result = run("verify", tmp_path / "mieux-dormir", "--language", "en")

    assert result.output.count("[") - result.output.count("[[") * 2 == result.output.count("[text-too-short]") == 8
    for path in (tmp_path / "mieux-dormir").glob("*/*.md"):
        if "kind: text" in path.read_text("utf-8"):
            path.write_text(path.read_text("utf-8") + "\n" + "We go for a walk today. " * 30, "utf-8")
    assert "Verified" in run("verify", tmp_path / "mieux-dormir", "--strict", "--language", "en").output


def test_a_new_programme_never_overwrites_what_is_there(written: Path) -> None:
    before = (written / "programme.yaml").read_text("utf-8")
    result = run("new", written)
    assert result.exit_code == 1
    assert "existe déjà" in result.output
    assert (written / "programme.yaml").read_text("utf-8") == before
    assert "minuscules" in run("new", written.parent / "Mieux Dormir").output


def test_readability_shows_the_hardest_text_first_and_what_is_under_the_level(written: Path) -> None:
    hard = (
        "---\nkind: text\ntitle: X\nminutes: 2\n---\n" + "Considérablement institutionnalisées, responsabilités. " * 12
    )
    write(written, {"fr/welcome.md": hard})
    result = run("readability", written)
    assert result.exit_code == 1
    first = result.output.splitlines()[1]
    assert "fr/welcome.md" in first
    assert "sous le niveau annoncé" in first


def test_diff_says_what_people_enrolled_would_find_changed(written: Path, tmp_path: Path) -> None:
    assert (
        run("diff", written, written, "--language", "en").output.strip() == "Nothing changes for the people enrolled."
    )
    write(tmp_path / "newer", changed("every: 7 days", "every: 14 days"))
    result = run("diff", written, tmp_path / "newer", "--language", "en")
    assert result.output.strip() == "The questionnaires change, or when they come."
