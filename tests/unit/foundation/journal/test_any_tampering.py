"""Somebody who owns the whole database changes anything of any entry: verifying finds it, and accuses nobody else."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings, strategies as st

from accalmie.core.entries import TYPES, MoodNoted
from accalmie.foundation import journal
from accalmie.foundation.journal import triggers
from accalmie.foundation.journal.models import Head, StoredEntry

pytestmark = [
    pytest.mark.django_db(databases=["default", "keys"]),
    pytest.mark.usefixtures("no_other_projection", "no_triggers"),
]

NOW = datetime(2026, 11, 24, 21, 30, tzinfo=UTC)
FEW = settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
COUNT = 4
KINDS = sorted({kind for kind, _version in TYPES} - {"MoodNoted"})
MOMENTS = st.integers(1, 10**6).map(lambda seconds: NOW - timedelta(seconds=seconds))
CHANGES: st.SearchStrategy[dict[str, Any]] = st.one_of(
    st.builds(lambda kind: {"kind": kind}, st.sampled_from(KINDS)),
    st.builds(lambda version: {"version": version}, st.integers(2, 90)),
    st.builds(lambda at: {"occurred_at": at}, MOMENTS),
    st.builds(lambda at: {"recorded_at": at}, MOMENTS),
    st.builds(lambda by: {"by": by}, st.uuids()),
    st.builds(lambda key: {"key_id": key}, st.uuids()),
    st.builds(lambda id_: {"id": id_}, st.uuids()),
    st.builds(lambda chain: {"chain": chain}, st.binary(min_size=32, max_size=32)),
    st.builds(lambda payload: {"payload": payload}, st.binary(min_size=1, max_size=80)),
)


@pytest.fixture
def no_triggers() -> Iterator[None]:
    """Somebody who owns the database takes its refusals away first."""
    triggers.remove(connection)
    yield
    if not connection.needs_rollback:
        triggers.install(connection)


def somebody() -> UUID:
    """A patient with a few entries."""
    patient = uuid4()
    drafts = [journal.Draft(entry=MoodNoted(mood=mood), by=patient) for mood in range(COUNT)]
    journal.append_many(patient, drafts, now=NOW)
    return patient


def entry(patient: UUID, sequence: int) -> StoredEntry:
    return StoredEntry.objects.get(patient_id=patient, sequence=sequence)


@FEW
@given(st.integers(1, COUNT), CHANGES)
def test_any_change_of_any_column_of_any_entry_is_found(sequence: int, change: dict[str, Any]) -> None:
    patient, beside = somebody(), somebody()
    StoredEntry.objects.filter(patient_id=patient, sequence=sequence).update(**change)
    found = journal.verify([patient, beside])
    assert found, change
    assert {finding.patient for finding in found} == {patient}
    assert min(finding.sequence or 0 for finding in found) == sequence


@FEW
@given(st.integers(1, COUNT), st.integers(0, 200), st.integers(0, 7))
def test_one_bit_of_what_is_sealed_is_enough(sequence: int, place: int, bit: int) -> None:
    patient = somebody()
    sealed = bytearray(entry(patient, sequence).payload)
    sealed[place % len(sealed)] ^= 1 << bit
    StoredEntry.objects.filter(patient_id=patient, sequence=sequence).update(payload=bytes(sealed))
    assert [(finding.problem, finding.sequence) for finding in journal.verify([patient])] == [
        (journal.Problem.CHANGED, sequence)
    ]


@FEW
@given(st.sets(st.integers(1, COUNT), min_size=1, max_size=COUNT))
def test_entries_taken_out_are_found_whichever_they_are(taken: set[int]) -> None:
    patient = somebody()
    StoredEntry.objects.filter(patient_id=patient, sequence__in=taken).delete()
    found = journal.verify([patient])
    expected = journal.Problem.PATIENT_REMOVED if len(taken) == COUNT else journal.Problem.REMOVED
    assert found[0].problem is expected
    assert found[0].sequence in (None, min(taken))


@FEW
@given(st.permutations(range(1, COUNT + 1)).filter(lambda order: order != sorted(order)))
def test_entries_in_another_order_are_found(order: list[int]) -> None:
    patient = somebody()
    ids = [entry(patient, sequence).pk for sequence in range(1, COUNT + 1)]
    for place, pk in enumerate(ids):
        StoredEntry.objects.filter(pk=pk).update(sequence=100 + place)
    for pk, sequence in zip(ids, order, strict=True):
        StoredEntry.objects.filter(pk=pk).update(sequence=sequence)
    assert journal.verify([patient])


@FEW
@given(st.integers(-COUNT, COUNT).filter(bool))
def test_a_head_that_says_another_length_is_found(moved: int) -> None:
    patient = somebody()
    Head.objects.filter(pk=patient).update(sequence=max(0, COUNT + moved))
    assert {finding.problem for finding in journal.verify([patient])} <= {
        journal.Problem.INSERTED,
        journal.Problem.REMOVED,
    }
    assert journal.verify([patient])


@FEW
@given(st.integers(1, COUNT), st.integers(1, COUNT))
def test_an_entry_copied_from_another_record_is_found(sequence: int, from_: int) -> None:
    patient, other = somebody(), somebody()
    theirs = entry(other, from_)
    StoredEntry.objects.filter(patient_id=patient, sequence=sequence).update(
        payload=bytes(theirs.payload), kind=theirs.kind, occurred_at=theirs.occurred_at, key_id=theirs.key_id
    )
    assert journal.verify([patient])
    assert journal.verify([other]) == []
