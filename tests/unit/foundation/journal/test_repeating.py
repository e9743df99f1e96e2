"""The same answer sent twice is kept once; another answer under the same id is never swallowed."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier
from typing import TypeVar
from uuid import UUID, uuid4

import pytest
from django.db import connections

from accalmie.core.entries import ContactMade, MeasureScored, MoodNoted
from accalmie.foundation import journal

pytestmark = [pytest.mark.django_db(databases=["default", "keys"]), pytest.mark.database]

T = TypeVar("T")
ID = UUID("01a20aff-e935-7e65-bc49-1409d75b0016")


def test_the_same_id_and_answer_gives_the_first_back_and_writes_nothing(claire: UUID, now: datetime) -> None:
    first = journal.append(claire, MoodNoted(mood=3), by=claire, now=now, id=ID)
    again = journal.append(claire, MoodNoted(mood=3), by=claire, now=now + timedelta(hours=1), id=ID)
    assert (first.repeated, again.repeated) == (False, True)
    assert again.entry == first.entry
    assert len(list(journal.entries(claire))) == 1


def test_a_questionnaire_sent_again_is_the_same_answer_though_its_total_is_read_as_a_fraction(
    claire: UUID, now: datetime
) -> None:
    answer = MeasureScored(
        instrument="phq-9",
        instrument_version="1.0.0",
        answers=(1,) * 9,
        total=9,
        band="mild",
        language="fr",
    )
    journal.append(claire, answer, by=claire, now=now, id=ID)
    assert journal.append(claire, answer, by=claire, now=now, id=ID).repeated
    draft = journal.Draft(entry=answer, by=claire, id=uuid4())
    assert [one.repeated for one in journal.append_many(claire, [draft, draft], now=now)] == [False, True]


def test_the_same_id_and_another_answer_is_a_conflict_that_shows_the_earlier_one(claire: UUID, now: datetime) -> None:
    first = journal.append(claire, MoodNoted(mood=3), by=claire, now=now, id=ID)
    with pytest.raises(journal.EntryConflict) as conflict:
        journal.append(claire, MoodNoted(mood=4), by=claire, now=now, id=ID)
    assert conflict.value.earlier == first.entry
    assert [one.value for one in journal.entries(claire)] == [MoodNoted(mood=3)]


def test_the_same_id_for_another_kind_of_entry_is_a_conflict(claire: UUID, now: datetime) -> None:
    journal.append(claire, MoodNoted(mood=3), by=claire, now=now, id=ID)
    with pytest.raises(journal.EntryConflict):
        journal.append(claire, ContactMade(source=ID, with_whom="line"), by=claire, now=now, id=ID)


def test_an_id_of_somebody_elses_entry_is_a_conflict_that_shows_nothing_of_it(claire: UUID, now: datetime) -> None:
    journal.append(claire, MoodNoted(mood=3), by=claire, now=now, id=ID)
    with pytest.raises(journal.EntryConflict) as conflict:
        journal.append(uuid4(), MoodNoted(mood=3), by=None, now=now, id=ID)
    assert conflict.value.earlier is None


def test_an_entry_that_stands_twice_in_one_batch_is_kept_once(claire: UUID, now: datetime) -> None:
    draft = journal.Draft(entry=MoodNoted(mood=3), by=None, id=ID)
    answers = journal.append_many(claire, [draft, draft], now=now)
    assert [answer.repeated for answer in answers] == [False, True]
    assert answers[0].entry == answers[1].entry
    assert len(list(journal.entries(claire))) == 1


def test_a_batch_may_hold_old_and_new_entries(claire: UUID, now: datetime) -> None:
    old = journal.append(claire, MoodNoted(mood=3), by=None, now=now, id=ID).entry
    drafts = [
        journal.Draft(entry=MoodNoted(mood=1), by=None),
        journal.Draft(entry=MoodNoted(mood=3), by=None, id=ID),
        journal.Draft(entry=MoodNoted(mood=2), by=None),
    ]
    answers = journal.append_many(claire, drafts, now=now)
    assert [answer.repeated for answer in answers] == [False, True, False]
    assert answers[1].entry == old
    assert [one.value for one in journal.entries(claire)] == [MoodNoted(mood=m) for m in (3, 1, 2)]
    assert journal.verify([claire]) == []


@pytest.mark.django_db(databases=["default", "keys"], transaction=True)
def test_of_many_posts_of_one_answer_at_once_one_is_kept(claire: UUID, now: datetime) -> None:
    answers = _at_once(12, lambda _n: journal.append(claire, MoodNoted(mood=3), by=None, now=now, id=ID).repeated)
    assert sorted(answers) == [False] + [True] * 11
    assert len(list(journal.entries(claire))) == 1


@pytest.mark.django_db(databases=["default", "keys"], transaction=True)
def test_of_many_different_answers_under_one_id_at_once_one_is_kept_and_the_others_are_told(
    claire: UUID, now: datetime
) -> None:
    def post(n: int) -> int | None:
        try:
            journal.append(claire, MoodNoted(mood=n), by=None, now=now, id=ID)
        except journal.EntryConflict as conflict:
            return None if conflict.earlier else -1
        return n

    kept = [n for n in _at_once(8, post) if n is not None]
    assert [one.value for one in journal.entries(claire)] == [MoodNoted(mood=n) for n in kept]
    assert len(kept) == 1


@pytest.mark.django_db(databases=["default", "keys"], transaction=True)
def test_many_people_writing_at_once_leave_whole_chains(now: datetime) -> None:
    people = [uuid4() for _ in range(3)]
    _at_once(12, lambda n: journal.append(people[n % 3], MoodNoted(mood=n), by=None, now=now))
    for person in people:
        assert [one.sequence for one in journal.entries(person)] == [1, 2, 3, 4]
    assert journal.verify(people) == []


def _at_once(count: int, post: Callable[[int], T]) -> list[T]:
    start = Barrier(count)

    def run(n: int) -> T:
        start.wait()
        try:
            return post(n)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(run, range(count)))
