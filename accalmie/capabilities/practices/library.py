"""The practices of this site: each read once, when it is first asked for, and held in memory; and their recordings."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage

from accalmie.core.definitions import Language
from accalmie.core.practices import Practice, PracticeRefused, load_practice

log = logging.getLogger(__name__)

FOLDER = "practices/recordings"
"""Where the recordings stand among the static files."""
KINDS = (".opus", ".mp3")


class Shelf(Mapping[str, Practice]):
    """The practices of a folder by their names, which are their files' names. Reading all takes a second or two, so
    that each waits until it is asked for. Raises PracticeRefused, naming the file, for one that may not be given."""

    def __init__(self, folder: Path) -> None:
        self._files = {file.stem: file for file in sorted(folder.glob("*.yaml"))}
        self._read: dict[str, Practice] = {}

    def __getitem__(self, name: str) -> Practice:
        if name not in self._read:
            self._read[name] = read_file(self._files[name])
        return self._read[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)

    def __contains__(self, name: object) -> bool:
        return name in self._files

    def sound(self, name: str) -> Practice | None:
        """The practice of this name; None where there is none, or where its file may not be given, which the operator
        is told."""
        try:
            return self.get(name)
        except (PracticeRefused, UnicodeDecodeError) as refused:
            log.error("The practice in %s is left out: %s", self._files[name].name, refused)
            return None

    def all_sound(self) -> list[Practice]:
        """Every practice that may be given: one broken file takes no list down."""
        return [practice for name in self if (practice := self.sound(name)) is not None]


@cache
def practices() -> Shelf:
    """Every practice that this site gives."""
    return Shelf(Path(settings.CONTENT) / "practices")


def read_file(file: Path) -> Practice:
    """The practice of one file. Raises PracticeRefused, naming the file."""
    try:
        practice = load_practice(file.read_text(encoding="utf-8"))
    except PracticeRefused as refused:
        raise PracticeRefused("in_file", refused.line, file=file.name, sentence=refused.message()) from refused
    if practice.id != file.stem:
        raise PracticeRefused("other_name", 1, file=file.name, name=practice.id)
    return practice


@dataclass(frozen=True)
class Recording:
    """A voice that was recorded. `is_draft`: made by a machine or not yet agreed, and announced as such."""

    address: str
    is_draft: bool


def recording(practice: str, language: Language) -> Recording | None:
    """`NAME.LANG.opus`, or its draft `NAME.LANG.draft.opus`; None where there is neither."""
    for mark in ("", ".draft"):
        for kind in KINDS:
            name = f"{practice}.{language}{mark}{kind}"
            if (Path(settings.RECORDINGS) / name).is_file() and (address := _address(name)):
                return Recording(address, bool(mark))
    return None


def _address(name: str) -> str:
    """Its address; empty for a file that came after the static files were published."""
    try:
        return str(staticfiles_storage.url(f"{FOLDER}/{name}"))
    except ValueError:
        return ""
