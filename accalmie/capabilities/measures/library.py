"""The instruments of this site: the house's files, with the empty slots that the site has filled; read once."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from django.conf import settings

from accalmie.core.measures import Instrument, InstrumentRefused, fill_slot, load_instrument

SITE = ".site.yaml"


class LibraryRefused(ValueError):
    """A file of the library may not be used: its name and line; `refused` says why in both languages."""

    def __init__(self, file: Path, refused: InstrumentRefused) -> None:
        super().__init__(f"{file.name}, {refused}")
        self.file, self.refused = file, refused


@cache
def instruments() -> Mapping[str, Instrument]:
    """Every instrument by name. Raises LibraryRefused."""
    return read_folder(Path(settings.CONTENT) / "instruments")


def read_folder(folder: Path) -> dict[str, Instrument]:
    """The instruments of one folder, one file each; `isi.site.yaml` beside `isi.yaml` fills its wording.

    Raises LibraryRefused for the first file that may not be used.
    """
    files = sorted(file for file in folder.glob("*.yaml") if not file.name.endswith(SITE))
    return {instrument.id: instrument for instrument in map(_instrument, files)}


def _instrument(file: Path) -> Instrument:
    instrument = _read(file, None)
    filling = file.with_name(file.stem + SITE)
    return _read(filling, instrument) if filling.exists() else instrument


def _read(file: Path, slot: Instrument | None) -> Instrument:
    text = file.read_text(encoding="utf-8")
    try:
        return load_instrument(text) if slot is None else fill_slot(slot, text)
    except InstrumentRefused as refused:
        raise LibraryRefused(file, refused) from None
