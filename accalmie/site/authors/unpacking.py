"""Opens a package from elsewhere, a folder or a ZIP file: every name and size is judged before a byte is kept.

Nothing is written here. What comes out is a table of plain texts by paths from a short list of forms, so that no path
can lead out of a folder, and nothing in it can be started.
"""

from __future__ import annotations

import os
import re
import stat
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from accalmie.site.authors.package_words import SENTENCES

LARGEST_ARCHIVE = 5_000_000
"""Bytes of a ZIP file. The longest programme of the house is a tenth of it, unpacked."""
LARGEST_FILE = 400_000
"""Bytes of one file: the longest YAML that a programme may have, were each of its signs four bytes."""
LARGEST_PACKAGE = 10_000_000
MOST_FILES = 1_000
MOST_PEOPLE = 60
"""Test people: each one's weeks are lived through while checking."""
HIGHEST_RATIO = 50
"""How many times larger than its archive a package may be. Texts shrink to a fifth."""
_ENCRYPTED = 0x1
_LEFT_OUT = "__MACOSX"
_STEP = re.compile(r"(fr|en)/[a-z][a-z0-9]*(-[a-z0-9]+)*\.md\Z")
_PERSON = re.compile(r"people/[a-z0-9]+([-_][a-z0-9]+)*\.yaml\Z")
_OTHER = re.compile(r"(programme\.yaml|README\.md|LICEN[CS]E(\.md|\.txt)?)\Z")
_HIDDEN_SIGN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\u200e\u200f\u061c\u200b\u2060\ufeff\U000e0000-\U000e007f]"
)
"""Signs that nobody sees: they turn the order of what is read, hide words in it, or command a terminal."""
_SPACES = "\u00a0\u202f"
_BROKEN = (BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError, MemoryError)


class PackageRefused(Exception):
    """A package that is not taken. `said` says why, to whoever imports it."""

    def __init__(self, code: str, **words: object) -> None:
        self.code, self.words = code, {name: printable(str(word)) for name, word in words.items()}
        super().__init__(self.said("en"))

    def said(self, language: str) -> str:
        """The sentence in French, or in English for any other language."""
        sentence = SENTENCES[self.code]
        return (sentence.fr if language == "fr" else sentence.en).format(**self.words)


@dataclass(frozen=True)
class Package:
    """A package as it came. `digest` is that of its files, the same for a folder and for its archive; `archive` that of
    the ZIP file, empty for a folder."""

    files: Mapping[str, bytes]
    digest: str
    archive: str = ""


def printable(words: str, most: int = 200) -> str:
    """Words of a stranger for a terminal: no sign that moves the cursor, changes colours or turns the writing."""
    return "".join(sign if sign.isprintable() or sign in _SPACES else "\ufffd" for sign in words[:most])


def unpack(path: Path) -> Package:
    """The package in a folder or a ZIP file. Raises PackageRefused; nothing of it is written or started."""
    if path.is_dir():
        return _package(_from_folder(path))
    if not path.is_file():
        raise PackageRefused("not-a-package", name=path.name)
    if path.stat().st_size > LARGEST_ARCHIVE:
        raise PackageRefused("archive-too-large", limit=_megabytes(LARGEST_ARCHIVE))
    content = path.read_bytes()
    return _package(_from_archive(path.name, content), archive=sha256(content).hexdigest())


def digest_of(files: Mapping[str, bytes]) -> str:
    """The fingerprint of these files: SHA-256 of the lines that `sha256sum` prints for them, by path."""
    lines = (f"{sha256(content).hexdigest()}  {path}\n" for path, content in sorted(files.items()))
    return sha256("".join(lines).encode()).hexdigest()


def _package(found: Iterable[tuple[str, bytes]], archive: str = "") -> Package:
    files = _without_top(dict(found))
    for name, content in files.items():
        _check_kind(name)
        _check_text(name, content)
    people = sum(name.startswith("people/") for name in files)
    if people > MOST_PEOPLE:
        raise PackageRefused("too-many-people", count=people, limit=MOST_PEOPLE)
    return Package(files, digest_of(files), archive)


def _from_archive(name: str, content: bytes) -> Iterator[tuple[str, bytes]]:
    try:
        with ZipFile(BytesIO(content)) as archive:
            yield from _members(archive, len(content))
    except _BROKEN as error:
        raise PackageRefused("broken", name=name) from error


