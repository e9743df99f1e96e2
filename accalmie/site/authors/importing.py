"""Programmes from elsewhere: checked as those of the house, kept in the data folder, offered once a clinician approves.

var/imported/better-sleep/3f2a.../origin.json      who imported it, when, from where, its fingerprints
var/imported/better-sleep/3f2a.../package/         its files, as they came
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import msgspec
from django.conf import settings

from accalmie.capabilities.programmes import library
from accalmie.core.programme.language import read_people
from accalmie.core.programme.nodes import Programme
from accalmie.foundation.access.permissions import Permission
from accalmie.foundation.access.policy import may
from accalmie.foundation.people.identity import sign_in_index_of
from accalmie.foundation.people.models import Person
from accalmie.site.authors.folder import shipped
from accalmie.site.authors.unpacking import Package, PackageRefused, digest_of, printable, unpack
from accalmie.site.authors.verifying import Verified, verify_folder

LAST_WEEK = 104
"""Weeks that a test person may live: two years, after which every programme is over."""
ORIGIN, FILES = "origin.json", "package"
SHORTEST, LONGEST = 2, 120
"""Signs of who imported a package and of who gave it."""


class Kept(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A package in the data folder. `digest`: SHA-256 of its files; `archive`: of the ZIP file, if it was one."""

    programme: str
    version: str
    authors: tuple[str, ...]
    licence: str
    digest: str
    archive: str
    source: str
    imported_by: str
    imported_at: datetime

    @property
    def folder(self) -> Path:
        return Path(settings.IMPORTED) / self.programme / self.digest[:16]


def examine(package: Package) -> Verified:
    """What the checks say of a package: the same checks as for a programme of the house. It leaves nothing behind."""
    _check_lives(package)
    with tempfile.TemporaryDirectory(prefix="accalmie-") as place:
        folder = Path(place) / "programmes" / FILES  # alone there: what others left in /tmp is no neighbour of it
        _write(package.files, folder)
        return verify_folder(folder, anew=True)


def is_sound(verified: Verified) -> bool:
    """Whether nothing is refused and nothing is to look at: what the house asks of its own programmes."""
    return verified.programme is not None and not verified.refusals


def check_place(programme: Programme, package: Package) -> None:
    """Raises PackageRefused for a package that would take the place of something else here."""
    name = programme.id
    if programme.leads_to:
        raise PackageRefused("orientation")
    if name in {folder.name for folder in shipped()} or library.is_of_the_house(name):
        raise PackageRefused("name-of-the-house", name=name, other=f"{name}-2")
    for one in all_kept():
        if one.programme == name and one.version == programme.version:
            code = "kept-already" if one.digest == package.digest else "same-version"
            raise PackageRefused(code, name=name, version=programme.version)


def keep(package: Package, programme: Programme, *, source: str, imported_by: str, now: datetime) -> Kept:
    """Keep a package in the data folder, with where it came from. Nobody is offered it yet."""
    check_place(programme, package)
    kept = Kept(
        programme=programme.id,
        version=programme.version,
        authors=programme.authors,
        licence=programme.licence,
        digest=package.digest,
        archive=package.archive,
        source=_said(source),
        imported_by=_said(imported_by),
        imported_at=now,
    )
    kept.folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    being_written = Path(tempfile.mkdtemp(prefix=".", dir=kept.folder.parent))
    try:
        _write(package.files, being_written / FILES)
        (being_written / ORIGIN).write_bytes(msgspec.json.format(msgspec.json.encode(kept)))
        being_written.rename(kept.folder)
    finally:
        shutil.rmtree(being_written, ignore_errors=True)
    return kept


def all_kept() -> list[Kept]:
    """Every package in the data folder, by name and day."""
    files = Path(settings.IMPORTED).glob(f"*/[0-9a-f]*/{ORIGIN}")
    found = (msgspec.json.decode(file.read_bytes(), type=Kept) for file in files)
    return sorted(found, key=lambda one: (one.programme, one.imported_at))


def kept_named(name: str, version: str = "") -> Kept:
    """The package of this name: of this version, or the one that was imported last. Raises PackageRefused."""
    found = [one for one in all_kept() if one.programme == name and version in ("", one.version)]
    if not found:
        raise PackageRefused("not-kept", name=name)
    return found[-1]


def examine_again(kept: Kept) -> Verified:
    """Check what is kept with the house of now. Raises PackageRefused when it is not what was imported."""
    package = unpack(kept.folder / FILES)
    if digest_of(package.files) != kept.digest:
        raise PackageRefused("changed-since", name=kept.programme, version=kept.version)
    return examine(package)


def approver(sign_in_name: str, *, now: datetime) -> Person:
    """The clinician who signs in under this name and may sign the rules of this site. Raises PackageRefused."""
    person = Person.objects.filter(sign_in_index=sign_in_index_of(sign_in_name), is_active=True).first()
    if person is None:
        raise PackageRefused("nobody", name=sign_in_name)
    if not may(person, Permission.RULES_SIGN, now=now):
        raise PackageRefused("does-not-sign", name=sign_in_name)
    return person


def offer(kept: Kept, programme: Programme, *, approved_by: Person, now: datetime) -> library.Edition:
    """Publish a package that was checked just now: from here on it is among the programmes of this site."""
    if programme.leads_to:
        raise PackageRefused("orientation")
    if library.is_of_the_house(kept.programme):
        raise PackageRefused("name-of-the-house", name=kept.programme, other=f"{kept.programme}-2")
    _check_newer(programme)
    origin = library.Origin(
        package=kept.digest,
        source=kept.source,
        imported_by=kept.imported_by,
        imported_at=kept.imported_at,
        approved_by=approved_by.id,
        approved_at=now,
    )
    return library.publish(programme, now=now, origin=origin)


def withdraw(name: str, *, by: str, why: str, now: datetime) -> None:
    """Take an imported programme back: nobody new starts it. Raises PackageRefused."""
    by, why = _said(by), _said(why)
    try:
        library.withdraw(name, by=by, why=why, now=now)
    except library.NotPublished:
        raise PackageRefused("not-published", name=name) from None
    except library.OfTheHouse:
        raise PackageRefused("of-the-house", name=name) from None


def _check_newer(programme: Programme) -> None:
    try:
        published = library.current(programme.id).programme.version
    except library.NotPublished:
        return
    if _numbers(programme.version) <= _numbers(published):
        raise PackageRefused("not-newer", name=programme.id, version=programme.version, published=published)


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(number) for number in version.split("."))


def _check_lives(package: Package) -> None:
    """Lives that never end would be lived through for ever."""
    texts = {name: content.decode() for name, content in package.files.items() if name.startswith("people/")}
    for person in read_people(texts).people:
        if any(week.week > LAST_WEEK for week in person.weeks):
            raise PackageRefused("weeks-too-far", name=person.person, limit=LAST_WEEK)


def _said(words: str) -> str:
    if not SHORTEST <= len(words.strip()) <= LONGEST or words != printable(words):
        raise PackageRefused("bad-words", name=words)
    return words.strip()


def _write(files: Mapping[str, bytes], folder: Path) -> None:
    """Plain files that nobody can start, each at a path that `unpack` let through."""
    for name, content in sorted(files.items()):
        path = folder / name
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(content)
