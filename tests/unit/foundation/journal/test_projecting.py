"""No fault in a view of the record loses an answer; a fault in safety keeps nothing half done."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import connection

from accalmie.core.entries import Entry, ExerciseWritten, MoodNoted
from accalmie.foundation import journal
from tests.tally import Line, Tally

pytestmark = [
    pytest.mark.django_db(databases=["default", "keys"]),
    pytest.mark.database,
    pytest.mark.usefixtures("no_other_projection"),
]


def _raising(recorded: journal.Recorded) -> None:
    raise ZeroDivisionError("je veux mourir")


def _mood(claire: UUID, now: datetime, mood: int = 2, words: str = "") -> journal.Recorded:
    return journal.append(claire, MoodNoted(mood=mood, words=words), by=claire, now=now).entry


def _exercise() -> ExerciseWritten:
    return ExerciseWritten(exercise="values", exercise_version="1", answers={}, shared=False)


def test_what_a_projection_keeps_is_there_when_the_answer_is(
    claire: UUID, now: datetime, tally: journal.Projection
) -> None:
    _mood(claire, now, 2, "un peu")
    _mood(claire, now, 5, "mieux")
    shown = journal.snapshot(tally, claire)
    assert [(row["count"], row["total"], row["words"]) for row in shown] == [(2, 7, ["un peu", "mieux"])]


def test_a_handler_that_always_raises_loses_no_answer(
    claire: UUID, now: datetime, broken: journal.Projection, tally: journal.Projection
) -> None:
    broken.on(MoodNoted)(_raising)
    for mood in range(3):
        _mood(claire, now, mood)
    assert [one.value for one in journal.entries(claire)] == [MoodNoted(mood=mood) for mood in range(3)]
    assert Tally.objects.get(pk=claire).count == 3
    assert journal.verify([claire]) == []


def test_what_a_failing_projection_wrote_before_it_failed_is_undone(
    claire: UUID, now: datetime, tally: journal.Projection
) -> None:
    tally.on(MoodNoted)(_raising)
    _mood(claire, now)
    assert not Tally.objects.filter(pk=claire).exists()


def test_a_fault_of_the_database_in_a_projection_loses_no_answer(
    claire: UUID, now: datetime, broken: journal.Projection
) -> None:
    @broken.on(MoodNoted)
    def ask_for_a_table_that_is_not_there(recorded: journal.Recorded) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM no_such_table")

    entry = _mood(claire, now)
    assert list(journal.entries(claire)) == [entry]
    assert [mark.error for mark in journal.stale()] in (["OperationalError"], ["ProgrammingError"])


def test_a_failed_projection_is_marked_and_somebody_is_told_without_any_words_of_the_person(
    claire: UUID, now: datetime, broken: journal.Projection, caplog: pytest.LogCaptureFixture
) -> None:
    broken.on(MoodNoted)(_raising)
    _mood(claire, now, words="je veux mourir")
    mark = journal.stale().get()
    assert (mark.projection, mark.patient_id, mark.since, mark.error) == (
        "tests.broken",
        claire,
        now,
        "ZeroDivisionError",
    )
    told = [record for record in caplog.records if record.name == "accalmie.journal"]
    assert [record.levelno for record in told] == [logging.ERROR]
    assert "tests.broken" in told[0].getMessage()
    assert "journal rebuild --stale" in told[0].getMessage()
    assert "mourir" not in caplog.text
    assert str(claire) not in caplog.text
    assert told[0].exc_info is None


def test_a_stale_projection_is_rebuilt_at_the_next_answer(
    claire: UUID, now: datetime, tally: journal.Projection
) -> None:
    handlers = tally.handlers[MoodNoted]
    handlers.append(_raising)
    _mood(claire, now, 1)
    handlers.remove(_raising)
    _mood(claire, now, 4)
    row = Tally.objects.get(pk=claire)
    assert (row.count, row.total) == (2, 5)
    assert not journal.stale().exists()


def test_a_stale_projection_is_rebuilt_even_when_the_next_answer_is_of_another_kind(
    claire: UUID, now: datetime, tally: journal.Projection
) -> None:
    handlers = tally.handlers[MoodNoted]
    handlers.append(_raising)
    _mood(claire, now, 1)
    handlers.remove(_raising)
    journal.append(claire, _exercise(), by=claire, now=now)
    assert Tally.objects.get(pk=claire).count == 1
    assert Line.objects.filter(patient_id=claire).count() == 1
    assert not journal.stale().exists()


def test_a_projection_that_still_fails_keeps_the_moment_since_when(
    claire: UUID, now: datetime, broken: journal.Projection
) -> None:
    broken.on(MoodNoted)(_raising)
    _mood(claire, now)
    _mood(claire, now + timedelta(days=1))
    assert journal.stale().get().since == now


def test_one_persons_stale_projection_is_nobody_elses(claire: UUID, now: datetime, tally: journal.Projection) -> None:
    other = uuid4()

    @tally.on(MoodNoted)
    def fail_for_claire(recorded: journal.Recorded) -> None:
        if recorded.patient == claire:
            raise ValueError

    _mood(claire, now), _mood(other, now)
    assert [mark.patient_id for mark in journal.stale()] == [claire]
    assert Tally.objects.get(pk=other).count == 1


def test_the_mark_of_a_projection_that_no_longer_exists_goes_away(claire: UUID, now: datetime) -> None:
    gone = journal.Projection("tests.gone", models=[])
    gone.on(MoodNoted)(_raising)
    _mood(claire, now)
    del journal.REGISTERED["tests.gone"]
    _mood(claire, now)
    assert not journal.stale().exists()


def test_when_safety_fails_nothing_is_kept(
    claire: UUID, now: datetime, safety: journal.Projection, tally: journal.Projection
) -> None:
    _mood(claire, now, 1)
    safety.on(MoodNoted)(_raising)
    with pytest.raises(ZeroDivisionError):
        _mood(claire, now, 2)
    assert [one.value for one in journal.entries(claire)] == [MoodNoted(mood=1)]
    assert Tally.objects.get(pk=claire).count == 1
    assert journal.verify([claire]) == []


def test_when_safety_fails_the_whole_batch_is_undone(
    claire: UUID, now: datetime, safety: journal.Projection, tally: journal.Projection
) -> None:
    safety.on(ExerciseWritten)(_raising)
    drafts = [journal.Draft(entry=entry, by=None) for entry in (MoodNoted(mood=1), _exercise())]
    with pytest.raises(ZeroDivisionError):
        journal.append_many(claire, drafts, now=now)
    assert list(journal.entries(claire)) == []
    assert not Tally.objects.filter(pk=claire).exists()


def test_safety_comes_first_and_a_repeated_answer_reaches_no_handler(
    claire: UUID, now: datetime, broken: journal.Projection, safety: journal.Projection
) -> None:
    heard: list[tuple[str, Entry]] = []
    broken.on(MoodNoted)(lambda recorded: heard.append(("view", recorded.value)))
    safety.on(MoodNoted)(lambda recorded: heard.append(("safety", recorded.value)))
    first = _mood(claire, now, 3)
    journal.append(claire, MoodNoted(mood=3), by=claire, now=now, id=first.id)
    assert heard == [("safety", MoodNoted(mood=3)), ("view", MoodNoted(mood=3))]


def test_a_batch_reaches_the_handlers_in_order(claire: UUID, now: datetime, broken: journal.Projection) -> None:
    heard: list[int] = []
    broken.on(MoodNoted)(lambda recorded: heard.append(recorded.sequence))
    journal.append_many(claire, [journal.Draft(entry=MoodNoted(mood=n), by=None) for n in range(4)], now=now)
    assert heard == [1, 2, 3, 4]


def test_a_dropped_projection_is_computed_again(claire: UUID, now: datetime, tally: journal.Projection) -> None:
    _mood(claire, now, 2, "un"), _mood(claire, now, 3, "deux")
    journal.append(claire, _exercise(), by=claire, now=now)
    before = journal.snapshot(tally, claire)
    Tally.objects.filter(pk=claire).update(count=40)
    assert journal.snapshot(tally, claire) != before
    assert journal.rebuild(claire, [tally]) == ()
    assert journal.snapshot(tally, claire) == before


def test_a_rebuild_that_fails_leaves_what_was_there_and_says_so(
    claire: UUID, now: datetime, tally: journal.Projection
) -> None:
    _mood(claire, now, 2)
    before = journal.snapshot(tally, claire)
    tally.on(MoodNoted)(_raising)
    assert journal.rebuild(claire, [tally]) == (tally,)
    assert journal.snapshot(tally, claire) == before
    assert journal.stale().get().since == now


def test_rebuilding_somebody_without_a_journal_does_nothing(claire: UUID, tally: journal.Projection) -> None:
    assert journal.rebuild(claire) == ()


def test_two_projections_of_one_name_cannot_be(broken: journal.Projection) -> None:
    with pytest.raises(ValueError, match=r"Two projections are called tests\.broken"):
        journal.Projection("tests.broken", models=[])


@pytest.mark.parametrize("kinds", [(), (int,), (Entry,)])
def test_only_entries_of_the_journal_can_be_followed(
    broken: journal.Projection, kinds: tuple[type[Entry], ...]
) -> None:
    with pytest.raises(TypeError, match="can follow entry types"):
        broken.on(*kinds)
