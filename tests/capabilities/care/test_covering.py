"""Who reads whom, and who reads in their place while they are away."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest

from accalmie.capabilities.care import actions, queries
from accalmie.core.entries import CareLeft, CoverArranged, CoverEnded
from accalmie.foundation import journal
from accalmie.foundation.access.actions import begin_care, leave
from accalmie.foundation.access.queries import caring_teams, patients_of, professionals_of, relations_of
from accalmie.foundation.outbox.codes import Channel
from accalmie.foundation.outbox.models import Notice
from accalmie.foundation.people import reaching
from accalmie.foundation.people.models import Person
from accalmie.oversight.caseload.team_pages import team_page
from accalmie.safety.closures.queries import beginning_of
from tests.factories import people
from tests.factories.journeys import signed_in
from tests.factories.people import NOW

pytestmark = [pytest.mark.django_db(databases=["default", "keys"]), pytest.mark.database]
FIRST, LAST = date(2026, 3, 9), date(2026, 3, 13)
DURING = NOW + timedelta(days=8)


@pytest.fixture
def samira() -> Person:
    return people.patient_person("Samira")


@pytest.fixture
def record(samira: Person) -> UUID:
    assert samira.patient_id is not None
    return samira.patient_id


@pytest.fixture
def anne(record: UUID) -> Person:
    person = people.psychologist("Anne Morel")
    begin_care(patient=record, professional=person, now=NOW)
    return person


@pytest.fixture
def jean() -> Person:
    return people.psychologist("Jean Roux")


def away(person: Person, record: UUID, by: Person, first: date = FIRST, last: date | None = LAST) -> queries.Away:
    return actions.plan_absence(
        person=person,
        why="leave" if last else "departure",
        first_day=first,
        last_day=last,
        patients=[record],
        covers={record: by},
        now=NOW,
        id=uuid4(),
    )


def test_whoever_follows_somebody_reads_them(record: UUID, anne: Person) -> None:
    assert queries.readers([record], now=NOW)[record] == queries.Reader(anne.id, anne.id)


def test_somebody_whom_nobody_follows_has_no_reader(record: UUID) -> None:
    assert queries.readers([record], now=NOW)[record] == queries.Reader()


def test_during_her_leave_it_is_jean_and_after_it_anne_again(record: UUID, anne: Person, jean: Person) -> None:
    away(anne, record, jean)
    assert queries.cover_of([record], now=NOW) == {}
    covered = queries.cover_of([record], now=DURING)[record]
    assert (covered.owner_called, covered.covered_called, covered.last_day) == ("Anne Morel", "Jean Roux", LAST)
    assert queries.readers([record], now=DURING)[record].today == jean.id
    assert queries.cover_of([record], now=NOW + timedelta(days=14)) == {}


def test_jean_comes_into_the_care_team_for_these_days_and_goes_out_of_it(
    record: UUID, anne: Person, jean: Person
) -> None:
    away(anne, record, jean)
    assert [one.id for one in patients_of(jean, now=DURING)] == [record]
    assert list(patients_of(jean, now=NOW + timedelta(days=40))) == []


def test_leave_is_not_saved_while_a_patient_lacks_a_cover(record: UUID, anne: Person) -> None:
    with pytest.raises(actions.Uncovered):
        actions.plan_absence(
            person=anne, why="leave", first_day=FIRST, last_day=LAST, patients=[record], covers={}, now=NOW, id=uuid4()
        )
    assert queries.leaves_of(anne, since=FIRST) == []


def test_nobody_covers_themself(record: UUID, anne: Person) -> None:
    with pytest.raises(actions.Uncovered):
        away(anne, record, anne)


def test_she_is_there_after_all(record: UUID, anne: Person, jean: Person) -> None:
    leave = away(anne, record, jean)
    actions.take_absence_back(person=anne, leave=leave.id, now=NOW)
    assert queries.cover_of([record], now=DURING) == {}
    assert len(list(journal.entries(record, [CoverEnded]))) == 1


def test_whoever_covers_is_covered_in_turn(record: UUID, anne: Person, jean: Person) -> None:
    lise = people.psychologist("Lise Petit")
    away(anne, record, jean)
    away(jean, record, lise, first=date(2026, 3, 10), last=date(2026, 3, 10))
    assert queries.cover_of([record], now=DURING)[record].covered_called == "Lise Petit"
    assert queries.cover_of([record], now=DURING + timedelta(days=1))[record].covered_called == "Jean Roux"


def test_after_a_departure_the_cover_is_the_one_who_reads(record: UUID, anne: Person, jean: Person) -> None:
    away(anne, record, jean, last=None)
    later = NOW + timedelta(days=90)
    assert queries.readers([record], now=later)[record] == queries.Reader(jean.id, jean.id)
    assert jean.id in {one.id for one in professionals_of(record, now=later)}


def test_the_person_is_told_by_name_before_it_starts(record: UUID, anne: Person, jean: Person) -> None:
    away(anne, record, jean)
    assert queries.told(record, now=NOW) == queries.Told("Jean Roux", FIRST, LAST)
    assert queries.told(record, now=NOW + timedelta(days=20)) is None


def test_a_leave_sent_twice_is_kept_once(record: UUID, anne: Person, jean: Person) -> None:
    id = uuid4()
    for _time in range(2):
        actions.plan_absence(
            person=anne,
            why="leave",
            first_day=FIRST,
            last_day=LAST,
            patients=[record],
            covers={record: jean},
            now=NOW,
            id=id,
        )
    assert len(list(journal.entries(record, [CoverArranged]))) == 1


def test_the_person_may_leave_whoever_covers_and_nobody_brings_them_back(
    record: UUID, samira: Person, anne: Person, jean: Person
) -> None:
    away(anne, record, jean)
    (relation,) = [one for one in relations_of(record) if one.professional_id == jean.id]
    leave(patient=record, relation=relation.id, by=samira.id, now=DURING, by_patient=True)
    assert jean.id not in {one.id for one in professionals_of(record, now=DURING)}
    assert queries.readers([record], now=DURING)[record] == queries.Reader(anne.id, None)
    with pytest.raises(actions.Uncovered):
        away(anne, record, jean, FIRST + timedelta(days=30), LAST + timedelta(days=30))


@pytest.mark.parametrize(("last", "begins"), [(LAST, "Pendant quelque temps"), (None, "Bientôt")])
def test_who_leaves_for_good_is_not_said_to_be_away_for_some_days(
    record: UUID, anne: Person, jean: Person, monkeypatch: pytest.MonkeyPatch, last: date | None, begins: str
) -> None:
    said: list[str] = []
    monkeypatch.setattr(reaching, "ways_to", lambda _patient: [(Channel.EMAIL, "samira@example.org")])
    monkeypatch.setattr(reaching, "queue", lambda **given: said.append(given["text"]))
    away(anne, record, jean, last=last)
    (text,) = said
    assert text.startswith(begins)
    assert "Jean" not in text


def test_nobody_reads_a_record_before_the_first_day_of_their_cover(record: UUID, anne: Person, jean: Person) -> None:
    away(anne, record, jean)
    first = beginning_of(FIRST)
    assert list(patients_of(jean, now=NOW)) == []
    assert list(patients_of(jean, now=first - timedelta(seconds=1))) == []
    assert [one.id for one in patients_of(jean, now=first)] == [record]


def test_a_day_away_that_is_taken_back_before_it_began_opens_the_record_to_nobody(
    record: UUID, anne: Person, jean: Person
) -> None:
    leave = away(anne, record, jean)
    actions.take_absence_back(person=anne, leave=leave.id, now=NOW)
    assert list(patients_of(jean, now=DURING)) == []
    page = team_page(record, DURING)
    assert [one.called for one in (*page.members, *page.coming, *page.past)] == ["Anne Morel"]


def test_taken_back_in_its_midst_it_leaves_two_weeks_for_notes(record: UUID, anne: Person, jean: Person) -> None:
    leave = away(anne, record, jean, last=date(2026, 6, 30))
    actions.take_absence_back(person=anne, leave=leave.id, now=DURING)
    assert [one.id for one in patients_of(jean, now=DURING + timedelta(days=13))] == [record]
    assert list(patients_of(jean, now=DURING + timedelta(days=15))) == []


def test_whoever_takes_over_for_good_comes_when_she_goes(record: UUID, anne: Person, jean: Person) -> None:
    away(anne, record, jean, last=None)
    assert list(patients_of(jean, now=NOW)) == []
    assert [one.id for one in patients_of(jean, now=DURING)] == [record]


def test_a_departure_that_is_taken_back_brings_nobody(record: UUID, anne: Person, jean: Person) -> None:
    leave = away(anne, record, jean, last=None)
    actions.take_absence_back(person=anne, leave=leave.id, now=NOW)
    assert list(patients_of(jean, now=DURING)) == []


def test_whoever_comes_into_the_team_before_their_cover_stays_in_it(record: UUID, anne: Person, jean: Person) -> None:
    away(anne, record, jean, last=None)
    begin_care(patient=record, professional=jean, now=NOW)
    assert [one.id for one in patients_of(jean, now=NOW)] == [record]


def test_two_covers_by_the_same_person_are_one_member_and_each_ends_by_itself(
    record: UUID, anne: Person, jean: Person
) -> None:
    lise = people.psychologist("Lise Petit")
    begin_care(patient=record, professional=lise, now=NOW)
    hers = away(anne, record, jean)
    away(lise, record, jean, last=LAST + timedelta(days=7))
    assert [one.id for one in professionals_of(record, now=DURING)] == [anne.id, lise.id, jean.id]
    assert caring_teams([record], now=DURING)[record] == [anne.id, lise.id, jean.id]
    assert [one.called for one in team_page(record, DURING).members].count("Jean Roux") == 1
    actions.take_absence_back(person=anne, leave=hers.id, now=NOW)
    assert jean.id in {one.id for one in professionals_of(record, now=DURING)}


def test_the_person_may_refuse_a_cover_before_it_begins(
    record: UUID, samira: Person, anne: Person, jean: Person
) -> None:
    away(anne, record, jean)
    away(anne, record, jean, first=date(2026, 4, 6), last=date(2026, 4, 10))
    (soon,) = team_page(record, NOW).coming
    assert soon.called == "Jean Roux"
    leave(patient=record, relation=soon.relation, by=samira.id, now=NOW, by_patient=True)
    assert team_page(record, NOW).coming == ()
    assert list(patients_of(jean, now=DURING)) == []
    assert list(patients_of(jean, now=NOW + timedelta(days=36))) == []


@pytest.fixture
def is_reached(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reaching, "ways_to", lambda _patient: [(Channel.EMAIL, "samira@example.org")])


def notices(record: UUID) -> list[Notice]:
    return list(Notice.objects.filter(patient_id=record, key__startswith="care.cover:"))


@pytest.mark.usefixtures("is_reached")
def test_the_notice_leaves_on_the_day_from_which_the_page_says_who_it_is(
    record: UUID, anne: Person, jean: Person
) -> None:
    away(anne, record, jean, first=date(2026, 8, 3), last=date(2026, 8, 14))
    (notice,) = notices(record)
    assert notice.not_before is not None
    assert queries.told(record, now=notice.not_before - timedelta(days=1)) is None
    assert queries.told(record, now=notice.not_before) == queries.Told("Jean Roux", date(2026, 8, 3), date(2026, 8, 14))


@pytest.mark.usefixtures("is_reached")
def test_a_notice_that_waits_does_not_leave_once_the_days_away_are_taken_back(
    record: UUID, anne: Person, jean: Person
) -> None:
    leave = away(anne, record, jean, first=date(2026, 8, 3), last=date(2026, 8, 14))
    actions.take_absence_back(person=anne, leave=leave.id, now=NOW)
    (notice,) = notices(record)
    assert notice.given_up_at == NOW


AUGUST = (date(2026, 8, 3), date(2026, 8, 14))


@pytest.fixture
def paul() -> Person:
    return people.psychologist("Paul Vidal")


def test_whoever_covers_later_lets_nobody_in_before_their_own_first_day(
    record: UUID, anne: Person, jean: Person, paul: Person
) -> None:
    away(anne, record, jean, *AUGUST)
    away(jean, record, paul, first=FIRST, last=AUGUST[0])
    assert list(patients_of(paul, now=DURING)) == []
    assert list(patients_of(paul, now=beginning_of(AUGUST[0]) - timedelta(seconds=1))) == []
    assert [one.id for one in patients_of(paul, now=beginning_of(AUGUST[0]))] == [record]


def test_nor_for_longer_than_they_stay_themself(record: UUID, anne: Person, jean: Person, paul: Person) -> None:
    away(anne, record, jean)
    away(jean, record, paul, first=LAST, last=None)
    assert [one.id for one in patients_of(paul, now=beginning_of(LAST))] == [record]
    assert list(patients_of(paul, now=NOW + timedelta(days=60))) == []


def test_between_two_covers_nobody_is_let_in(record: UUID, anne: Person, jean: Person, paul: Person) -> None:
    away(anne, record, jean)
    away(anne, record, jean, *AUGUST)
    away(jean, record, paul, first=FIRST, last=AUGUST[1])
    assert [one.id for one in patients_of(paul, now=DURING)] == [record]
    assert list(patients_of(paul, now=NOW + timedelta(days=90))) == []
    assert [one.id for one in patients_of(paul, now=beginning_of(AUGUST[1]))] == [record]


def test_days_on_which_they_read_nobody_open_nothing(record: UUID, anne: Person, jean: Person, paul: Person) -> None:
    away(anne, record, jean, *AUGUST)
    away(jean, record, paul)
    assert paul.id not in {one.professional_id for one in relations_of(record)}
    assert queries.told(record, now=DURING) is None


def test_whoever_was_taken_into_the_team_stays_when_a_departure_is_taken_back(
    record: UUID, anne: Person, jean: Person
) -> None:
    hers = away(anne, record, jean, last=None)
    begin_care(patient=record, professional=jean, now=NOW)
    actions.take_absence_back(person=anne, leave=hers.id, now=NOW)
    assert [one.id for one in patients_of(jean, now=DURING)] == [record]


def test_once_she_has_left_her_departure_taken_back_leaves_nobody_alone(
    record: UUID, anne: Person, jean: Person
) -> None:
    hers = away(anne, record, jean, last=None)
    (relation,) = [one for one in relations_of(record) if one.professional_id == anne.id]
    leave(patient=record, relation=relation.id, by=anne.id, now=DURING, by_patient=False)
    actions.take_absence_back(person=anne, leave=hers.id, now=DURING)
    assert [one.id for one in professionals_of(record, now=DURING + timedelta(days=60))] == [jean.id]


def test_a_cover_whom_the_person_refused_is_not_announced_to_them(
    record: UUID, samira: Person, anne: Person, jean: Person
) -> None:
    away(anne, record, jean)
    (soon,) = team_page(record, NOW).coming
    leave(patient=record, relation=soon.relation, by=samira.id, now=NOW, by_patient=True)
    assert queries.told(record, now=NOW) is None


def test_a_refusal_that_comes_twice_is_kept_once(record: UUID, samira: Person, anne: Person, jean: Person) -> None:
    away(anne, record, jean)
    (soon,) = team_page(record, NOW).coming
    for _time in range(2):
        leave(patient=record, relation=soon.relation, by=samira.id, now=NOW, by_patient=True)
    assert len(list(journal.entries(record, [CareLeft]))) == 1


def test_the_last_day_that_is_said_does_not_move_with_the_clocks_in_autumn(
    record: UUID, anne: Person, jean: Person, paul: Person
) -> None:
    last = date(2026, 10, 21)  # clocks go back on the 25th, within the days for notes
    away(anne, record, jean, first=date(2026, 10, 12), last=last)
    away(jean, record, paul, first=date(2026, 10, 14), last=None)
    said = [one.value for one in journal.entries(record, [CoverArranged])]
    assert [(one.covered_by, one.last_day) for one in said] == [(jean.id, last), (paul.id, last)]


@pytest.mark.parametrize("last", [LAST, None])
def test_whoever_is_in_the_team_already_keeps_their_place_as_it_is(
    record: UUID, anne: Person, jean: Person, last: date | None
) -> None:
    standing = begin_care(patient=record, professional=jean, now=NOW - timedelta(days=30))
    hers = away(anne, record, jean, last=last)
    actions.take_absence_back(person=anne, leave=hers.id, now=NOW)
    assert [(one.id, one.ends_at) for one in relations_of(record) if one.professional_id == jean.id] == [
        (standing.id, None)
    ]


def test_whoever_is_away_reads_that_their_cover_was_refused_and_names_another(
    record: UUID, samira: Person, anne: Person, jean: Person, paul: Person
) -> None:
    hers = away(anne, record, jean)
    assert queries.without_cover(anne, now=NOW) == []
    (soon,) = team_page(record, NOW).coming
    leave(patient=record, relation=soon.relation, by=samira.id, now=NOW, by_patient=True)
    (one,) = queries.without_cover(anne, now=NOW)
    assert (one.absence, one.called, one.cover) == (hers.id, "Samira", "Jean Roux")
    with pytest.raises(actions.Uncovered):
        actions.cover_again(person=anne, absence=hers.id, patient=record, by=jean, now=NOW)
    actions.cover_again(person=anne, absence=hers.id, patient=record, by=paul, now=NOW)
    assert queries.without_cover(anne, now=NOW) == []
    assert queries.readers([record], now=DURING)[record].today == paul.id
    assert list(patients_of(paul, now=NOW)) == []
    assert [one.id for one in patients_of(paul, now=DURING)] == [record]
    with pytest.raises(actions.CoverStands):
        actions.cover_again(person=anne, absence=hers.id, patient=record, by=paul, now=NOW)


def test_taken_back_after_another_was_named_it_opens_the_record_to_neither(
    record: UUID, samira: Person, anne: Person, jean: Person, paul: Person
) -> None:
    hers = away(anne, record, jean)
    (soon,) = team_page(record, NOW).coming
    leave(patient=record, relation=soon.relation, by=samira.id, now=NOW, by_patient=True)
    actions.cover_again(person=anne, absence=hers.id, patient=record, by=paul, now=NOW)
    actions.take_absence_back(person=anne, leave=hers.id, now=NOW)
    for one in (jean, paul):
        assert list(patients_of(one, now=DURING)) == []


def test_the_pages_of_whoever_is_away_say_it_and_a_colleague_who_is_away_too_is_refused(
    record: UUID, samira: Person, anne: Person, jean: Person, paul: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("accalmie.foundation.clock.now", lambda: NOW)
    hers = away(anne, record, jean)
    (soon,) = team_page(record, NOW).coming
    leave(patient=record, relation=soon.relation, by=samira.id, now=NOW, by_patient=True)
    client, _person = signed_in(anne)
    assert "n’a plus personne qui la lise" in client.get("/desk/reviews/").content.decode()
    place = f"/desk/away/{hers.id}/{record}/"
    assert place in client.get("/desk/away/").content.decode()
    assert str(jean.id) not in client.get(place).content.decode()
    actions.plan_absence(
        person=paul, why="leave", first_day=FIRST, last_day=FIRST, patients=[], covers={}, now=NOW, id=uuid4()
    )
    refused = client.post(place, {"cover": str(paul.id)})
    assert refused.status_code == 422
    lea = people.psychologist("Léa Petit")
    assert client.post(place, {"cover": str(lea.id)}).status_code == 302
    assert place not in client.get("/desk/away/").content.decode()
    assert client.get(place).status_code == 302
