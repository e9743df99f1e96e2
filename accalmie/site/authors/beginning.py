"""A programme to begin from: a folder that reads, with the pages that are still to be written."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

SKELETON = Path(__file__).parent / "skeleton"
NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


class BadName(ValueError):
    """A name is made of lower-case letters, digits and hyphens."""


def begin(folder: Path) -> Path:
    """Copy the skeleton to a new folder, under its name. Raises BadName, or FileExistsError: nothing is overwritten."""
    if not NAME.fullmatch(folder.name):
        raise BadName(folder.name)
    shutil.copytree(SKELETON, folder)
    about = folder / "programme.yaml"
    about.write_text(
        about.read_text("utf-8").replace("programme: my-programme", f"programme: {folder.name}", 1), "utf-8"
    )
    return folder
