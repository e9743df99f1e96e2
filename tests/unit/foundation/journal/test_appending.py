"""What is appended is read back as it was, in order; what cannot be true is refused in a sentence."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from pytest_django import DjangoAssertNumQueries

from accalmie.core.entries import Entry, ExerciseWritten, MoodNoted
from accalmie.foundation import crypto, journal
from accalmie.foundation.journal.models import Head, StoredEntry
from tests.entry_strategies import entries

pytestmark = [
    pytest.mark.django_db(databases=["default", "keys"]),
    pytest.mark.database,
    pytest.mark.usefixtures("no_other_projection"),
]

NOW = datetime(2026, 11, 24, 21, 30, 0, 5, tzinfo=UTC)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(entry=entries())
def test_any_entry_comes_back_as_it_was_written(entry: Entry) -> None:
    patient, author = uuid4(), uuid4()
    appended = journal.append(patient, entry, by=author, now=NOW)
    assert appended.entry.value == entry
    assert list(journal.entries(patient)) == [appended.entry]
    assert journal.verify([patient]) == []


def test_entries_are_numbered_from_one_in_the_order_of_writing(claire: UUID) -> None:
    for mood in range(3):
        journal.append(claire, MoodNoted(mood=mood), by=claire, now=NOW)
    found = list(journal.entries(claire))
    assert [(one.sequence, one.value) for one in found] == [(n + 1, MoodNoted(mood=n)) for n in range(3)]


def test_two_patients_have_two_journals(claire: UUID) -> None:
    other = uuid4()
    journal.append(claire, MoodNoted(mood=1), by=claire, now=NOW)
    journal.append(other, MoodNoted(mood=2), by=other, now=NOW)
    assert [one.value for one in journal.entries(claire)] == [MoodNoted(mood=1)]
    assert {claire, other} <= set(journal.patients())


def test_entries_can_be_read_by_type_and_from_a_place(claire: UUID) -> None:
    written = ExerciseWritten(exercise="values", exercise_version="1", answers={"a": "b"}, shared=False)
    drafts = [journal.Draft(entry=one, by=None) for one in (MoodNoted(mood=1), written, MoodNoted(mood=2))]
    journal.append_many(claire, drafts, now=NOW)
    assert [one.value for one in journal.entries(claire, [ExerciseWritten])] == [written]
    assert [one.sequence for one in journal.entries(claire, after=1)] == [2, 3]
    assert [one.sequence for one in journal.entries(claire, [MoodNoted], after=1)] == [3]
    assert list(journal.entries(claire, [])) == []


def test_one_entry_is_found_by_its_id_in_its_own_record_only(claire: UUID) -> None:
    appended = journal.append(claire, MoodNoted(mood=1), by=None, now=NOW).entry
    assert journal.entry(claire, appended.id) == appended
    assert journal.entry(uuid4(), appended.id) is None
    assert journal.entry(claire, uuid4()) is None


def test_a_thousand_entries_are_read_page_by_page_and_none_is_lost(claire: UUID) -> None:
    drafts = [journal.Draft(entry=MoodNoted(mood=n % 11), by=None) for n in range(1001)]
    journal.append_many(claire, drafts, now=NOW)
    assert [one.sequence for one in journal.entries(claire)] == list(range(1, 1002))


def test_many_entries_are_kept_all_or_none(claire: UUID) -> None:
    journal.append(claire, MoodNoted(mood=1), by=None, now=NOW, id=UUID(int=7))
    drafts = [
        journal.Draft(entry=MoodNoted(mood=2), by=None),
        journal.Draft(entry=MoodNoted(mood=3), by=None, id=UUID(int=7)),
    ]
    with pytest.raises(journal.EntryConflict):
        journal.append_many(claire, drafts, now=NOW)
    assert [one.value for one in journal.entries(claire)] == [MoodNoted(mood=1)]


def test_nothing_to_append_writes_nothing(claire: UUID) -> None:
    assert journal.append_many(claire, [], now=NOW) == []
    assert not Head.objects.filter(pk=claire).exists()


def test_words_stand_nowhere_in_clear(claire: UUID) -> None:
    journal.append(claire, MoodNoted(mood=2, words="je veux mourir"), by=claire, now=NOW)
    row = StoredEntry.objects.values_list(named=False).get(patient_id=claire)
    assert all(b"mourir" not in (bytes(v) if isinstance(v, bytes | memoryview) else str(v).encode()) for v in row)


def test_what_happened_earlier_says_when_in_universal_time(claire: UUID) -> None:
    earlier = datetime(2026, 11, 20, 8, tzinfo=timezone(timedelta(hours=1)))
    appended = journal.append(claire, MoodNoted(mood=1), by=None, now=NOW, occurred_at=earlier)
    assert appended.entry.occurred_at == earlier
    assert appended.entry.occurred_at.tzinfo is UTC
    assert appended.entry.recorded_at == NOW


def test_a_browser_a_few_minutes_ahead_is_believed(claire: UUID) -> None:
    ahead = NOW + timedelta(minutes=4)
    assert journal.append(claire, MoodNoted(mood=1), by=None, now=NOW, occurred_at=ahead).entry.occurred_at == ahead


def test_what_has_not_happened_yet_is_refused(claire: UUID) -> None:
    with pytest.raises(journal.MomentRefused, match="is later than now"):
        journal.append(claire, MoodNoted(mood=1), by=None, now=NOW, occurred_at=NOW + timedelta(hours=1))


@pytest.mark.parametrize("which", ["now", "occurred_at"])
def test_a_moment_without_time_zone_is_refused(claire: UUID, which: str) -> None:
    moments = {"now": NOW, "occurred_at": NOW} | {which: NOW.replace(tzinfo=None)}
    with pytest.raises(journal.MomentRefused, match=f"{which} has no time zone"):
        journal.append(claire, MoodNoted(mood=1), by=None, now=moments["now"], occurred_at=moments["occurred_at"])


def test_an_erased_record_takes_no_more_entries_and_its_chain_still_holds(claire: UUID) -> None:
    journal.append(claire, MoodNoted(mood=1, words="à effacer"), by=claire, now=NOW)
    crypto.destroy_key(claire, now=NOW)
    with pytest.raises(crypto.KeyDestroyed):
        journal.append(claire, MoodNoted(mood=2), by=claire, now=NOW)
    with pytest.raises(crypto.KeyDestroyed):
        list(journal.entries(claire))
    assert journal.verify([claire]) == []


def test_a_journal_whose_key_was_lost_is_not_continued_under_another(claire: UUID) -> None:
    journal.append(claire, MoodNoted(mood=1), by=None, now=NOW)
    Head.objects.filter(pk=claire).update(key_id=uuid4())
    with pytest.raises(crypto.KeyMissing, match="not in the key store"):
        journal.append(claire, MoodNoted(mood=2), by=None, now=NOW)


def test_an_append_costs_few_statements(claire: UUID, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    journal.append(claire, MoodNoted(mood=1), by=None, now=NOW)
    with django_assert_num_queries(5):  # savepoint, head read, entry, head moved, savepoint released
        journal.append(claire, MoodNoted(mood=2), by=None, now=NOW)
    with django_assert_num_queries(5):  # the entry's own insertion says whether the client's id is known
        journal.append(claire, MoodNoted(mood=3), by=None, now=NOW, id=uuid4())
