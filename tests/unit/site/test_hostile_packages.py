"""Nothing that a stranger packs runs, leaves its folder, swells without end or reaches a page as markup."""

from __future__ import annotations

import io
import os
import stat
import struct
from collections.abc import Mapping
from pathlib import Path
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZipFile, ZipInfo

import pytest

from accalmie.core.programme.language import compile
from accalmie.foundation.words.prose import document
from accalmie.site.authors import unpacking
from accalmie.site.authors.importing import examine
from accalmie.site.authors.unpacking import PackageRefused, printable, unpack
from tests.factories.folders import changed, exercises, folder, instruments, step_file

Files = Mapping[str, str | bytes]


def archive(tmp_path: Path, files: Files, *members: tuple[ZipInfo, bytes], packing: int = ZIP_DEFLATED) -> Path:
    path = tmp_path / "package.zip"
    with ZipFile(path, "w", packing) as written:
        for name, content in files.items():
            written.writestr(name, content)
        for member, content in members:
            written.writestr(member, content)
    return path


def refusal(path: Path) -> str:
    """The code with which a package is refused."""
    with pytest.raises(PackageRefused) as refused:
        unpack(path)
    for language in ("fr", "en"):
        assert refused.value.said(language)
    return refused.value.code


def refused_words(files: Mapping[str, str]) -> set[str]:
    """The codes with which the compiler refuses these texts."""
    return {one.code for one in compile(files, instruments=instruments(), exercises=exercises()).refusals}


@pytest.mark.parametrize(
    "name",
    [
        "../../etc/passwd",
        "/etc/passwd",
        "en/../../welcome.md",
        "..\\..\\windows\\system.ini",
        "C:/windows/system.ini",
        "en//welcome.md",
        "en/./welcome.md",
        "en/welcome.md\0.exe",
        ".hidden/../../out.md",
    ],
)
def test_a_path_that_leads_out_of_the_package_is_refused(tmp_path: Path, name: str) -> None:
    path = tmp_path / "package.zip"
    with ZipFile(path, "w") as written:
        member = ZipInfo("placeholder")
        member.filename = member.orig_filename = name
        written.writestr(member, b"x")

    assert refusal(path) == "leaves"


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR])
def test_a_link_or_a_device_in_an_archive_is_refused(tmp_path: Path, kind: int) -> None:
    member = ZipInfo("en/welcome.md")
    member.external_attr = (kind | 0o777) << 16

    assert refusal(archive(tmp_path, folder(), (member, b"/etc/passwd"))) in ("link", "no-plain-file")


def on_the_disk(tmp_path: Path) -> Path:
    for name, text in folder().items():
        (tmp_path / "package" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "package" / name).write_text(text, "utf-8")
    return tmp_path / "package"


def test_a_link_in_a_folder_is_refused_and_what_it_names_is_never_read(tmp_path: Path) -> None:
    (tmp_path / "secret.md").write_text("the site's own")
    package = on_the_disk(tmp_path)
    (package / "en" / "welcome.md").symlink_to(tmp_path / "secret.md")
    assert refusal(package) == "link"

    (package / "en" / "welcome.md").unlink()
    (package / "people").symlink_to(tmp_path)
    assert refusal(package) == "link"


def test_a_folder_with_a_pipe_does_not_make_anybody_wait(tmp_path: Path) -> None:
    package = on_the_disk(tmp_path)
    os.mkfifo(package / "en" / "welcome.md")

    assert refusal(package) == "no-plain-file"


def test_an_archive_that_swells_is_opened_no_further(tmp_path: Path) -> None:
    bomb = {f"en/step-{number}.md": "a" * 390_000 for number in range(40)}

    assert refusal(archive(tmp_path, {**folder(), **bomb})) == "swells"
    assert refusal(archive(tmp_path, {"programme.yaml": "a" * 450_000})) == "file-too-large"


def test_a_size_that_lies_is_not_believed(tmp_path: Path) -> None:
    path = archive(tmp_path, {"programme.yaml": "a" * 450_000})
    content = path.read_bytes()
    path.write_bytes(content.replace(struct.pack("<L", 450_000), struct.pack("<L", 10)))

    assert refusal(path) in ("broken", "file-too-large")


def test_too_many_files_too_large_an_archive_and_archives_in_archives(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert refusal(archive(tmp_path, {f"en/s{number}.md": "" for number in range(1_001)})) == "too-many-files"
    inner = io.BytesIO()
    with ZipFile(inner, "w") as written:
        written.writestr("programme.yaml", "x")
    assert refusal(archive(tmp_path, {**folder(), "en/more.zip": inner.getvalue()})) == "unknown-kind"
    monkeypatch.setattr(unpacking, "LARGEST_ARCHIVE", 100)
    assert refusal(archive(tmp_path, folder())) == "archive-too-large"


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("run.py", "unknown-kind"),
        ("en/welcome.html", "unknown-kind"),
        ("en/Welcome.md", "unknown-kind"),
        ("en/we\u0301lcome.md", "unknown-kind"),
        ("de/welcome.md", "unknown-kind"),
        ("en/deeper/welcome.md", "unknown-kind"),
        ("templates/base.html", "unknown-kind"),
        ("exercises/thought-record.yaml", "own-exercise"),
        ("instruments/phq-9.yaml", "own-instrument"),
        ("media/voice.mp3", "recording"),
        ("people/samira.exe", "unknown-kind"),
    ],
)
def test_only_what_a_programme_knows_is_taken(tmp_path: Path, name: str, code: str) -> None:
    assert refusal(archive(tmp_path, {**folder(), name: "x"})) == code


