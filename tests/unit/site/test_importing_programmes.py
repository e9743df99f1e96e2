"""A programme from elsewhere is checked as those of the house; who imports it reads whose it is before it is kept; a
clinician approves before anybody is offered it."""

from __future__ import annotations

import stat
import tempfile
from collections.abc import Mapping
from pathlib import Path
from zipfile import ZipFile

import pytest
from click.testing import CliRunner, Result
from django.conf import LazySettings

from accalmie.capabilities.programmes import library
from accalmie.foundation import clock
from accalmie.site.authors import importing
from accalmie.site.authors.dossier import listed
from accalmie.site.authors.unpacking import unpack
from accalmie.site.authors.verifying import neighbours
from accalmie.site.commands.programmes import programmes
from tests.factories.folders import changed, folder, programme_of, step_file
from tests.factories.people import administrator, psychologist

pytestmark = [pytest.mark.django_db(databases=["default", "keys"])]


@pytest.fixture(autouse=True)
def imported(settings: LazySettings, tmp_path: Path) -> Path:
    """The folder in which packages are kept, empty."""
    settings.IMPORTED = tmp_path / "imported"
    library.current.cache_clear()  # of what an earlier test published and the database has forgotten
    return tmp_path / "imported"


def zipped(path: Path, files: Mapping[str, str | bytes]) -> Path:
    with ZipFile(path, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def package(tmp_path: Path, files: Mapping[str, str | bytes] | None = None) -> Path:
    return zipped(tmp_path / "small-steps.zip", folder() if files is None else files)


def run(*words: str | Path, answer: str = "") -> Result:
    return CliRunner().invoke(programmes, [*(str(word) for word in words), "--language", "en"], input=answer)


def taken(path: Path, *words: str) -> Result:
    return run("import", path, "--from", "University of Nowhere", "--by", "Ana, IT desk", *words)


def test_who_imports_reads_author_licence_evidence_and_who_may_start_and_may_still_say_no(
    tmp_path: Path, imported: Path
) -> None:
    result = taken(package(tmp_path), "--from", "University of Nowhere")

    assert result.exit_code == 1, "nobody answered"
    for read in (
        "Small steps (small-steps 1.0.0)",
        "Authors: Accalmie",
        "Licence: CC-BY-SA-4.0",
        "It helps. Author A. (checked: 2026-11)",
        "Protocol followed: Author A. Title.",
        "alone: phq9 >= 5 and phq9 <= 9",
        "Have you had too much energy?",
        "phq-9 every 7 days",
        "none: nobody’s life was tried in it",
        "Fingerprint of the files (SHA-256)",
    ):
        assert read in result.output
    refused = run("import", package(tmp_path), "--from", "Somewhere", "--by", "Ana", answer="n\n")
    assert "Nothing was kept." in refused.output
    assert not imported.exists()


def test_it_is_kept_with_where_it_came_from_and_nobody_is_offered_it(tmp_path: Path, imported: Path) -> None:
    result = taken(package(tmp_path), "--yes")

    assert result.exit_code == 0, result.output
    kept = sorted(path for path in imported.rglob("*") if path.is_file())
    assert len(kept) == len(folder()) + 1
    assert all(stat.S_IMODE(path.stat().st_mode) == 0o600 for path in kept if path.name != "origin.json")
    assert library.published() == []
    said = run("list").output
    assert "small-steps" in said
    assert "(“University of Nowhere”) by Ana, IT desk; waits for a clinician, offered to nobody" in said


def test_a_clinician_approves_and_it_is_offered_with_its_origin(tmp_path: Path) -> None:
    taken(package(tmp_path), "--yes")
    claire = psychologist("Claire Morel")

    result = run("publish", "small-steps", "--approved-by", claire.sign_in_name)

    assert result.exit_code == 0, result.output
    assert "approved by Claire Morel" in result.output
    edition = library.current("small-steps")
    assert edition.origin is not None
    assert (edition.origin.source, edition.origin.imported_by) == ("University of Nowhere", "Ana, IT desk")
    assert edition.origin.approved_by == claire.id
    said = run("list").output
    assert "approved on" in said
    assert "waits" not in said


def test_nobody_but_a_clinician_of_this_site_approves(tmp_path: Path) -> None:
    taken(package(tmp_path), "--yes")

    assert "Nobody signs in here" in run("publish", "small-steps", "--approved-by", "a stranger").output
    ana = administrator().sign_in_name
    assert "is not a clinician" in run("publish", "small-steps", "--approved-by", ana).output
    assert library.published() == []


def test_what_was_changed_after_its_import_is_not_offered(tmp_path: Path, imported: Path) -> None:
    taken(package(tmp_path), "--yes")
    (step,) = imported.glob("*/*/package/en/welcome-back.md")
    step.write_text(step.read_text("utf-8").replace("small", "huge"), "utf-8")

    result = run("publish", "small-steps", "--approved-by", psychologist().sign_in_name)

    assert "no longer what was imported" in result.output
    assert library.published() == []


def test_a_folder_and_its_archive_with_one_folder_inside_have_one_fingerprint(tmp_path: Path) -> None:
    inside = {f"small-steps/{name}": text for name, text in folder().items()}
    left_by_a_mac = {"__MACOSX/small-steps/._programme.yaml": b"\x00\x05", "small-steps/.DS_Store": b"\x00"}
    archive = package(tmp_path, {**inside, **left_by_a_mac})
    for name, text in folder().items():
        (tmp_path / "unpacked" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "unpacked" / name).write_text(text, "utf-8")

    taken(archive, "--yes")

    assert "word for word: small-steps 1.0.0" in taken(tmp_path / "unpacked", "--yes").output


def test_other_words_need_another_version_and_an_older_one_does_not_come_back(tmp_path: Path) -> None:
    claire = psychologist().sign_in_name
    newer = {**changed("version: 1.0.0", "version: 1.10.0"), "en/your-letter.md": step_file("your-letter", "en")}
    taken(package(tmp_path, newer), "--yes")
    assert run("publish", "small-steps", "--approved-by", claire).exit_code == 0

    other = {**newer, "README.md": "Other words."}
    assert "another text has another version number" in taken(package(tmp_path, other), "--yes").output
    taken(package(tmp_path, changed("version: 1.0.0", "version: 1.9.0")), "--yes")
    assert "1.9.0 is not newer" in run("publish", "small-steps", "--approved-by", claire).output
    assert library.current("small-steps").programme.version == "1.10.0"


def test_no_package_takes_the_place_of_a_programme_of_the_house(tmp_path: Path, imported: Path) -> None:
    result = taken(package(tmp_path, changed("programme: small-steps", "programme: depression")), "--yes")

    assert "“depression” is the name of a programme of the house" in result.output
    assert not imported.exists()


def test_what_the_checks_refuse_or_doubt_is_not_imported(tmp_path: Path, imported: Path) -> None:
    for files in (
        changed("phq9_item9 >= 1", "phq9_item9 >= 2"),
        changed("- when-stuck: {when: 'looked_back == \"stuck\"'}", "- when-stuck"),
    ):
        result = taken(package(tmp_path, files), "--yes")
        assert result.exit_code == 1
        assert "Nothing was imported" in result.output
    assert not imported.exists()


def test_who_imported_it_and_who_gave_it_are_said_in_words(tmp_path: Path, imported: Path) -> None:
    result = run("import", package(tmp_path), "--from", "\x1b[31mred", "--by", "Ana", "--yes")

    assert "does not fit" in result.output
    assert not imported.exists()


def test_what_others_left_among_passing_files_is_no_neighbour_of_a_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, content in folder().items():
        (tmp_path / "passing" / "left-by-others" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "passing" / "left-by-others" / name).write_text(content, "utf-8")
    found = unpack(package(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "passing"))
    monkeypatch.setattr(importing, "verify_folder", lambda place, **_how: neighbours(place))

    assert importing.examine(found) == {}


def test_the_list_moves_no_terminal_with_the_words_of_a_stranger() -> None:
    kept = importing.Kept(
        programme="small-steps",
        version="1.0.0",
        authors=("Ana \x1b]0;mine\x07",),
        licence="CC\u202e",
        digest="a" * 64,
        archive="",
        source="Somewhere",
        imported_by="Ana, IT desk",
        imported_at=clock.now(),
    )

    said = "".join(listed([], [kept], "en"))

    assert "Ana " in said
    assert not {"\x1b", "\x07", "\u202e"} & set(said)


def withdrawn(*words: str) -> Result:
    return run("withdraw", "small-steps", "--by", "Ana, IT desk", "--why", "Two people got worse.", *words)


def test_an_imported_programme_is_withdrawn_and_nobody_new_is_offered_it(tmp_path: Path) -> None:
    taken(package(tmp_path), "--yes")
    shown = run("publish", "small-steps", "--approved-by", psychologist("Claire Morel").sign_in_name)
    assert shown.exit_code == 0, shown.output

    result = withdrawn()

    assert result.exit_code == 0, result.output
    assert "nobody starts it any more" in result.output
    assert library.published() == []
    with pytest.raises(library.NotPublished):
        library.startable("small-steps")
    assert library.current("small-steps").programme.id == "small-steps", "whoever is on it still reads it"
    said = run("list").output
    assert "withdrawn on" in said
    assert "Two people got worse." in said
    assert "waits" not in said


def test_a_newer_version_is_offered_again_after_a_withdrawal(tmp_path: Path) -> None:
    claire = psychologist("Claire Morel").sign_in_name
    taken(package(tmp_path), "--yes")
    shown = run("publish", "small-steps", "--approved-by", claire)
    assert shown.exit_code == 0, shown.output
    withdrawn()
    newer = {**changed("version: 1.0.0", "version: 1.1.0"), "en/your-letter.md": step_file("your-letter", "en")}
    assert taken(package(tmp_path, newer), "--yes").exit_code == 0

    assert run("publish", "small-steps", "--approved-by", claire).exit_code == 0

    assert library.startable("small-steps").programme.version == "1.1.0"
    assert library.withdrawn() == {}


def test_only_what_was_imported_and_published_is_withdrawn_and_a_reason_is_given() -> None:
    assert "No programme published here is called" in withdrawn().output
    library.publish(programme_of(folder()), now=clock.now())
    assert "is a programme of the house" in withdrawn().output
    assert "does not fit" in withdrawn("--why", "").output
    assert library.startable("small-steps").origin is None
