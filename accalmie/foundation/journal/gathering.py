"""The rows of a batch: while entries of one patient are projected, each row is read once and written once, at the end.

Handlers ask for rows here instead of the tables. What they see is what they would see one entry at a time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Model

from accalmie.foundation.statements import Query, add_all, save

M = TypeVar("M", bound=Model)
Fill = Callable[[Any], None]


class Gathering:
    """The rows that the handlers of one projection have met in this batch, and which of them changed."""

    def __init__(self) -> None:
        self._met: dict[tuple[type[Model], Any], Model | None] = {}
        self._of: dict[tuple[type[Model], Any], list[Model]] = {}
        self._changed: dict[int, tuple[Model, Fill | None]] = {}

    def row(self, model: type[M], pk: UUID) -> M | None:
        """The row of this key, or None."""
        met = self._met
        if (model, pk) not in met:
            met[model, pk] = _by_key(model).first(pk)
        found = met[model, pk]
        assert found is None or isinstance(found, model)
        return found

    def rows_of(self, model: type[M], patient: UUID) -> list[M]:
        """All rows of this patient, in the order of their keys and then as they came."""
        if (model, patient) not in self._of:
            read = _by_patient(model).all(patient)
            known: list[Model] = [self._met.setdefault((model, row.pk), row) or row for row in read]
            new = [row for row, _ in self._changed.values() if _is_new(row, model, patient)]
            self._of[model, patient] = [*known, *new]
        return [row for row in self._of[model, patient] if isinstance(row, model)]

    def keep(self, row: Model, fill: Fill | None) -> None:
        """The row is new or changed; `fill` is called once, before it is written."""
        key = (type(row), row.pk)
        if self._met.get(key) is not row:
            self._take(row, self._met.get(key))
            self._met[key] = row
        self._changed[id(row)] = (row, fill)

    def _take(self, row: Model, earlier: Model | None) -> None:
        """A row that was made anew takes the place of the one of its key, if there was one."""
        if earlier is not None:
            self._changed.pop(id(earlier), None)
            row._state.adding = earlier._state.adding
        rows = self._of.get((type(row), getattr(row, "patient_id", None)))
        if rows is not None:
            rows[:] = [*(one for one in rows if one is not earlier), row]

    def write(self, models: Sequence[type[Model]]) -> None:
        """Everything that is new or changed, tables in the order of `models`."""
        for row, fill in self._changed.values():
            if fill is not None:
                fill(row)
        rows = [row for row, _ in self._changed.values()]
        new = [row for row in rows if row._state.adding]
        changed = [row for row in rows if not row._state.adding]
        for model in models:
            add_all([row for row in new if type(row) is model])
        for row in changed:
            save(row)
        self._changed.clear()


@cache
def _by_key(model: type[M]) -> Query[M]:
    return Query(lambda pk: model._default_manager.filter(pk=pk))


@cache
def _by_patient(model: type[M]) -> Query[M]:
    return Query(lambda patient: model._default_manager.filter(patient_id=patient).order_by("pk"))


def _is_new(row: Model, model: type[Model], patient: UUID) -> bool:
    return type(row) is model and row._state.adding and getattr(row, "patient_id", None) == patient


_now: ContextVar[Gathering | None] = ContextVar("gathering", default=None)


@contextmanager
def gathering(models: Sequence[type[Model]]) -> Iterator[None]:
    """Rows asked for inside are kept in memory, and written when the block ends well."""
    gathered = Gathering()
    token = _now.set(gathered)
    try:
        yield
        gathered.write(models)
    finally:
        _now.reset(token)


def row(model: type[M], pk: Any) -> M | None:
    """The row of this key as the entries so far leave it, or None. For handlers of projections only."""
    return _gathered().row(model, pk)


def rows_of(model: type[M], patient: UUID) -> list[M]:
    """This patient's rows as the entries so far leave them. For tables that hold few rows a patient."""
    return _gathered().rows_of(model, patient)


def keep(row: Model, *, fill: Fill | None = None) -> None:
    """Keep a new or changed row. `fill(row)` writes its columns once, when the batch ends: sealing, sums, moments."""
    _gathered().keep(row, fill)


def _gathered() -> Gathering:
    gathered = _now.get()
    if gathered is None:
        raise RuntimeError("Rows of a projection are asked for while an entry is projected, nowhere else.")
    return gathered
