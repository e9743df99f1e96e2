"""What totals say by themselves: severe, or much worse, and somebody looks by the next working day."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given, strategies as st

from accalmie.core.crisis import Level, ScoreRule, score_sign
from accalmie.core.definitions import Wrong
from accalmie.core.entries import MeasureScored
from accalmie.foundation import journal
from accalmie.foundation.people.models import Person
from accalmie.safety import queries
from accalmie.safety.alerts import scores
from accalmie.safety.alerts.queries import open_alerts
from accalmie.safety.library import rules
from tests.factories.alerts import in_danger, looked_at
from tests.factories.people import patient_person, psychologist

database = [pytest.mark.database, pytest.mark.django_db(databases=["default", "keys"], transaction=True)]

TUESDAY = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
DAY = timedelta(days=1)
WORSE = ScoreRule(
    id="worse",
    instrument="phq-9",
    from_score=15,
    worse_by=6,
    within_days=60,
    counts_as=Level.PASSIVE,
    population="",
    source="",
)


def answers_that_make(total: int) -> tuple[int, ...]:
    """Eight answers of this total, and no to the question about dying."""
    full, rest = divmod(total, 3)
    return (*[3] * full, *([rest] if rest else []), *[0] * (8 - full - bool(rest)), 0)


def scored(person: Person, total: int, *, at: datetime) -> UUID:
    assert person.patient_id is not None
    given_answers = answers_that_make(total)
    entry = MeasureScored(
        instrument="phq-9",
        instrument_version="1.0.0",
        answers=given_answers,
        total=float(total),
        band="",
        language="fr",
    )
    return journal.append(person.patient_id, entry, by=person.id, now=at).entry.id


def signs_of(person: Person) -> list[tuple[str, str, str]]:
    assert person.patient_id is not None
    return [(one.origin, one.level, one.words) for one in queries.concerns(person.patient_id)]


class TestSomebodyLooks:
    pytestmark = database

    def test_at_a_severe_score_by_the_next_working_day(self) -> None:
        person = patient_person()
        scored(person, 21, at=TUESDAY)
        assert scores.notice(TUESDAY + timedelta(minutes=5)) == 1
        assert signs_of(person) == [("SCORE", "passive", "PHQ-9 = 21")]
        assert person.patient_id is not None
        (alert,) = open_alerts(person.patient_id)
        assert alert.due_at == datetime(2026, 11, 25, 17, 0, tzinfo=UTC)

    def test_at_a_reliable_worsening(self) -> None:
        person = patient_person()
        scored(person, 9, at=TUESDAY - 14 * DAY)
        scored(person, 15, at=TUESDAY)
        assert scores.notice(TUESDAY) == 1

    @pytest.mark.parametrize(("before", "now"), [(10, 15), (8, 14), (14, 19)])
    def test_at_neither(self, before: int, now: int) -> None:
        person = patient_person()
        scored(person, before, at=TUESDAY - 14 * DAY)
        scored(person, now, at=TUESDAY)
        assert scores.notice(TUESDAY) == 0

    def test_once_however_often_the_worker_asks(self) -> None:
        person = patient_person()
        scored(person, 22, at=TUESDAY)
        assert [scores.notice(TUESDAY + timedelta(minutes=n)) for n in (1, 2, 3)] == [1, 0, 0]

    def test_once_for_a_score_that_stays_severe_and_was_looked_at(self) -> None:
        person, claire = patient_person(), psychologist()
        assert person.patient_id is not None
        scored(person, 22, at=TUESDAY)
        scores.notice(TUESDAY)
        (concern,) = queries.concerns(person.patient_id)
        looked_at(person.patient_id, concern.source, by=claire.id, now=TUESDAY + DAY)
        scored(person, 23, at=TUESDAY + 7 * DAY)
        assert scores.notice(TUESDAY + 7 * DAY) == 0
        scored(person, 23, at=TUESDAY + 40 * DAY)
        assert scores.notice(TUESDAY + 40 * DAY) == 1

    def test_not_twice_where_an_answer_showed_danger(self) -> None:
        person, _alert = in_danger(at=TUESDAY)
        scored(patient_person(), 10, at=TUESDAY)
        assert scores.notice(TUESDAY) == 0
        assert [origin for origin, _level, _words in signs_of(person)] == ["ANSWER"]

    def test_not_at_what_is_long_ago_when_the_rules_change(self) -> None:
        scored(patient_person(), 25, at=TUESDAY - 30 * DAY)
        assert scores.notice(TUESDAY) == 0

    def test_and_the_record_says_the_same_when_it_is_computed_again(self) -> None:
        person = patient_person()
        assert person.patient_id is not None
        scored(person, 21, at=TUESDAY)
        scores.notice(TUESDAY)
        before = signs_of(person)
        journal.rebuild(person.patient_id)
        assert signs_of(person) == before


def test_each_rule_says_for_whom_and_by_what_source() -> None:
    assert rules().scores
    assert all(rule.population and rule.source for rule in rules().scores)


def test_a_worsening_without_its_days_is_refused() -> None:
    with pytest.raises(Wrong):
        ScoreRule(
            id="x", instrument="phq-9", from_score=10, counts_as=Level.PASSIVE, population="", source="", worse_by=6
        )


@given(
    st.integers(0, 27),
    st.lists(st.tuples(st.integers(1, 100), st.integers(0, 27)), max_size=8),
)
def test_a_higher_total_is_never_less_of_a_sign(total: int, before: list[tuple[int, int]]) -> None:
    earlier = [(TUESDAY - days * DAY, float(one)) for days, one in before]

    def met(points: int) -> bool:
        return score_sign([WORSE], instrument="phq-9", total=points, at=TUESDAY, earlier=earlier) is not None

    assert not met(total) or met(total + 1)
