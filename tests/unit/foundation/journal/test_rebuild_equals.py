"""Whatever happened to a person, dropping any projection of the house and rebuilding it shows the same."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import transaction
from hypothesis import HealthCheck, event, given, settings, strategies as st

from accalmie.core.entries import Entry
from accalmie.foundation import journal
from tests.entry_strategies import entries

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
    stale = set(journal.stale().filter(patient_id=patient).values_list("projection", flat=True))
    assert tally.name not in stale
    for projection in journal.REGISTERED.values():
        event(f"{projection.name} {'stale' if projection.name in stale else 'compared'}")
        if projection.name not in stale:
            kept = journal.snapshot(projection, patient)
            assert journal.rebuild(patient, [projection]) == ()
            assert journal.snapshot(projection, patient) == kept, projection.name


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
    """An entry that a safety projection refuses is not part of the history: it was never kept."""
    now = START
    for batch in history:
        now += timedelta(hours=max((hours for hours, _entry in batch), default=0))
        drafts = [journal.Draft(entry=entry, by=None, occurred_at=START) for _hours, entry in batch]
        try:
            with transaction.atomic():
                journal.append_many(patient, drafts, now=now)
        except Exception as refused:
            event(f"refused by safety: {type(refused).__name__}")


def _anonymous(row: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in row.items() if name not in ("patient_id", "tally_id")}
