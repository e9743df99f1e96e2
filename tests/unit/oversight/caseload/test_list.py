"""The list as a professional uses it: what they ask of it, the views that they keep, the file that they take away."""

from __future__ import annotations

import csv
from datetime import timedelta
from io import StringIO
from uuid import UUID, uuid4

import pytest
from django.test import Client

from accalmie.capabilities.care import queries as care
from accalmie.core import entries as e
from accalmie.foundation import clock, journal
from accalmie.foundation.access import log
from accalmie.foundation.access.actions import begin_care
from accalmie.foundation.access.policy import Basis
from accalmie.foundation.people.codes import Role
from accalmie.foundation.people.models import Person
from accalmie.oversight.caseload import queries, saved
from accalmie.oversight.caseload.models import CaseRow, SavedView
from accalmie.oversight.caseload.triage import Group
from accalmie.oversight.caseload.wanted import Wanted, wanted_in
from accalmie.safety.alerts import on_call
from tests.factories import people
from tests.factories.people import NOW
from tests.unit.oversight.caseload.conftest import browser_of

pytestmark = [pytest.mark.database, pytest.mark.django_db(databases=["default", "keys"])]


def follow(claire: Person, called: str, **row: object) -> UUID:
    """Somebody in Claire's care, of whom this is known."""
    patient = people.patient_person(called).patient_id
    assert patient is not None
    begin_care(patient=patient, professional=claire, now=NOW + timedelta(hours=1))
    CaseRow.objects.update_or_create(patient_id=patient, defaults={"enrolment": uuid4(), **row})
    return patient


def shown(claire: Person, wanted: Wanted) -> set[str]:
    return {case.called for case in queries.seen(claire, wanted, now=clock.now()).cases}


def test_a_programme_a_way_and_a_group_show_those_alone(claire: Person) -> None:
    follow(claire, "Bruno", programme="anxiety", mode="alone")
    follow(claire, "Denis", programme="anxiety", mode="guided", off_course_at=NOW)
    follow(claire, "Elsa", programme="insomnia", mode="guided")
    assert shown(claire, Wanted(programme="anxiety")) == {"Bruno", "Denis"}
    assert shown(claire, Wanted(mode="guided")) == {"Denis", "Elsa"}
    assert shown(claire, Wanted(programme="anxiety", group=Group.OFF_COURSE)) == {"Denis"}
    assert shown(claire, Wanted(called="el")) == {"Elsa"}
    seen = queries.seen(claire, Wanted(group=Group.OFF_COURSE), now=clock.now())
    assert (seen.programmes, seen.modes) == (("anxiety", "insomnia"), ("alone", "guided"))
    assert seen.counts[Group.STEADY] == 2


def test_mine_are_those_whom_i_have_followed_the_longest(claire: Person) -> None:
    anne = people.psychologist("Anne Morel")
    both = follow(claire, "Bruno")
    begin_care(patient=both, professional=anne, now=NOW + timedelta(hours=2))
    hers = people.patient_person("Denis").patient_id
    begin_care(patient=hers, professional=anne, now=NOW)
    begin_care(patient=hers, professional=claire, now=NOW + timedelta(hours=1))
    assert shown(claire, Wanted(mine=True)) == {"Alice", "Bruno"}
    assert shown(anne, Wanted(mine=True)) == {"Denis"}


def test_while_a_colleague_is_away_the_list_says_for_whom_i_answer_and_until_when(claire: Person) -> None:
    anne = people.psychologist("Anne Morel")
    hers = people.patient_person("Denis").patient_id
    begin_care(patient=hers, professional=anne, now=NOW)
    begin_care(patient=hers, professional=claire, now=NOW + timedelta(hours=1))
    desk, today = browser_of(claire), clock.now().date()
    assert "en congé" not in desk.get("/desk/").content.decode()
    on_call.add_leave(person=anne, first_day=today - timedelta(days=1), last_day=today + timedelta(days=3))
    assert shown(claire, Wanted(covered=True)) == {"Denis"}
    assert "pour Anne Morel, en congé jusqu’au" in desk.get("/desk/?covered=1").content.decode()


