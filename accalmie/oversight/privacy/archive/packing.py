"""The archive: a ZIP sent while it is written. Nothing of it touches a disk, and it never stands whole in memory.

read-me.html             the whole record in words
record/<Type>.v1.json    the entries of one type and version, as they were written
tables/<table>.json      the rows of each table that are about the person
fhir/bundle.json         what other programs read
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo
from zoneinfo import ZoneInfo

import msgspec
from django.utils import timezone, translation

from accalmie.core.entries import TYPES, Entry
from accalmie.foundation import journal
from accalmie.foundation.people.models import Patient
from accalmie.oversight.privacy import ownership, rights_queries
from accalmie.oversight.privacy.archive import fhir, reading_page, review, tables, telling

_CHUNK = 64 * 1024

Member = tuple[str, Iterator[bytes]]


def archive(patient: Patient, *, language: str, now: datetime) -> Iterator[bytes]:
    """The bytes of the ZIP, in pieces of some dozens of kilobytes.

    A professional's note stands in it once a clinician has read it over (RightsRequest of kind ACCESS, answered).
    """
    released = rights_queries.released_until(patient.id)
    with (
        translation.override(language),
        timezone.override(ZoneInfo(patient.person.time_zone)),
    ):  # a stream is read after its view has returned
        yield from _zipped(_members(patient, language, released), now)


class _Sink:
    """What ZipFile writes to: bytes wait here until they are sent."""

    def __init__(self) -> None:
        self._waiting = bytearray()

    def write(self, data: bytes) -> int:
        self._waiting += data
        return len(data)

    def flush(self) -> None:
        """Nothing to do: `taken` is how bytes leave."""

    def taken(self, at_least: int = 0) -> bytes:
        if len(self._waiting) < max(at_least, 1):
            return b""
        taken = bytes(self._waiting)
        self._waiting.clear()
        return taken


def _zipped(members: Iterable[Member], now: datetime) -> Iterator[bytes]:
    sink = _Sink()
    with ZipFile(sink, "w", ZIP_DEFLATED) as zipped:  # type: ignore[call-overload]
        for name, pieces in members:
            info = ZipInfo(name, date_time=now.timetuple()[:6])
            info.compress_type = ZIP_DEFLATED
            with zipped.open(info, "w", force_zip64=True) as member:
                for piece in pieces:
                    member.write(piece)
                    if sent := sink.taken(_CHUNK):
                        yield sent
    yield sink.taken()


def _members(patient: Patient, language: str, released: datetime | None) -> Iterator[Member]:
    yield "read-me.html", _page(patient, language, released)
    for (kind, version), type_ in sorted(TYPES.items()):
        if next(iter(journal.entries(patient.id, (type_,))), None) is not None:
            yield f"record/{kind}.v{version}.json", _array(_entries(patient, type_, released))
    for model in ownership.exported_tables():
        rows = tables.rows(model, patient.id, patient.person_id)
        yield f"tables/{model._meta.label}.json", _array(rows)
    yield "fhir/bundle.json", _bundle(fhir.resources(patient, language))


def _page(patient: Patient, language: str, released: datetime | None) -> Iterator[bytes]:
    told = telling.told(journal.entries(patient.id), owner=patient.person_id, language=language, released=released)
    team = rights_queries.team_of(patient.id)
    for piece in reading_page.page(told, called=patient.person.called, team=team, language=language):
        yield piece.encode()


def _entries(patient: Patient, type_: type[Entry], released: datetime | None) -> Iterator[dict[str, Any]]:
    for one in journal.entries(patient.id, (type_,)):
        if one.value.version != type_.version:
            continue
        held = () if released and one.recorded_at <= released else review.held_fields(one.value)
        said = {"id": one.id, "sequence": one.sequence, "kind": one.value.kind(), "version": one.value.version}
        said |= {"occurred_at": one.occurred_at, "recorded_at": one.recorded_at, "by": one.by}
        yield said | {"payload": review.without(held, msgspec.to_builtins(one.value)), "held_for_review": held}


def _array(values: Iterable[Any]) -> Iterator[bytes]:
    yield b"["
    for place, value in enumerate(values):
        yield (b",\n" if place else b"\n") + msgspec.json.encode(value)
    yield b"\n]\n"


def _bundle(found: Iterable[fhir.Resource]) -> Iterator[bytes]:
    yield b'{"resourceType":"Bundle","type":"collection","entry":'
    yield from _array({"fullUrl": fhir.address(resource), "resource": resource} for resource in found)
    yield b"}\n"
