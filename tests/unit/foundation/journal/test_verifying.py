"""Whatever somebody with the whole database does to a journal, verifying says so."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.db.models import F

from accalmie.core.entries import MoodNoted
from accalmie.foundation import crypto, journal
from accalmie.foundation.crypto import keyring
from accalmie.foundation.crypto.models import PatientKey
from accalmie.foundation.journal import Problem, rows, triggers
from accalmie.foundation.journal.chain import canonical, genesis, link
from accalmie.foundation.journal.models import DayLeaf, DayRoot, Head, StoredEntry

pytestmark = [
    pytest.mark.django_db(databases=["default", "keys"]),
    pytest.mark.database,
    pytest.mark.usefixtures("no_other_projection", "no_triggers"),
]

NOW = datetime(2026, 11, 24, 21, 30, tzinfo=UTC)
MONDAY, TUESDAY, WEDNESDAY = date(2026, 11, 23), date(2026, 11, 24), date(2026, 11, 25)


@pytest.fixture
def no_triggers() -> Iterator[None]:
    """Somebody who owns the database takes its refusals away first."""
    triggers.remove(connection)
    yield
    if not connection.needs_rollback:
        triggers.install(connection)


@pytest.fixture
def claire() -> UUID:
    """A patient with five entries."""
    return _with_entries(5)


def _with_entries(count: int) -> UUID:
    patient = uuid4()
    _write(patient, count)
    return patient


def _write(patient: UUID, count: int) -> None:
    drafts = [journal.Draft(entry=MoodNoted(mood=mood), by=patient) for mood in range(count)]
    journal.append_many(patient, drafts, now=NOW)


def _found(*patients: UUID) -> list[tuple[Problem, int | None]]:
    return [(finding.problem, finding.sequence) for finding in journal.verify(patients)]


def _at(patient: UUID, sequence: int) -> StoredEntry:
    return StoredEntry.objects.get(patient_id=patient, sequence=sequence)


def _rechain(patient: UUID) -> None:
    """What a careful forger does: computes every chain value again, and the head."""
    chain, sequence = genesis(patient), 0
    for row in rows.of_patient(patient):
        chain, sequence = link(chain, canonical(row.header), row.payload), row.header.sequence
        StoredEntry.objects.filter(pk=row.header.id).update(chain=chain)
    Head.objects.filter(pk=patient).update(chain=chain, sequence=sequence)


def test_a_journal_as_it_was_written_shows_nothing(claire: UUID) -> None:
    assert journal.verify() == []


@pytest.mark.parametrize(
    "change",
    [
        {"payload": b"\x01" + bytes(60)},
        {"kind": "ContactMade"},
        {"version": 2},
        {"occurred_at": datetime(2020, 1, 1, tzinfo=UTC)},
        {"recorded_at": datetime(2020, 1, 1, tzinfo=UTC)},
        {"by": None},
        {"key_id": UUID(int=1)},
        {"id": UUID(int=1)},
        {"chain": bytes(32)},
    ],
    ids=lambda change: next(iter(change)),
)
def test_any_changed_column_of_an_entry_is_found_where_it_is(claire: UUID, change: dict[str, object]) -> None:
    StoredEntry.objects.filter(patient_id=claire, sequence=3).update(**change)
    assert (Problem.CHANGED, 3) in _found(claire)


def test_a_removed_entry_is_found(claire: UUID) -> None:
    _at(claire, 3).delete()
    assert _found(claire) == [(Problem.REMOVED, 3)]


def test_a_removed_first_entry_is_found(claire: UUID) -> None:
    _at(claire, 1).delete()
    assert _found(claire) == [(Problem.REMOVED, 1)]


def test_a_removed_last_entry_is_found(claire: UUID) -> None:
    _at(claire, 5).delete()
    assert _found(claire) == [(Problem.REMOVED, 5)]


def test_entries_that_changed_places_are_found(claire: UUID) -> None:
    for pk, sequence in ((_at(claire, 2).pk, 99), (_at(claire, 3).pk, 2)):
        StoredEntry.objects.filter(pk=pk).update(sequence=sequence)
    StoredEntry.objects.filter(patient_id=claire, sequence=99).update(sequence=3)
    assert {(Problem.CHANGED, 2), (Problem.CHANGED, 3)} <= set(_found(claire))


def test_an_entry_put_in_at_the_end_is_found(claire: UUID) -> None:
    copy = _at(claire, 5)
    copy.id, copy.sequence = uuid4(), 6
    copy.save(force_insert=True)
    assert {(Problem.CHANGED, 6), (Problem.INSERTED, 6)} == set(_found(claire))


def test_an_entry_put_in_by_somebody_who_computes_the_chain_again_does_not_open(claire: UUID) -> None:
    copy = _at(claire, 5)
    copy.id, copy.sequence = uuid4(), 6
    copy.save(force_insert=True)
    _rechain(claire)
    assert _found(claire) == [(Problem.FORGED, 6)]


def test_an_entry_of_another_patient_does_not_open_here(claire: UUID) -> None:
    theirs = _at(_with_entries(1), 1)
    theirs.id, theirs.patient_id, theirs.sequence = uuid4(), claire, 6
    theirs.save(force_insert=True)
    _rechain(claire)
    assert _found(claire) == [(Problem.FORGED, 6)]


def test_a_changed_head_is_found(claire: UUID) -> None:
    Head.objects.filter(pk=claire).update(chain=bytes(32))
    assert _found(claire) == [(Problem.HEAD_CHANGED, 5)]


def test_a_head_moved_back_is_found(claire: UUID) -> None:
    Head.objects.filter(pk=claire).update(sequence=F("sequence") - 1, chain=_at(claire, 4).chain)
    assert _found(claire) == [(Problem.INSERTED, 5)]


def test_a_lost_head_is_found(claire: UUID) -> None:
    Head.objects.filter(pk=claire).delete()
    assert [finding.problem for finding in journal.verify()] == [Problem.HEAD_MISSING]


def test_entries_taken_out_as_a_whole_are_found_by_the_head_that_is_left(claire: UUID) -> None:
    StoredEntry.objects.filter(patient_id=claire).delete()
    assert [finding.problem for finding in journal.verify()] == [Problem.PATIENT_REMOVED]


def test_a_lost_key_is_told_once(claire: UUID) -> None:
    PatientKey.objects.filter(patient_id=claire).delete()
    keyring.kept.forget(claire)
    assert _found(claire) == [(Problem.KEY_MISSING, None)]


def test_a_cut_journal_agrees_with_itself_but_not_with_a_signed_day(claire: UUID) -> None:
    journal.seal_day(MONDAY)
    StoredEntry.objects.filter(patient_id=claire, sequence__gt=3).delete()
    _rechain(claire)
    assert _found(claire) == [(Problem.CUT, 5)]


def test_a_patient_taken_out_with_the_head_is_found_by_a_signed_day(claire: UUID) -> None:
    journal.seal_day(MONDAY)
    for model in (StoredEntry, Head):
        model._default_manager.filter(patient_id=claire).delete()
    assert [(one.problem, one.patient) for one in journal.verify()] == [(Problem.PATIENT_REMOVED, claire)]


def test_a_patient_taken_out_without_trace_is_found_by_the_signed_root(claire: UUID) -> None:
    _with_entries(2)
    journal.seal_day(MONDAY)
    for model in (StoredEntry, Head, DayLeaf):
        model._default_manager.filter(patient_id=claire).delete()
    assert [(one.problem, one.day) for one in journal.verify()] == [(Problem.ROOT_CHANGED, MONDAY)]


def test_days_agree_while_the_journal_grows(claire: UUID) -> None:
    journal.seal_day(MONDAY)
    _write(claire, 2)
    _with_entries(1)
    journal.seal_day(TUESDAY)
    journal.seal_day(WEDNESDAY)
    _write(claire, 1)
    assert journal.verify() == []
    assert DayRoot.objects.count() == 3
    assert DayLeaf.objects.filter(patient_id=claire).count() == 2


def test_a_sealed_day_gives_its_seal_again_and_no_day_before_it_can_be_sealed(claire: UUID) -> None:
    seal = journal.seal_day(TUESDAY)
    _write(claire, 1)
    assert journal.seal_day(TUESDAY) == seal
    with pytest.raises(journal.DayRefused):
        journal.seal_day(MONDAY)


def test_a_removed_day_is_found(claire: UUID) -> None:
    for day in (MONDAY, TUESDAY, WEDNESDAY):
        journal.seal_day(day)
    DayRoot.objects.filter(day=TUESDAY).delete()
    assert [(one.problem, one.day) for one in journal.verify()] == [(Problem.DAY_REMOVED, WEDNESDAY)]


@pytest.mark.parametrize(
    "change", [{"root": bytes(32)}, {"patients": 9}, {"signature": bytes(64)}, {"public_key": bytes(32)}]
)
def test_a_changed_seal_of_a_day_is_found(claire: UUID, change: dict[str, object]) -> None:
    journal.seal_day(MONDAY)
    DayRoot.objects.filter(day=MONDAY).update(**change)
    assert (Problem.SIGNATURE_BROKEN, MONDAY) in [(one.problem, one.day) for one in journal.verify()]


def test_an_exported_seal_shows_a_history_that_was_signed_anew(claire: UUID) -> None:
    exported = journal.exported(journal.seal_day(MONDAY))
    assert journal.verify_exported(exported) == []
    DayRoot.objects.all().delete(), DayLeaf.objects.all().delete()
    StoredEntry.objects.filter(patient_id=claire, sequence=5).delete()
    _rechain(claire)
    journal.seal_day(MONDAY)
    assert journal.verify() == []
    assert [one.problem for one in journal.verify_exported(exported)] == [Problem.SEAL_LOST]


def test_an_exported_seal_that_was_changed_is_not_ours(claire: UUID) -> None:
    exported = journal.exported(journal.seal_day(MONDAY)).replace('"patients": 1', '"patients": 2')
    assert [one.problem for one in journal.verify_exported(exported)] == [Problem.SIGNATURE_BROKEN]


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"day": "yesterday"}', "null"])
def test_a_file_that_is_no_seal_is_refused_in_a_sentence(text: str) -> None:
    with pytest.raises(ValueError, match="not the seal of a day"):
        journal.verify_exported(text)


def test_erasing_a_record_breaks_no_chain_and_no_day(claire: UUID) -> None:
    journal.seal_day(MONDAY)
    crypto.destroy_key(claire, now=NOW)
    assert journal.verify() == []


def test_progress_is_told_patient_by_patient() -> None:
    people = [_with_entries(1) for _ in range(3)]
    told: list[tuple[int, int]] = []
    journal.verify(people, progress=lambda done, total: told.append((done, total)))
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_somebody_who_writes_during_the_look_raises_no_alarm(claire: UUID, monkeypatch: pytest.MonkeyPatch) -> None:
    looks: list[int] = []

    def write_during_the_first_look(patient: UUID) -> Iterator[rows.Row]:
        looks.append(1)
        if len(looks) == 1:
            _write(claire, 1)
        return of_patient(patient)

    of_patient = rows.of_patient
    monkeypatch.setattr("accalmie.foundation.journal.verifying.rows.of_patient", write_during_the_first_look)
    assert _found(claire) == []
    assert len(looks) == 2


def test_each_finding_says_in_a_sentence_where_and_what(claire: UUID) -> None:
    _at(claire, 3).delete()
    (finding,) = journal.verify([claire])
    assert finding.sentence == f"patient {claire}, entry 3: an entry is missing here."
    assert journal.Finding(Problem.DAY_REMOVED, day=MONDAY).sentence.startswith("day 2026-11-23: the day before")
