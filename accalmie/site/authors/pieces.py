"""Reads the pieces of *Understanding* from the disk and checks them, with what stands beside them in `content/`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from accalmie.core.exercises import ExerciseRefused, load_exercise
from accalmie.core.programme.refusals import Refusal
from accalmie.core.understanding import check_piece
from accalmie.core.understanding.checks import Known

NOT_FOR_A_LINK = frozenset({"orientation"})
"""Programmes that nobody chooses: finding one's way."""


def verify_pieces(folder: Path) -> Iterator[tuple[Path, tuple[Refusal, ...]]]:
    """Every piece of a folder, and what is refused of it."""
    known = known_beside(folder)
    for file in sorted(folder.glob("*.yaml")):
        yield file, check_piece(file.read_text(encoding="utf-8", errors="replace"), file.name, known)


def known_beside(folder: Path) -> Known:
    """Where a piece of this folder may lead: what there is beside it. Without a folder of practices none is judged."""
    content = folder.resolve().parent
    programmes = (path.parent.name for path in content.glob("programmes/*/programme.yaml"))
    known = {
        "programme": frozenset(programmes) - NOT_FOR_A_LINK,
        "exercise": frozenset(_open_to_all(content / "exercises")),
        "understanding": frozenset(path.stem for path in folder.glob("*.yaml")),
    }
    practices = content / "practices"
    return known | (
        {"practice": frozenset(path.stem for path in practices.glob("*.yaml"))} if practices.exists() else {}
    )


def _open_to_all(folder: Path) -> Iterator[str]:
    """An exercise to which only a programme opens is not one to send anybody to."""
    for file in folder.glob("*.yaml"):
        try:
            exercise = load_exercise(file.read_text(encoding="utf-8"))
        except ExerciseRefused:
            continue
        if not exercise.only_in:
            yield exercise.id
