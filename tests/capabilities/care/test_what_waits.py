"""What a person shares waits with a date, until somebody answers it or the person closes it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from accalmie.capabilities.care import actions, projections, queries
from accalmie.capabilities.care.library import rules
from accalmie.capabilities.care.tasks import tell_late
from accalmie.capabilities.exercises import projections as written_by, queries as exercises
from accalmie.core.entries import Entry, ExerciseShared, ExerciseWritten, ReviewAgreed, StepRef, StepReviewed
from accalmie.core.reviewing import ReviewingRefused, load_reviewing
from accalmie.foundation import journal
from accalmie.foundation.access.actions import begin_care
from accalmie.foundation.outbox.models import Notice
from accalmie.foundation.people.models import Person
from tests.factories import people
from tests.factories.people import NOW

pytestmark = [pytest.mark.django_db(databases=["default", "keys"]), pytest.mark.database]
FRIDAY = datetime(2026, 3, 6, 15, 0, tzinfo=UTC)
AT = StepRef(enrolment=UUID(int=7), module="the-circle", step="welcome")


@pytest.fixture
def record() -> UUID:
    found = people.patient_person("Samira").patient_id
    assert found is not None
    return found


@pytest.fixture
def claire(record: UUID) -> Person:
    person = people.psychologist("claire.morel@example.org")
    begin_care(patient=record, professional=person, now=NOW)
    return person


def happened(record: UUID, entry: Entry, at: datetime = NOW) -> UUID:
    return journal.append(record, entry, by=None, now=at).entry.id


def wrote(record: UUID, *, shared: bool = True, at: datetime = NOW, place: StepRef | None = None) -> UUID:
    answers = {"situation": "La réunion de lundi", "emotion": "Peur"}
    entry = ExerciseWritten(
        exercise="thought-record", exercise_version="1.0.0", answers=answers, shared=shared, at=place
    )
    return happened(record, entry, at)


def test_what_is_shared_waits_until_the_end_of_the_third_working_day(record: UUID) -> None:
    written = wrote(record, at=FRIDAY)
    (one,) = queries.waiting([record])
    assert one.written == written
    assert one.due_at.date() == datetime(2026, 3, 11, tzinfo=UTC).date()  # the week-end counts for nothing


def test_what_stays_the_persons_own_waits_for_nobody(record: UUID) -> None:
    wrote(record, shared=False)
    assert queries.waiting([record]) == []


def test_opened_later_it_waits_from_then_on_and_closed_again_no_more(record: UUID) -> None:
    written = wrote(record, shared=False)
    happened(record, ExerciseShared(written=written, shared=True), NOW + timedelta(days=7))
    assert queries.waiting([record])[0].due_at > NOW + timedelta(days=7)
    happened(record, ExerciseShared(written=written, shared=False), NOW + timedelta(days=8))
    assert queries.waiting([record]) == []


def test_the_days_agreed_with_the_person_count(record: UUID, claire: Person) -> None:
    happened(record, ReviewAgreed(owner=claire.id, within_days=1))
    wrote(record)
    assert queries.waiting([record])[0].due_at.date() == (NOW + timedelta(days=1)).date()


def test_an_answer_ends_the_wait_of_this_exercise_and_of_no_other(record: UUID, claire: Person) -> None:
    first, second = wrote(record), wrote(record, at=NOW + timedelta(hours=1))
    answer(record, first, claire)
    assert [one.written for one in queries.waiting([record])] == [second]


def test_opened_again_after_the_answer_it_does_not_wait_anew(record: UUID, claire: Person) -> None:
    written = wrote(record)
    answer(record, written, claire)
    happened(record, ExerciseShared(written=written, shared=True), NOW + timedelta(days=1))
    assert queries.waiting([record]) == []


def test_an_answer_to_the_step_ends_the_wait_of_what_was_written_there(record: UUID) -> None:
    wrote(record, place=AT)
    happened(record, StepReviewed(at=AT, words="Lu."))
    assert queries.waiting([record]) == []


def answer(record: UUID, written: UUID, by: Person, *, minutes: int = 4, quoted: tuple[str, ...] = ("Peur",)) -> UUID:
    return actions.answer(
        patient=record,
        written=written,
        at=None,
        words="Je vous ai lue.",
        quoted=quoted,
        by=by,
        opened_at=NOW,
        now=NOW + timedelta(minutes=minutes),
        id=uuid4(),
    )


def test_an_answer_that_points_at_nothing_of_theirs_is_refused(record: UUID, claire: Person) -> None:
    written = wrote(record)
    with pytest.raises(actions.NothingQuoted):
        answer(record, written, claire, quoted=())
    assert len(queries.waiting([record])) == 1


def test_the_person_finds_the_answer_with_their_own_words(record: UUID, claire: Person) -> None:
    written = wrote(record)
    answer(record, written, claire)
    (said,) = exercises.answers(record, written=written)
    assert (said.words, said.quoted, said.by) == ("Je vous ai lue.", ("Peur",), claire.id)


def test_the_time_is_counted_from_opening_to_sending_capped_and_may_be_corrected(record: UUID, claire: Person) -> None:
    sent = answer(record, wrote(record), claire, minutes=4)
    assert [one.in_minutes for one in queries.spent(claire, since=NOW)] == [4]
    actions.correct_time(person=claire, answer=sent, minutes=9)
    assert [one.in_minutes for one in queries.spent(claire, since=NOW)] == [9]
    answer(record, wrote(record), claire, minutes=300)
    assert max(one.in_minutes for one in queries.spent(claire, since=NOW)) == rules().reading_cap_minutes


def test_nobody_corrects_the_time_of_a_colleague(record: UUID, claire: Person) -> None:
    sent = answer(record, wrote(record), claire, minutes=4)
    actions.correct_time(person=people.psychologist("Jean Roux"), answer=sent, minutes=90)
    assert [one.in_minutes for one in queries.spent(claire, since=NOW)] == [4]


def test_past_its_date_whoever_reads_is_told_once_without_a_word_of_health(
    record: UUID, claire: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    reach = "accalmie.capabilities.care.tasks.reach_of"
    monkeypatch.setattr(reach, lambda _person: type("Reach", (), {"email": "claire@example.org"}))
    wrote(record)
    for days in (1, 6, 7):
        tell_late(NOW + timedelta(days=days))
    assert Notice.objects.filter(key__startswith="care.late:").count() == 1


def test_what_is_kept_follows_from_the_journal_alone(record: UUID, claire: Person) -> None:
    answer(record, wrote(record), claire)
    wrote(record)
    kept = (projections.reviews, projections.covers, written_by.answers)
    before = [journal.snapshot(one, record) for one in kept]
    journal.rebuild(record, kept)
    assert [journal.snapshot(one, record) for one in kept] == before


def test_rules_that_promise_nothing_are_refused() -> None:
    text = "version: 1.0.0\nauthor: A\nsource: B\nwithin_days: 0\nprogrammes: {}\nreading_cap_minutes: 45\n"
    with pytest.raises(ReviewingRefused, match="between 1 and 20"):
        load_reviewing(text)
