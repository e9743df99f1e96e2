"""Where the models of this site are kept: in its data folder, one file a fingerprint, and a name for the one in use."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from accalmie.core.insight.models import Models, ModelsRefused, fingerprint, read_models, written

IN_USE = "in-use.json"


def folder() -> Path:
    """The folder of the models."""
    return Path(settings.DATA) / "insight"


def keep(models: Models) -> Path:
    """Write the models beside the earlier ones, and use them from now on. A reader sees the old or the new file."""
    folder().mkdir(parents=True, exist_ok=True)
    file, data = folder() / f"models-{fingerprint(models)[:12]}.json", written(models)
    file.write_bytes(data)
    halfway = folder() / f"{IN_USE}.new"
    halfway.write_bytes(data)
    halfway.replace(folder() / IN_USE)
    return file


def in_use() -> Models | None:
    """The models that this site uses; None before any were fitted. Raises ModelsRefused for a file that was changed."""
    file = folder() / IN_USE
    try:
        stamp = file.stat()
    except FileNotFoundError:
        return None
    return _read(file, stamp.st_mtime_ns, stamp.st_size)


def usable() -> Models | None:
    """As `in_use`, but None for a file that was changed: care goes on without advice, and the model card says so."""
    try:
        return in_use()
    except ModelsRefused:
        return None


@lru_cache(maxsize=2)
def _read(file: Path, changed: int, size: int) -> Models:
    """Read once for as long as the file stays the same."""
    return read_models(file.read_bytes())
