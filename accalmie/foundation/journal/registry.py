"""The projections of the house: what each keeps of the journal, registered by the room that keeps it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from django.db.models import Model

from accalmie.core.entries import TYPES, Entry
from accalmie.foundation.journal.gathering import gathering
from accalmie.foundation.journal.records import Recorded

E = TypeVar("E", bound=Entry)
H = TypeVar("H", bound=Callable[[Any], None])
Handler = Callable[[Recorded[Any]], None]

REGISTERED: dict[str, Projection] = {}


class Projection:
    """One view of the journal: tables whose rows follow from a patient's entries alone.

    - `models`: its tables, each with a `patient_id`; those that others point at come first.
    - `safety`: True only for what must be kept together with the entry or not at all (concern, alert).
    - `sealed`: its sealed columns and the purpose each was sealed for, `{"state": "programmes.progress.state"}`.
    """

    def __init__(
        self,
        name: str,
        models: Sequence[type[Model]],
        *,
        safety: bool = False,
        sealed: Mapping[str, str] | None = None,
    ) -> None:
        if name in REGISTERED:
            raise ValueError(f"Two projections are called {name}.")
        self.name = name
        self.models = tuple(models)
        self.safety = safety
        self.sealed = dict(sealed or {})
        self.handlers: dict[type[Entry], list[Handler]] = {}
        REGISTERED[name] = self

    def on(self, *kinds: type[Entry]) -> Callable[[H], H]:
        """Registers a handler for these entry types. It is given the entry and no clock: it stores moments."""
        unknown = [kind for kind in kinds if kind not in TYPES.values()]
        if unknown or not kinds:
            raise TypeError(f"{self.name} can follow entry types of core.entries only, not {unknown}.")

        def register(handler: H) -> H:
            for kind in kinds:
                self.handlers.setdefault(kind, []).append(handler)
            return handler

        return register

    def follows(self, recorded: Recorded) -> bool:
        """Whether this entry changes this projection."""
        return type(recorded.value) in self.handlers

    def apply(self, batch: Sequence[Recorded]) -> None:
        """Hands each entry to the handlers that asked for its type, in order; rows that they keep are written last."""
        with gathering(self.models):
            for recorded in batch:
                for handler in self.handlers.get(type(recorded.value), ()):
                    handler(recorded)

    def __repr__(self) -> str:
        return f"Projection({self.name!r})"