def test_one_name_twice_is_refused_even_with_other_capitals(tmp_path: Path) -> None:
    assert refusal(archive(tmp_path, {**folder(), "PROGRAMME.yaml": "x"})) == "twice"


def test_what_is_locked_packed_in_a_rare_way_or_broken_is_refused(tmp_path: Path) -> None:
    assert refusal(archive(tmp_path, folder(), packing=ZIP_BZIP2)) == "rare-packing"
    path = archive(tmp_path, {"programme.yaml": "x"})
    content = bytearray(path.read_bytes())
    content[content.rindex(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(content)
    assert refusal(path) == "encrypted"
    path.write_bytes(b"PK\x03\x04 and then nothing that is an archive")
    assert refusal(path) == "broken"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"\xff\xfe programme", "not-text"),
        (b"\x7fELF\x02\x01\x01\x00", "hidden-sign"),
        ("Take \u202eyllam\u202c steps".encode(), "hidden-sign"),
        (b"\x1b]0;owned\x07", "hidden-sign"),
        ("# a comment\u2028leads_to: []".encode(), "hidden-sign"),
        ("Steps\U000e0041\U000e0042".encode(), "hidden-sign"),
    ],
)
def test_bytes_that_are_no_text_and_signs_that_nobody_sees_are_refused(
    tmp_path: Path, content: bytes, code: str
) -> None:
    assert refusal(archive(tmp_path, {**folder(), "README.md": content})) == code


def test_a_test_person_who_lives_for_ever_is_refused_before_anybody_waits(tmp_path: Path) -> None:
    forever = (
        "person: eve\nstory: {fr: Eve., en: Eve.}\nlanguage: fr\nmode: guided\n"
        "weeks:\n  - week: 999\n    does: [everything]\n"
    )
    with pytest.raises(PackageRefused) as refused:
        examine(unpack(archive(tmp_path, {**folder(), "people/eve.yaml": forever})))
    assert refused.value.code == "weeks-too-far"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("!!python/object/apply:os.system ['touch /tmp/owned']", "yaml-feature"),
        ("!include /etc/passwd", "yaml-feature"),
        ("&a [x, *a]", "yaml-feature"),
        ("{" * 1_000_000, "file-too-large"),
        ("{" * 90_000, "line-too-long"),
        ("\n".join("[" * 40 for _ in range(2_000)), "yaml-too-deep"),
    ],
)
def test_yaml_that_would_run_copy_itself_or_never_end_is_refused(words: str, code: str) -> None:
    assert code in refused_words(changed("[Accalmie]", words))


@pytest.mark.parametrize(
    "rule",
    [
        "__import__('os').system('touch owned')",
        "phq9.__class__.__mro__",
        "open('/etc/passwd')",
        "phq9 <= 19 if True else 0",
        "(" * 1_500 + "phq9 <= 19" + ")" * 400,
    ],
)
def test_a_rule_calls_nothing(rule: str) -> None:
    quoted = '"' + rule.replace('"', "'") + '"'

    assert refused_words(changed("guided: phq9 <= 19", f"guided: {quoted}")) & {"rule", "line-too-long"}


HOSTILE = (
    "<script>alert(1)</script>",
    '<img src=x onerror="alert(1)">',
    "[click](javascript:alert(1))",
    "[click](data:text/html;base64,PHNjcmlwdD4=)",
    "![x](https://elsewhere.example/who-reads.gif)",
    "<https://elsewhere.example/>",
    "[x]: javascript:alert(1)\n\n[x]",
)


@pytest.mark.parametrize("words", HOSTILE)
def test_markup_and_other_sites_in_a_text_are_refused(words: str) -> None:
    body = ("You can take one small step, at your own time. " * 20) + "\n\n" + words + "\n"
    text = step_file("once-more", "en", body=body)

    assert refused_words({**folder(), "en/once-more.md": text}) & {"html", "third-party"}


@pytest.mark.parametrize("words", HOSTILE)
def test_and_were_it_not_refused_it_would_still_reach_no_page_as_markup(words: str) -> None:
    html = str(document(words))

    assert not [tag for tag in ("<script", "<img", "<iframe", "<svg", "style=") if tag in html]
    assert 'href="javascript:' not in html
    assert 'href="data:' not in html


def test_nothing_of_a_stranger_s_name_moves_a_terminal() -> None:
    assert printable("\x1b[2J\u202eabc\r\n") == "\ufffd[2J\ufffdabc\ufffd\ufffd"
    assert printable("Université\u00a0: Paris") == "Université\u00a0: Paris"
