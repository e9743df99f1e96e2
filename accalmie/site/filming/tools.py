"""The programs of the machine that a film is made with, and what to do where one is missing."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PATIENCE = 300
"""Seconds that one program may take: more is a fault."""


class CannotFilm(RuntimeError):
    """Something is missing, or did not do its work. The sentence says what to do."""


def found(*names: str) -> str:
    """The first of these programs that is there. Raises CannotFilm with the command that brings it."""
    for name in names:
        if path := shutil.which(name):
            return path
    install = f"brew install {names[0]}" if sys.platform == "darwin" else f"sudo apt install {names[0]}"
    raise CannotFilm(f"{names[0]} is missing, with which films are made: `{install}` brings it.")


def chromium() -> str:
    return found(*CHROMIUMS)


def run(command: Sequence[str | Path], *, folder: Path) -> str:
    """Run a program in a folder and return what it says. Raises CannotFilm with its last words."""
    words = [str(word) for word in command]
    try:
        done = subprocess.run(words, cwd=folder, capture_output=True, text=True, check=False, timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        raise CannotFilm(f"{words[0]} took more than {PATIENCE} s.") from None
    if done.returncode:
        last = "\n".join((done.stderr or done.stdout).strip().splitlines()[-3:])
        raise CannotFilm(f"{words[0]} failed: {last}")
    return done.stdout
