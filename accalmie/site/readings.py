"""What texts of `content/` said when they were last parsed, kept on the disk beside the proofs (docs/adr/0047).

A reading holds for one text, read by this code: one sign changed in either, and the text is parsed anew. The readings
are data and never code; whoever may write there may change the programme itself, so they open no new door.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

import msgspec

from accalmie.core import definitions, written
from accalmie.core.programme.language import source

READERS = (written, definitions, source)
"""The code between a text and what is kept of it."""


class Readings:
    """A `core.written.Memory` on the disk. `keeps`: whether new texts are kept, or only what is there is used."""

    def __init__(self, folder: Path, *, keeps: bool = True) -> None:
        self.folder = folder
        self.keeps = keeps
        self._reader = _reader()

    def recall(self, text: str) -> bytes | None:
        """What was kept of this text, read by this code."""
        with suppress(OSError):
            return self._path(text).read_bytes()
        return None

    def keep(self, text: str, said: bytes) -> None:
        """Where nothing can be written, the next process parses the text again."""
        if not self.keeps:
            return
        path = self._path(text)
        part = path.with_name(f"{path.name}.{os.getpid()}")
        with suppress(OSError):
            part.parent.mkdir(parents=True, exist_ok=True)
            part.write_bytes(said)
            part.replace(path)

    def _path(self, text: str) -> Path:
        return self.folder / sha256(self._reader + text.encode("utf-8", "surrogatepass")).hexdigest()


def _reader() -> bytes:
    """A digest of the code that reads, and of what it reads with."""
    digest = sha256(f"{sys.version} {msgspec.__version__} {version('ruamel.yaml')}".encode())
    for module in READERS:
        digest.update(Path(str(module.__file__)).read_bytes())
    return digest.digest()
