"""The pass that goes with each statement: who asks, of which record something is written, how far one looks.

It is signed by a key of the site, so that words which somebody smuggled into a statement cannot make another.
"""

from __future__ import annotations

import hmac
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import wraps
from typing import ParamSpec, TypeVar
from uuid import UUID

from accalmie.foundation import clock, crypto

P = ParamSpec("P")
R = TypeVar("R")


class Reach(StrEnum):
    """How far one looks beyond the records that one may open."""

    OWN = "own"
    ORGANISATION = "organisation"
    HOUSE = "house"


@dataclass(frozen=True, slots=True)
class Pass:
    """`person`: who is signed in; `record`: the one that is being written; `at`: the moment, which the demo moves."""

    person: UUID | None = None
    record: UUID | None = None
    reach: Reach = Reach.OWN
    at: str = ""

    @property
    def text(self) -> str:
        """As PostgreSQL reads it, signature last; empty for somebody who is not signed in and writes nothing."""
        if self == NOBODY:
            return ""
        said = f"{self.person or ''}|{self.record or ''}|{self.reach}|{self.at or clock.now().isoformat()}"
        return f"{said}|{hmac.digest(crypto.pass_key(), said.encode(), 'sha256').hex()}"


NOBODY = Pass()
_now: ContextVar[Pass] = ContextVar("pass", default=NOBODY)


def shown() -> Pass:
    """The pass under which the next statement is asked."""
    return _now.get()


def seen_by(person: UUID | None) -> None:
    """From here to the end of the request, rows are asked for this person."""
    _now.set(replace(_now.get(), person=person, at=clock.now().isoformat()))


@contextmanager
def nobody_yet() -> Iterator[None]:
    """A request: it begins without anybody, and what it was given ends with it."""
    with _changed(NOBODY):
        yield


@contextmanager
def writing(record: UUID) -> Iterator[None]:
    """Inside, rows of this one record are written. Whoever calls has asked the policy."""
    with _changed(replace(_now.get(), record=record, at=clock.now().isoformat())):
        yield


def written(act: Callable[P, R]) -> Callable[P, R]:
    """An action on the record that its argument `patient` names: what it does is done inside `writing`."""

    @wraps(act)
    def inside(*args: P.args, **kwargs: P.kwargs) -> R:
        patient = kwargs["patient"]
        with writing(getattr(patient, "id", patient)):  # type: ignore[arg-type]
            return act(*args, **kwargs)

    return inside


@contextmanager
def of_organisation() -> Iterator[None]:
    """Inside, names and waiting requests of one's own organisation are seen, as far as one's role looks for them."""
    with _changed(replace(_now.get(), reach=Reach.ORGANISATION)):
        yield


@contextmanager
def house() -> Iterator[None]:
    """Inside, the house itself asks: signing in and up, codes, rights. `docs/adr/0025` lists the places."""
    with _changed(replace(_now.get(), reach=Reach.HOUSE)):
        yield


@contextmanager
def _changed(to: Pass) -> Iterator[None]:
    token = _now.set(to)
    try:
        yield
    finally:
        _now.reset(token)