def test_the_leave_of_another_service_is_nobody_s_business_here(claire: Person) -> None:
    far = people.somebody(Role.PSYCHOLOGIST, called="Loin", organisation=people.elsewhere())
    today = clock.now().date()
    on_call.add_leave(person=far, first_day=today, last_day=today)
    assert on_call.away_in(claire.organisation_id, on=today) == {}


def test_what_nobody_can_read_in_an_address_counts_as_not_asked(desk: Client) -> None:
    assert wanted_in({"group": "nonsense", "page": "-3", "mine": "yes"}) == Wanted()
    assert wanted_in({"page": "9" * 50}).page == 100_000
    assert desk.get("/desk/?page=²&group=&mode=%00&programme=x").status_code == 200


def test_an_address_says_all_that_is_asked() -> None:
    wanted = Wanted(called="él", group=Group.DRIFTING, programme="anxiety", mode="alone", mine=True, covered=True)
    assert wanted_in(wanted.parameters) == wanted
    assert "q" not in wanted.kept


def test_a_view_is_kept_sealed_shown_and_removed_by_its_owner_alone(claire: Person, desk: Client, bob: Client) -> None:
    answer = desk.post("/desk/views/", {"called": "Mes lundis", "group": "drifting", "mine": "1", "q": "ali"})
    assert answer["Location"] == "/desk/?q=ali&group=drifting&mine=1"
    (row,) = SavedView.objects.all()
    assert b"lundis" not in bytes(row.name_sealed)
    assert row.shows == {"group": "drifting", "mine": "1"}
    html = desk.get("/desk/").content.decode()
    assert "Mes lundis" in html
    assert "?group=drifting&amp;mine=1" in html
    assert "Mes lundis" not in bob.get("/desk/").content.decode()
    bob.post(f"/desk/views/{row.id}/forget/")
    assert SavedView.objects.exists()
    desk.post(f"/desk/views/{row.id}/forget/")
    assert not SavedView.objects.exists()


def test_the_same_name_again_takes_the_place_of_the_view_and_there_are_twenty_at_most(claire: Person) -> None:
    for group in (Group.DRIFTING, Group.REVIEW):
        saved.save_view(professional=claire, called="À voir", wanted=Wanted(group=group), now=NOW)
    (view,) = saved.views_of(claire)
    assert view.wanted.group is Group.REVIEW
    for number in range(19):
        saved.save_view(professional=claire, called=f"Vue {number}", wanted=Wanted(), now=NOW)
    with pytest.raises(saved.TooMany):
        saved.save_view(professional=claire, called="Une de trop", wanted=Wanted(), now=NOW)
    answer = browser_of(claire).post("/desk/views/", {"called": "Une de trop"})
    assert answer.status_code == 422
    assert "Une de trop" in answer.content.decode()


def test_a_view_without_a_name_says_what_to_do(desk: Client) -> None:
    answer = desk.post("/desk/views/", {"called": " ", "group": "review"})
    assert answer.status_code == 422
    assert "Écrivez un nom pour cette vue." in answer.content.decode()


def taken(client: Client, **wanted: str) -> list[dict[str, str]]:
    answer = client.post("/desk/list.csv", wanted)
    assert answer["Content-Type"].startswith("text/csv")
    return list(csv.DictReader(StringIO(answer.content.decode("utf-8-sig"))))


def test_the_list_is_taken_away_as_a_file_and_each_person_reads_so(claire: Person, desk: Client, record: UUID) -> None:
    left_out = follow(claire, "Bruno", off_course_at=NOW)
    (line,) = taken(desk, group="waiting")
    assert line["Qui"] == "Alice"
    assert line["Groupe"] == "À rencontrer pour la première fois"
    assert "personne ne lui a encore parlé" in line["Pourquoi ici"]
    assert [one.basis for one in log.opened_by(record)] == [Basis.LIST.value]
    assert log.opened_by(left_out) == []


