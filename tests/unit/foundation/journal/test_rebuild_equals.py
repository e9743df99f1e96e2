"""Whatever happened to a person, dropping any projection of the house and rebuilding it shows the same."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from random import Random
from uuid import UUID, uuid4

import pytest
from django.db import transaction
from hypothesis import HealthCheck, event, given, settings, strategies as st

from accalmie.capabilities.programmes import library
from accalmie.core.entries import Enrolled, Entry
from accalmie.foundation import journal
from tests.entry_strategies import entries
from tests.factories.simulation import clinic, started

pytestmark = [pytest.mark.django_db(databases=["default", "keys"]), pytest.mark.database]

START = datetime(2026, 11, 24, 8, tzinfo=UTC)
Moment = tuple[int, Entry]

# Batches, since a batch is one savepoint; hours between them, since projections keep moments.
histories = st.lists(st.lists(st.tuples(st.integers(0, 400), entries()), min_size=1, max_size=3), max_size=6)


@settings(max_examples=25, deadline=None, suppress_health_check=[*HealthCheck])
@given(history=histories)
def test_a_rebuilt_projection_equals_the_one_kept_entry_by_entry(
    tally: journal.Projection, history: list[list[Moment]]
) -> None:
    patient = uuid4()
    _live(patient, history)
    assert tally.name in _compared(patient)


@pytest.mark.parametrize("number", range(3))
def test_so_does_that_of_a_simulated_life_and_the_programme_is_in_it(number: int) -> None:
    library.by_graph.cache_clear()
    library.publish(clinic().programme, now=START)
    patient, drafts = _simulated(number)
    with transaction.atomic():
        journal.append_many(patient, drafts, now=START)
    compared = _compared(patient)
    assert set(compared) == set(journal.REGISTERED)
    assert {"programmes.progress", "measures.scores"} <= {name for name, rows in compared.items() if rows}


@settings(max_examples=15, deadline=None, suppress_health_check=[*HealthCheck])
@given(seed=st.integers(0, 10_000), number=st.integers(0, 2), whole=st.booleans())
def test_so_does_that_of_a_simulated_life_cut_short_or_told_in_any_order(seed: int, number: int, whole: bool) -> None:
    library.by_graph.cache_clear()
    library.publish(clinic().programme, now=START)
    source = Random(seed)
    patient, drafts = _simulated(number)
    begun = next(place for place, draft in enumerate(drafts) if isinstance(draft.entry, Enrolled))
    chosen = drafts[: source.randint(begun + 1, len(drafts))] if whole else source.sample(drafts, k=len(drafts) // 2)
    for draft in chosen:
        _append(patient, [draft])
    compared = _compared(patient)
    event(f"programmes.progress {'with' if compared.get('programmes.progress') else 'without'} rows")
    assert compared["programmes.progress"] or not whole


def _compared(patient: UUID) -> dict[str, int]:
    """Rebuilds each projection that is not stale and holds it against what was kept; how many rows each has."""
    stale = set(journal.stale().filter(patient_id=patient).values_list("projection", flat=True))
    rows = {}
    for projection in journal.REGISTERED.values():
        if projection.name not in stale:
            kept = journal.snapshot(projection, patient)
            assert journal.rebuild(patient, [projection]) == ()
            assert journal.snapshot(projection, patient) == kept, projection.name
            rows[projection.name] = len(kept)
    return rows


def _simulated(number: int) -> tuple[UUID, list[journal.Draft]]:
    """Five weeks of a simulated person, under another name each time."""
    history = started(number + 1, weeks=5)[number]
    return uuid4(), [journal.Draft(one.entry, by=None, occurred_at=one.at) for one in history.happened]


def _append(patient: UUID, drafts: Sequence[journal.Draft], *, now: datetime = START) -> None:
    """An entry that a safety projection refuses is not part of the history: it was never kept."""
    try:
        with transaction.atomic():
            journal.append_many(patient, drafts, now=now)
    except Exception as refused:
        event(f"refused by safety: {type(refused).__name__}")


@settings(max_examples=10, deadline=None, suppress_health_check=[*HealthCheck])
@given(history=histories)
def test_a_history_kept_in_one_batch_shows_the_same_as_one_kept_day_by_day(
    tally: journal.Projection, history: list[list[Moment]]
) -> None:
    one_by_one, at_once = uuid4(), uuid4()
    _live(one_by_one, [[moment] for batch in history for moment in batch])
    _live(at_once, [[moment for batch in history for moment in batch]])
    shown = [[_anonymous(row) for row in journal.snapshot(tally, patient)] for patient in (one_by_one, at_once)]
    assert shown[0] == shown[1]


def _live(patient: UUID, history: list[list[Moment]]) -> None:
    now = START
    for batch in history:
        now += timedelta(hours=max((hours for hours, _entry in batch), default=0))
        drafts = [journal.Draft(entry=entry, by=None, occurred_at=START) for _hours, entry in batch]
        _append(patient, drafts, now=now)


def _anonymous(row: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in row.items() if name not in ("patient_id", "tally_id")}
