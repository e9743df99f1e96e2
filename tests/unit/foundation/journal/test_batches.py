"""A batch leaves what single appends would have left: entries, chain, and every row of every projection."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from random import Random
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import transaction
from hypothesis import HealthCheck, event, given, settings, strategies as st

from accalmie.capabilities.programmes import library
from accalmie.core.entries import Entry
from accalmie.foundation import journal
from tests.entry_strategies import entries
from tests.factories.simulation import clinic, started

pytestmark = [pytest.mark.django_db(databases=["default", "keys"]), pytest.mark.database]

NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)


@pytest.fixture(autouse=True)
def depression_is_published(db: None) -> None:
    library.by_graph.cache_clear()
    library.publish(clinic().programme, now=NOW)


def kept(patient: UUID) -> dict[str, Any]:
    """Everything about this patient that anybody could read, opened."""
    return {
        "entries": list(journal.entries(patient)),
        "findings": journal.verify([patient]),
        "stale": set(journal.stale().filter(patient_id=patient).values_list("projection", flat=True)),
        "rows": {name: journal.snapshot(one, patient) for name, one in journal.REGISTERED.items()},
    }


def one_by_one(patient: UUID, drafts: Sequence[journal.Draft]) -> tuple[dict[str, Any], list[journal.Draft]]:
    """What single appends leave, undone again, and the entries that no safety handler refused."""
    taken = []
    with transaction.atomic():
        for draft in drafts:
            try:
                with transaction.atomic():
                    journal.append_many(patient, [draft], now=NOW)
            except Exception as refused:
                event(f"refused: {type(refused).__name__}")
            else:
                taken.append(draft)
        left = kept(patient)
        transaction.set_rollback(True)
    return left, taken


def at_once(patient: UUID, drafts: Sequence[journal.Draft]) -> dict[str, Any]:
    with transaction.atomic():
        journal.append_many(patient, drafts, now=NOW)
        left = kept(patient)
        transaction.set_rollback(True)
    return left


def assert_same(singles: dict[str, Any], batch: dict[str, Any]) -> None:
    assert singles["findings"] == batch["findings"] == []
    assert singles["entries"] == batch["entries"]
    assert singles["stale"] == batch["stale"]
    for name in journal.REGISTERED:
        if name not in singles["stale"]:
            assert singles["rows"][name] == batch["rows"][name], name


def drafts_of(number: int) -> tuple[UUID, list[journal.Draft]]:
    history = started(number + 1, weeks=5)[number]
    writers = {"self": history.profile.person, "professional": uuid4()}
    return history.profile.patient, [
        journal.Draft(one.entry, by=writers[one.by], occurred_at=one.at, id=one.id) for one in history.happened
    ]


@pytest.mark.parametrize("number", range(5))
def test_a_simulated_history_is_kept_the_same_at_once_and_one_by_one(number: int) -> None:
    patient, drafts = drafts_of(number)
    singles, taken = one_by_one(patient, drafts)
    assert len(taken) == len(drafts)
    batch = at_once(patient, drafts)
    assert_same(singles, batch)
    assert not batch["stale"]
    assert batch["rows"]["programmes.progress"]


@settings(max_examples=12, deadline=None, suppress_health_check=[*HealthCheck])
@given(seed=st.integers(0, 10_000), number=st.integers(0, 3))
def test_so_is_one_whose_entries_come_in_any_order_with_some_missing(seed: int, number: int) -> None:
    patient, drafts = drafts_of(number)
    source = Random(seed)
    chosen = source.sample(drafts, k=max(2, int(len(drafts) * source.random() * 0.5)))
    singles, taken = one_by_one(patient, chosen)
    assert_same(singles, at_once(patient, taken) if taken else singles)


@settings(max_examples=25, deadline=None, suppress_health_check=[*HealthCheck])
@given(history=st.lists(entries(), min_size=2, max_size=8))
def test_so_is_any_history_that_can_be_written(history: list[Entry]) -> None:
    patient = uuid4()
    drafts = [journal.Draft(entry, by=None, occurred_at=NOW, id=uuid4()) for entry in history]
    singles, taken = one_by_one(patient, drafts)
    if taken:
        assert_same(singles, at_once(patient, taken))