def _members(archive: ZipFile, size: int) -> Iterator[tuple[str, bytes]]:
    members, seen, total = archive.infolist(), set[str](), 0
    if len(members) > MOST_FILES:
        raise PackageRefused("too-many-files", limit=MOST_FILES)
    for member in members:
        name = member.orig_filename
        is_wanted = _is_wanted(name.removesuffix("/"))
        _check_member(member)
        if member.is_dir() or not is_wanted:
            continue
        if name.casefold() in seen:
            raise PackageRefused("twice", name=name)
        seen.add(name.casefold())
        with archive.open(member) as file:
            content = _checked_size(name, file.read(LARGEST_FILE + 1))
        total += len(content)
        if total > min(LARGEST_PACKAGE, HIGHEST_RATIO * size):
            raise PackageRefused("swells", limit=_megabytes(LARGEST_PACKAGE), ratio=HIGHEST_RATIO)
        yield name, content


def _check_member(member: ZipInfo) -> None:
    """Refuse what is not a plain file or a folder: a link, a device, something locked or packed in a rare way."""
    _check_file_kind(member.orig_filename, member.external_attr >> 16)
    if member.flag_bits & _ENCRYPTED:
        raise PackageRefused("encrypted", name=member.orig_filename)
    if member.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        raise PackageRefused("rare-packing", name=member.orig_filename)


def _check_file_kind(name: str, mode: int) -> None:
    if stat.S_ISLNK(mode):
        raise PackageRefused("link", name=name)
    if stat.S_IFMT(mode) not in (0, stat.S_IFREG, stat.S_IFDIR):
        raise PackageRefused("no-plain-file", name=name)


def _from_folder(folder: Path) -> Iterator[tuple[str, bytes]]:
    total = 0
    for count, path in enumerate(_walked(folder, folder), 1):
        if count > MOST_FILES:
            raise PackageRefused("too-many-files", limit=MOST_FILES)
        name = path.relative_to(folder).as_posix()
        content = _checked_size(name, _read(path, name))
        total += len(content)
        if total > LARGEST_PACKAGE:
            raise PackageRefused("swells", limit=_megabytes(LARGEST_PACKAGE), ratio=HIGHEST_RATIO)
        yield name, content


def _walked(folder: Path, top: Path) -> Iterator[Path]:
    """The files of a folder and of those inside it. A link is refused and never followed; what is hidden is passed
    over."""
    for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
        path = folder / entry.name
        name = path.relative_to(top).as_posix()
        if not _is_wanted(name):
            continue
        _check_file_kind(name, entry.stat(follow_symlinks=False).st_mode)
        if entry.is_dir(follow_symlinks=False):
            yield from _walked(path, top)
        else:
            yield path


def _read(path: Path, name: str) -> bytes:
    """The bytes of a plain file. It is opened without following a link: it may have become one since it was looked
    at."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError as error:
        raise PackageRefused("unreadable", name=name) from error
    with os.fdopen(descriptor, "rb") as file:
        _check_file_kind(name, os.fstat(descriptor).st_mode)
        return file.read(LARGEST_FILE + 1)


def _checked_size(name: str, content: bytes) -> bytes:
    if len(content) > LARGEST_FILE:
        raise PackageRefused("file-too-large", name=name, limit=_megabytes(LARGEST_FILE))
    return content


def _is_wanted(name: str) -> bool:
    """Whether this file counts: what is hidden, or left by a Mac, is passed over. Raises PackageRefused for a path that
    could lead anywhere else."""
    parts = name.split("/")
    if "\0" in name or "\\" in name or ":" in name or any(part in ("", ".", "..") for part in parts):
        raise PackageRefused("leaves", name=name)
    return not any(part.startswith(".") or part == _LEFT_OUT for part in parts)


def _without_top(files: dict[str, bytes]) -> dict[str, bytes]:
    """The files by their path in the programme's folder: many archives hold that folder itself."""
    if "programme.yaml" in files:
        return files
    tops = {name.partition("/")[0] for name in files}
    top = tops.pop() if len(tops) == 1 else ""
    if f"{top}/programme.yaml" not in files:
        raise PackageRefused("no-programme")
    return {name.removeprefix(f"{top}/"): content for name, content in files.items()}


def _check_kind(name: str) -> None:
    """Refuse a file that a programme does not know. Exercises and recordings have sentences of their own."""
    if _STEP.match(name) or _PERSON.match(name) or _OTHER.match(name):
        return
    of_its_own = {"exercises": "own-exercise", "instruments": "own-instrument", "media": "recording"}
    raise PackageRefused(of_its_own.get(name.partition("/")[0], "unknown-kind"), name=name)


def _check_text(name: str, content: bytes) -> None:
    try:
        text = content.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError:
        raise PackageRefused("not-text", name=name) from None
    hidden = _HIDDEN_SIGN.search(text)
    if hidden:
        line = text.count("\n", 0, hidden.start()) + 1
        raise PackageRefused("hidden-sign", name=name, line=line, sign=f"U+{ord(hidden.group()):04X}")


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:g}"