def test_a_name_that_a_spreadsheet_would_take_for_a_formula_is_a_text(claire: Person) -> None:
    follow(claire, "=SUM(A1)", off_course_at=NOW)
    (line,) = taken(browser_of(claire), group="off_course")
    assert line["Qui"] == "'=SUM(A1)"


def test_a_supervisor_reads_the_list_and_takes_none_away(record: UUID) -> None:
    sofia = people.somebody(Role.SUPERVISOR, called="Sofia")
    begin_care(patient=record, professional=sofia, now=NOW)
    client = browser_of(sofia)
    html = client.get("/desk/").content.decode()
    assert "Alice" in html
    assert "list.csv" not in html
    assert client.post("/desk/list.csv").status_code == 403
    assert log.opened_by(record) == []


def test_a_start_waits_until_somebody_has_spoken(record: UUID) -> None:
    def told(entry: e.Entry, days: float) -> CaseRow:
        journal.append(record, entry, by=None, now=NOW + timedelta(days=days))
        return CaseRow.objects.get(patient_id=record)

    row = told(e.ContactNoted(channel="phone"), 3)
    assert (row.spoken_at, row.waits_since) == (NOW + timedelta(days=3), None)
    answered = told(e.StepReviewed(at=e.StepRef(enrolment=uuid4(), module="m", step="s"), words="Lu."), 4)
    assert answered.spoken_at == NOW + timedelta(days=4)
    for day in range(5, 15, 2):
        row = told(e.MoodNoted(mood=4), day)
    assert (row.usual_days, row.drifts_at) == (2.0, NOW + timedelta(days=13 + 6))


def test_one_letter_a_number_without_end_and_a_nul_are_no_error(claire: Person, desk: Client, record: UUID) -> None:
    assert desk.get("/desk/?q=a").status_code == 200
    assert shown(claire, Wanted(called="a")) == set()
    odd = {"called": "Lundis", "page": "9" * 5_000, "programme": "x\0", "mode": "\0"}
    assert desk.post("/desk/views/", odd).status_code == 302
    assert SavedView.objects.get().shows == {}
    assert desk.post("/desk/list.csv", {"q": "a", "page": "9" * 5_000}).status_code == 200


def test_the_list_says_the_day_that_the_queue_of_readings_says(record: UUID, claire: Person) -> None:
    shared = e.ExerciseWritten(exercise="x", exercise_version="1", answers={}, shared=True)
    first = journal.append(record, shared, by=None, now=NOW).entry.id
    journal.append(record, shared, by=None, now=NOW + timedelta(days=1))
    [case] = queries.caseload(claire, now=NOW + timedelta(days=1))
    assert [one.due_at for one in case.unread] == [one.due_at for one in care.waiting([record])]
    assert case.review_due_at == case.unread[0].due_at
    assert case.group is Group.REVIEW
    reply = e.StepReviewed(at=e.StepRef(enrolment=uuid4(), module="m", step="s"), words="Lu.", written=first)
    journal.append(record, reply, by=claire.id, now=NOW + timedelta(days=1))
    [case] = queries.caseload(claire, now=NOW + timedelta(days=1))
    assert len(case.unread) == 1


def test_an_answer_to_one_step_leaves_what_was_written_at_another_to_be_read(record: UUID, claire: Person) -> None:
    here, there = (e.StepRef(enrolment=uuid4(), module="m", step=step) for step in ("s", "t"))
    for at in (here, there):
        written = e.ExerciseWritten(exercise="x", exercise_version="1", answers={}, shared=True, at=at)
        journal.append(record, written, by=None, now=NOW)
    journal.append(record, e.StepReviewed(at=here, words="Lu."), by=claire.id, now=NOW)
    [case] = queries.caseload(claire, now=NOW)
    assert len(case.unread) == 1
