"""Collects what the checks refuse, at the places where their author wrote it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from accalmie.core.programme.checks.sentences import SENTENCES
from accalmie.core.programme.refusals import Place, Refusal, Sentence, refuse

PROGRAMME = "programme.yaml"
LONGEST_PATH_SHOWN = 12


class Notes:
    """The refusals so far. `places` come from the compiler; a part without one is refused at the file's top.

    `lost` names the test people who did not end where their author said.
    """

    def __init__(self, places: Mapping[str, Place]) -> None:
        self._places = places
        self.refusals: list[Refusal] = []
        self.lost: set[str] = set()

    def refuse(self, code: str, where: str, /, **words: object) -> None:
        """Refuse what is written at `where`, a key of the places."""
        self._note(refuse(SENTENCES, code, self.place(where), **words), where)

    def warn(self, code: str, where: str, /, **words: object) -> None:
        """Note a rule of the house that is not kept."""
        self._note(refuse(SENTENCES, code, self.place(where), "", "warning", **words), where)

    def _note(self, refusal: Refusal, where: str) -> None:
        self.refusals.append(msgspec.structs.replace(refusal, where=where))

    def place(self, where: str) -> Place:
        """Where a part is written, or the part that holds it."""
        if where in self._places:
            return self._places[where]
        kind, _, name = where.partition(" ")
        if kind == "when":
            return self.place(f"slot {name}")
        return Place(PROGRAMME)


def said(path: Iterable[Sentence]) -> Sentence:
    """A way through the programme as the end of a sentence: its last moves, which lead to the fault."""
    lines = list(path)
    shown = lines[-LONGEST_PATH_SHOWN:]
    if not shown:
        return Sentence("", "")
    dots = ["…"] if len(lines) > len(shown) else []
    fr = " ; ".join([*dots, *(line.fr for line in shown)])
    en = "; ".join([*dots, *(line.en for line in shown)])
    return Sentence(f" Chemin : {fr}.", f" Path: {en}.")
