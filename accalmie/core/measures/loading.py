"""Reads instruments from their files, and fills empty slots with the wording that a site may use."""

from __future__ import annotations

import re

import msgspec

from accalmie.core.definitions import Definition, Wrong, read
from accalmie.core.measures.instrument import Instrument, Permission, Wording
from accalmie.core.measures.refusals import InstrumentRefused, WordingMissing

_HAS_LICENCE = re.compile(r"^licence:", re.MULTILINE)


class SlotFilling(Definition, frozen=True):
    """A site's own file beside the instrument: its wording and the permission under which it is used."""

    instrument: str
    version: str
    permission: Permission
    wording: dict[str, Wording]
    wording_revision: int = 1


def load_instrument(text: str) -> Instrument:
    """The instrument that a file defines. Raises InstrumentRefused, with the line, for what may not be used."""
    if not _HAS_LICENCE.search(text[:200_000]):
        raise InstrumentRefused("no_licence", 1)
    return read(text, Instrument, InstrumentRefused)


def fill_slot(instrument: Instrument, text: str) -> Instrument:
    """The instrument with the wording of a site's file. The scoring stays; raises InstrumentRefused."""
    filling = read(text, SlotFilling, InstrumentRefused)
    if (filling.instrument, filling.version) != (instrument.id, instrument.version):
        words = {"given": filling.instrument, "version": filling.version}
        expected = {"expected": instrument.id, "expected_version": instrument.version}
        raise InstrumentRefused("slot_other", 1, **words, **expected)
    taken = filling.wording.keys() & instrument.wordings.keys()
    if taken:
        raise InstrumentRefused("slot_taken", 1, instrument=instrument.id, language=", ".join(sorted(taken)))
    try:
        return msgspec.structs.replace(
            instrument,
            wording={**instrument.wordings, **filling.wording},
            wording_revision=filling.wording_revision,
            permission=filling.permission,
        )
    except Wrong as wrong:
        raise InstrumentRefused(wrong.code, 1, **wrong.words) from None


def wording(instrument: Instrument, language: str) -> Wording:
    """The words to show. Raises WordingMissing for an empty slot, saying which licence would fill it."""
    if language in instrument.wordings:
        return instrument.wordings[language]
    raise WordingMissing(instrument.id, language, instrument.to_fill)
