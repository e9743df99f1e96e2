"""Any entry that can be written, drawn from the entry types themselves: a new type is covered the day it is added."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import msgspec
from hypothesis import strategies as st

from accalmie.core.entries import TYPES, Entry

# Few identifiers, so that entries of one history speak of the same enrolments and steps.
_IDS = [UUID(int=number) for number in range(1, 4)]
_NAMES = ["alone", "guided", "phq-9", "gad-7", "starting", "activity", "none", "distress", "plan"]

# PostgreSQL keeps no NUL in text; forms refuse it before any entry is made.
texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=30)
names = st.sampled_from(_NAMES)
values = st.recursive(
    st.none() | st.booleans() | st.integers(-1000, 1000) | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=3),
    max_leaves=5,
)
_LEAVES: dict[Any, st.SearchStrategy[Any]] = {
    UUID: st.sampled_from(_IDS),
    str: names | texts,
    int: st.integers(0, 27),
    float: st.floats(0.25, 27, allow_nan=False),
    bool: st.booleans(),
    date: st.dates(date(2026, 1, 1), date(2027, 12, 31)),
    datetime: st.integers(0, 17_000).map(lambda hours: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=hours)),
    Any: values,
    type(None): st.none(),
}


def entries() -> st.SearchStrategy[Entry]:
    """One entry of any type."""
    return st.one_of([structs(kind) for kind in TYPES.values()])


def structs(kind: type[Any]) -> st.SearchStrategy[Any]:
    """Any value of one struct type."""
    fields = {field.name: _of(field.type) for field in msgspec.structs.fields(kind)}
    return st.fixed_dictionaries(fields).map(lambda drawn: kind(**drawn))


def _of(type_: Any) -> st.SearchStrategy[Any]:
    if type_ in _LEAVES:
        return _LEAVES[type_]
    if isinstance(type_, type) and issubclass(type_, msgspec.Struct):
        return structs(type_)
    return _of_many(type_, getattr(type_, "__args__", ()))


def _of_many(type_: Any, inner: tuple[Any, ...]) -> st.SearchStrategy[Any]:
    origin = getattr(type_, "__origin__", None)
    if origin is dict:
        return st.dictionaries(_of(inner[0]), _of(inner[1]), max_size=3)
    if origin is tuple:
        return st.lists(_of(inner[0]), max_size=9).map(tuple)
    if origin is list:
        return st.lists(_of(inner[0]), max_size=3)
    return st.one_of([_of(one) for one in inner])
