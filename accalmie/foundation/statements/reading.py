"""A query with places for ids, built once for each kind of database."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.db import connections
from django.db.models import Model, QuerySet
from django.db.models.query import get_related_populators

M = TypeVar("M", bound=Model)


@dataclass(frozen=True, slots=True)
class _Built:
    """A query as SQL. `places`: which of `params` is which argument; `read` makes a model of a fetched row."""

    sql: str
    params: tuple[Any, ...]
    places: tuple[tuple[int, int], ...]
    read: Callable[[Sequence[Any]], Any]

    def filled(self, ids: Sequence[Any]) -> list[Any]:
        params = list(self.params)
        for at, argument in self.places:
            params[at] = ids[argument]
        return params


class Query(Generic[M]):
    """A query whose only arguments are ids: `Query(lambda patient: Progress.objects.filter(patient_id=patient))`.

    `select_related`, `only` and slices are kept. Prefetching and annotations are not known here.
    """

    def __init__(self, ask: Callable[..., QuerySet[M]], *, database: str = "default") -> None:
        self._ask = ask
        self._database = database
        self._built: dict[str, _Built] = {}

    def first(self, *ids: UUID) -> M | None:
        """The first row, or None. Give the query an order, or a condition that only one row meets."""
        rows = self._rows(ids, at_most=1)
        return rows[0] if rows else None

    def all(self, *ids: UUID) -> list[M]:
        """Every row."""
        return self._rows(ids)

    def _rows(self, ids: Sequence[UUID], *, at_most: int | None = None) -> list[M]:
        connection = connections[self._database]
        built = self._built.get(connection.vendor) or self._build(len(ids))
        native = connection.features.has_native_uuid_field
        with connection.cursor() as cursor:
            cursor.execute(built.sql, built.filled(ids if native else [one.hex for one in ids]))
            fetched = cursor.fetchall() if at_most is None else cursor.fetchmany(at_most)
        return [built.read(row) for row in fetched]

    def _build(self, number: int) -> _Built:
        """Builds the query with ids that nobody has, and looks where they ended up."""
        marks = [UUID(int=0xACCA << 96 | one) for one in range(number)]
        compiler = self._ask(*marks).query.get_compiler(using=self._database)
        sql, params = compiler.as_sql()
        named = {mark: one for one, mark in enumerate(marks)} | {mark.hex: one for one, mark in enumerate(marks)}
        places = tuple((at, named[value]) for at, value in enumerate(params) if _is_id(value) and value in named)
        if {argument for _, argument in places} != set(range(number)):
            raise TypeError("An argument of this query is not used as an id.")
        built = _Built(sql, tuple(params), places, _reader(compiler, self._database))
        self._built[compiler.connection.vendor] = built
        return built


def _is_id(value: Any) -> bool:
    return isinstance(value, UUID | str)


def _reader(compiler: Any, database: str) -> Callable[[Sequence[Any]], Any]:
    """Makes models of rows, as the ORM's own iteration does (django.db.models.query.ModelIterable)."""
    columns, info = compiler.select, compiler.klass_info
    start, end = info["select_fields"][0], info["select_fields"][-1] + 1
    names = [column[0].target.attname for column in columns[start:end]]
    converters = compiler.get_converters([column[0] for column in columns])
    others = get_related_populators(info, columns, database)  # type: ignore[call-arg] # the stubs are of Django 6

    def read(row: Sequence[Any]) -> Any:
        values = next(compiler.apply_converters([row], converters)) if converters else row
        made = info["model"].from_db(database, names, values[start:end])
        for other in others:
            other.populate(values, made)
        return made

    return read
