"""The erasure ledger as a file: one line for each destroyed key, to be copied away from the key store and its backups.

The table beside the keys is not enough alone: restoring an old copy of the key store would bring back a key and forget
that it was destroyed.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.conf import settings


def note(patient: UUID, erased_at: datetime) -> None:
    """Adds a line and waits until it is on the disk."""
    path = _path()
    path.parent.mkdir(parents=True, exist_ok=True)
    line = json.dumps({"patient": str(patient), "erased_at": erased_at.isoformat()}) + "\n"
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        os.write(handle, line.encode())
        os.fsync(handle)
    finally:
        os.close(handle)


def noted() -> Iterator[tuple[UUID, datetime]]:
    """Every line written so far."""
    path = _path()
    if not path.exists():
        return
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        yield UUID(row["patient"]), datetime.fromisoformat(row["erased_at"])


def _path() -> Path:
    return Path(settings.ACCALMIE_ERASURE_LEDGER)
