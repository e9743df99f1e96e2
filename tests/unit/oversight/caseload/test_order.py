"""The order of a caseload: found in SQL, it is the order that one would find by hand, and it loses nobody."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random
from uuid import UUID, uuid4

import pytest

from accalmie.foundation import clock
from accalmie.foundation.access.actions import begin_care
from accalmie.foundation.people.models import Patient, Person
from accalmie.oversight.caseload import queries
from accalmie.oversight.caseload.models import CaseRow
from accalmie.oversight.caseload.triage import Group
from accalmie.oversight.caseload.wanted import Wanted
from tests.factories import people
from tests.unit.oversight.caseload import by_hand
from tests.unit.oversight.caseload.by_hand import Somebody

pytestmark = [pytest.mark.database, pytest.mark.django_db(databases=["default", "keys"])]

LEVELS = ["distress", "passive", "active", "plan"]


@pytest.fixture
def now() -> datetime:
    return clock.now()


@pytest.fixture
def claire() -> Person:
    return people.psychologist("Claire Morel")


def in_care(claire: Person, called: str, came_at: datetime) -> Somebody:
    patient = people.patient_person(called).patient_id
    assert patient is not None
    begin_care(patient=patient, professional=claire, now=came_at)
    CaseRow.objects.filter(patient_id=patient).delete()
    Patient.objects.filter(id=patient).update(created_at=came_at)
    return Somebody(patient, came_at)


def anything(one: Somebody, source: Random, now: datetime) -> Somebody:
    """Whatever may have happened to somebody; each of it to some only, so that every reason is the first of some."""

    def ago(days: float = 30) -> datetime:
        return now - timedelta(days=source.random() * days)

    def some(chance: float, make: Callable[[], object]) -> object:
        return make() if source.random() < chance else None

    def total() -> float:
        return float(source.randint(0, 27))

    if source.random() < 0.9:
        last = ago()
        one.row = CaseRow(
            patient_id=one.patient,
            phq9_first=some(0.6, total),
            phq9_first_at=ago(),
            phq9_previous=some(0.4, total),
            phq9_previous_at=ago(),
            phq9_last=source.choice([None, 4.0, 6.0, 8.0]),
            phq9_last_at=ago(),
            last_activity_at=last,
            worse_at=some(0.05, ago),
            off_course_at=some(0.08, ago),
            drifts_at=some(0.4, lambda: last + timedelta(days=5)),
            asked_person_at=some(0.05, ago),
            led_at=some(0.05, ago),
            waits_since=some(0.1, ago),
            spoken_at=some(0.5, ago),
            enrolment=some(0.8, uuid4),
        )
    if source.random() < 0.8:
        one.progress = by_hand.progress(
            one.patient,
            ago(),
            mode=source.choice(["alone", "guided"]),
            opens_at=some(0.8, lambda: ago(10)),
            drifts_at=some(0.5, lambda: now + timedelta(days=source.randint(-3, 9))),
            due_at=some(0.1, ago),
            ended_at=some(0.1, ago),
            orients=source.random() < 0.1,
            not_better=source.randint(0, 3),
        )
    for _ in range(source.choice([0, 0, 0, 0, 0, 0, 1, 1, 2])):
        origin = source.choice(["ANSWER", "PROFESSIONAL", "ASKED"])
        more = {"due_at": some(0.5, ago), "reviewed_at": some(0.3, ago)}
        one.concerns.append(by_hand.sign(one.patient, ago(), origin=origin, level=source.choice(LEVELS), **more))
    if source.random() < 0.1:
        one.talks.append(by_hand.talk(one.patient, ago()))
    one.shared = [by_hand.shared(one.patient, ago(), some(0.4, ago)) for _ in range(source.choice([0, 0, 0, 1, 2]))]
    one.has_agreed_to_a_call = source.random() < 0.3
    return one


@pytest.fixture(params=range(3))
def crowd(request: pytest.FixtureRequest, claire: Person, now: datetime) -> list[Somebody]:
    """Thirty people of whom anything may be known."""
    source = Random(f"crowd {request.param}")
    found = []
    for number in range(30):
        one = anything(in_care(claire, f"P{number}", now - timedelta(days=40 + number)), source, now)
        one.save()
        found.append(one)
    return found


def order(claire: Person, now: datetime, wanted: Wanted = queries.EVERYBODY) -> list[UUID]:
    return [case.patient for case in queries.caseload(claire, wanted, now=now)]


def test_everybody_stands_where_one_would_put_them_by_hand(
    claire: Person, crowd: list[Somebody], now: datetime
) -> None:
    by_place = sorted(crowd, key=lambda one: one.place(now))
    assert order(claire, now) == [one.patient for one in by_place]
    groups = {case.patient: case.group for case in queries.caseload(claire, now=now)}
    assert groups == {one.patient: one.group(now) for one in crowd}


def test_nobody_stands_above_a_danger_who_is_in_none(claire: Person, crowd: list[Somebody], now: datetime) -> None:
    in_danger = {one.patient for one in crowd if one.signs}
    listed = order(claire, now)
    assert set(listed[: len(in_danger)]) == in_danger
    gravest = {one.patient: max((sign.severity for sign in one.signs), default=0) for one in crowd}
    severities = [gravest[patient] for patient in listed[: len(in_danger)]]
    assert severities == sorted(severities, reverse=True)


def test_the_counts_are_those_of_the_groups_and_each_group_alone_keeps_its_order(
    claire: Person, crowd: list[Somebody], now: datetime
) -> None:
    everybody = order(claire, now)
    counts = queries.seen(claire, now=now).counts
    assert sum(counts.values()) == len(crowd)
    for group in Group:
        theirs = {one.patient for one in crowd if one.group(now) is group}
        assert counts[group] == len(theirs)
        assert order(claire, now, Wanted(group=group)) == [patient for patient in everybody if patient in theirs]


def test_whoever_came_and_has_no_row_at_all_is_listed_among_those_who_wait(claire: Person, now: datetime) -> None:
    came = in_care(claire, "Inès", now - timedelta(days=2))
    (case,) = queries.caseload(claire, now=now)
    assert (case.patient, case.group) == (came.patient, Group.WAITING)


def test_a_danger_added_to_somebody_moves_them_to_the_top(claire: Person, crowd: list[Somebody], now: datetime) -> None:
    last = order(claire, now)[-1]
    by_hand.sign(last, now, level="plan").save(force_insert=True)
    assert order(claire, now).index(last) <= sum(bool(one.signs) for one in crowd)


def test_pages_hold_everybody_once_in_the_same_order(
    claire: Person, crowd: list[Somebody], now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "A_PAGE", 7)
    pages = [queries.seen(claire, Wanted(page=number), now=now) for number in range(1, 6)]
    assert {page.pages for page in pages} == {5}
    assert [case.patient for page in pages for case in page.cases] == order(claire, now)
    assert queries.seen(claire, Wanted(page=99), now=now).page == 5
