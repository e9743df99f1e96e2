"""Projecting: handing entries to the handlers, keeping a failure to itself, and rebuilding from the entries alone."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from django.db import models, transaction

from accalmie.foundation import crypto
from accalmie.foundation.journal import rows
from accalmie.foundation.journal.models import Head, StaleProjection
from accalmie.foundation.journal.reading import entries
from accalmie.foundation.journal.records import Recorded
from accalmie.foundation.journal.registry import REGISTERED, Projection
from accalmie.foundation.rows import writing

log = logging.getLogger("accalmie.journal")


def project(patient: UUID, new: Sequence[Recorded], *, has_stale: bool) -> None:
    """Hands new entries to every projection that follows them, in the transaction that writes them.

    Safety projections raise what they raise, and nothing is kept. The others share a savepoint; when one of them fails
    all are undone and each begins again under a savepoint of its own, so that the entry and the others stay, the
    projection that failed is marked stale for this patient, and somebody is told.
    """
    concerned = [one for one in REGISTERED.values() if any(map(one.follows, new))]
    for projection in concerned:
        if projection.safety:
            projection.apply(new)
    waiting = _stale_names(patient) if has_stale else frozenset()
    ordinary = [one for one in concerned if not one.safety and one.name not in waiting]
    if ordinary and not _all_apply(ordinary, new):
        for projection in ordinary:
            _attempt(projection, patient, new[-1].recorded_at, partial(projection.apply, new))
    if waiting:
        _rebuild_stale(patient, waiting)


def rebuild(patient: UUID, projections: Iterable[Projection] | None = None) -> tuple[Projection, ...]:
    """Empties these projections of one patient (all, unless told) and computes them again from the entries.

    Returns those that failed and stay stale. A safety projection that fails raises instead, and nothing is changed.
    """
    chosen = list(REGISTERED.values() if projections is None else projections)
    with transaction.atomic(), writing(patient):
        if not Head.objects.select_for_update().filter(pk=patient).exists():
            return ()
        failed = tuple(one for one in chosen if not _rebuilt(one, patient))
        _clear_mark(patient)
    return failed


def forget(patient: UUID) -> None:
    """Empties every projection of one patient: what is left of a record that was erased and came back by a restore."""
    with transaction.atomic(), writing(patient):
        for projection in REGISTERED.values():
            _empty(projection, patient)
        StaleProjection.objects.filter(patient_id=patient).delete()
        _clear_mark(patient)


def stale() -> models.QuerySet[StaleProjection]:
    """Which projections of which patients are out of date, oldest first: for the administrator's page."""
    return StaleProjection.objects.order_by("since", "projection", "patient_id")


def snapshot(projection: Projection, patient: UUID) -> list[dict[str, Any]]:
    """Everything a projection keeps of a patient, sealed columns opened: two that are equal show the same thing.

    Row numbers are left out: a row that is written again has another one.
    """
    found = [
        {"table": model._meta.label} | _shown(row, projection, patient)
        for model in projection.models
        for row in model._default_manager.filter(patient_id=patient).values(*_telling_columns(model))
    ]
    return sorted(found, key=repr)


def _telling_columns(model: type[models.Model]) -> list[str]:
    return [field.attname for field in model._meta.concrete_fields if not (field.primary_key and _is_row_number(field))]


def _is_row_number(field: models.Field[Any, Any]) -> bool:
    return isinstance(field, models.AutoField) or field.has_default()


def _shown(row: dict[str, Any], projection: Projection, patient: UUID) -> dict[str, Any]:
    return {name: _opened(projection, patient, name, value) for name, value in row.items()}


def _opened(projection: Projection, patient: UUID, column: str, value: Any) -> Any:
    if column in projection.sealed and value is not None:
        return crypto.open_json(patient, value, purpose=projection.sealed[column])
    return value


def _rebuild_stale(patient: UUID, waiting: Iterable[str]) -> None:
    for name in waiting:
        if name in REGISTERED:
            _rebuilt(REGISTERED[name], patient)
        else:
            StaleProjection.objects.filter(patient_id=patient, projection=name).delete()
    _clear_mark(patient)


def _rebuilt(projection: Projection, patient: UUID) -> bool:
    work = partial(_replay, projection, patient)
    if projection.safety:
        work()
        return True
    done = _attempt(projection, patient, None, work)
    if done:
        StaleProjection.objects.filter(patient_id=patient, projection=projection.name).delete()
    return done


def _replay(projection: Projection, patient: UUID) -> None:
    _empty(projection, patient)
    for recorded in entries(patient, projection.handlers):
        projection.apply([recorded])


def _empty(projection: Projection, patient: UUID) -> None:
    for model in reversed(projection.models):
        model._default_manager.filter(patient_id=patient).delete()


def _all_apply(projections: Sequence[Projection], new: Sequence[Recorded]) -> bool:
    """One savepoint for what nearly always goes well: two statements less for each projection but one."""
    try:
        with transaction.atomic():
            for projection in projections:
                projection.apply(new)
    except Exception:
        return False
    return True


def _attempt(projection: Projection, patient: UUID, at: datetime | None, work: Callable[[], None]) -> bool:
    try:
        with transaction.atomic():
            work()
    except Exception as error:
        _mark(projection, patient, at, type(error).__name__)
        return False
    return True


def _mark(projection: Projection, patient: UUID, at: datetime | None, error: str) -> None:
    """Writes the mark and tells the operator, without whose record it is: a log is kept where records are not.

    The name of the error only, since its message could hold a person's words.
    """
    log.error(
        "projection %s is behind for one record (%s); the record is whole: accalmie journal rebuild --stale",
        projection.name,
        error,
        extra={"projection": projection.name, "error": error},
    )
    since = at or _last_recorded(patient)
    StaleProjection.objects.get_or_create(
        patient_id=patient, projection=projection.name, defaults={"since": since, "error": error}
    )
    Head.objects.filter(pk=patient).update(has_stale=True)


def _last_recorded(patient: UUID) -> datetime:
    sequence = Head.objects.values_list("sequence", flat=True).get(pk=patient)
    return next(rows.of_patient(patient, after=sequence - 1)).header.recorded_at


def _clear_mark(patient: UUID) -> None:
    still = StaleProjection.objects.filter(patient_id=patient).exists()
    Head.objects.filter(pk=patient).update(has_stale=still)


def _stale_names(patient: UUID) -> frozenset[str]:
    return frozenset(StaleProjection.objects.filter(patient_id=patient).values_list("projection", flat=True))
