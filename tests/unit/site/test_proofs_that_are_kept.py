"""What was proved of a programme is not proved again, until one sign of what it rests on changes."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from django.conf import settings as site

from accalmie.site.authors import proofs, verifying
from accalmie.site.authors.folder import compile_folder
from accalmie.site.authors.verifying import verify_folder, verify_folders
from accalmie.site.commands.programmes import programmes
from tests.factories import orientations
from tests.factories.folders import folder as small


@pytest.fixture
def here(tmp_path: Path, settings: Any) -> Path:
    """A small programme on the disk, and no proof of anything."""
    settings.PROOFS = tmp_path / "proofs"
    place = tmp_path / "small"
    for name, text in small().items():
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_text(text, "utf-8")
    return place


def test_the_second_time_says_the_same_without_exploring(here: Path) -> None:
    first, second = verify_folder(here), verify_folder(here)
    assert (first.is_kept, second.is_kept) == (False, True)
    assert second.report == first.report
    assert verify_folder(here, anew=True).is_kept is False


def test_one_sign_in_a_text_a_person_or_a_rule_is_proved_anew(here: Path) -> None:
    verify_folder(here)
    for path in (min(here.rglob("*.md")), here / "programme.yaml"):
        path.write_text(path.read_text("utf-8") + "\n", "utf-8")
        assert verify_folder(here).is_kept is False
        assert verify_folder(here).is_kept is True


def test_so_is_one_sign_in_what_it_is_checked_with(here: Path, settings: Any, tmp_path: Path) -> None:
    content = tmp_path / "content"
    for name in proofs.BESIDE:
        shutil.copytree(Path(site.CONTENT) / name, content / name)
    settings.CONTENT = content
    verify_folder(here)
    rules = content / "danger" / "rules.yaml"
    rules.write_text(rules.read_text("utf-8") + "# read again\n", "utf-8")
    assert verify_folder(here).is_kept is False


def test_another_checker_trusts_no_proof_of_this_one(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    verify_folder(here)
    monkeypatch.setattr(proofs, "_checker", lambda: "another")
    assert verify_folder(here).is_kept is False


def test_what_is_refused_is_never_kept(here: Path) -> None:
    path = here / "programme.yaml"
    path.write_text(path.read_text("utf-8").replace("danger:", "dangers:"), "utf-8")
    assert verify_folder(here).refusals
    assert not list(Path(site.PROOFS).glob("*"))


def test_a_proof_that_cannot_be_read_or_written_stops_nothing(here: Path) -> None:
    verify_folder(here)
    [proof] = Path(site.PROOFS).iterdir()
    proof.write_bytes(b"{")
    assert verify_folder(here).is_kept is False
    proof.unlink()
    Path(site.PROOFS).rmdir()
    Path(site.PROOFS).write_text("no folder", "utf-8")
    assert verify_folder(here).report is not None


def test_the_command_says_which_it_was(here: Path) -> None:
    said = [CliRunner().invoke(programmes, ["verify", str(here), "--language", "en"]).output for _ in range(2)]
    assert ["Proved before" in one for one in said] == [False, True]


def test_what_has_not_changed_is_not_even_compiled(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = verify_folder(here)
    monkeypatch.setattr(verifying, "compile_folder", lambda folder: pytest.fail("was compiled"))

    again = verify_folder(here)

    assert (again.is_kept, again.refusals, again.test_people) == (True, (), first.test_people)


def test_a_text_that_somebody_changes_during_the_proof_is_proved_again(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(folder: Path) -> Any:
        found = compile_folder(folder)
        page = min(folder.rglob("*.md"))
        page.write_text(page.read_text("utf-8") + "\n", "utf-8")
        return found

    monkeypatch.setattr(verifying, "compile_folder", interrupted)

    assert verify_folder(here).refusals == ()
    assert not list(Path(site.PROOFS).glob("*"))


def test_an_orientation_is_proved_again_when_a_neighbour_asks_for_something_else_at_its_start(
    here: Path, tmp_path: Path
) -> None:
    orientation = tmp_path / "content" / "programmes" / "finding"
    neighbour = tmp_path / "content" / "programmes" / "small-steps"
    shutil.copytree(here, neighbour)
    for name, text in orientations.written().items():
        (orientation / name).parent.mkdir(parents=True, exist_ok=True)
        (orientation / name).write_text(text, "utf-8")
    [(_, first), (_, beside)] = verify_folders([orientation, neighbour])
    assert (first.refusals, beside.refusals) == ((), ())

    page = min(neighbour.rglob("*.md"))
    page.write_text(page.read_text("utf-8") + "\n", "utf-8")
    assert [one.is_kept for _, one in verify_folders([orientation, neighbour])] == [True, False]

    programme = neighbour / "programme.yaml"
    programme.write_text(programme.read_text("utf-8").replace("guided: phq9 <= 19", "guided: phq9 <= 18"), "utf-8")
    assert verify_folder(orientation).is_kept is False
