"""Goals that a person and their team both write, and the tasks of the team."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
import time_machine
from django.test import Client

from accalmie.capabilities.coordination import actions, pages, queries
from accalmie.capabilities.coordination.views import aiming, tasking
from accalmie.core.entries import GoalStep, GoalWritten
from accalmie.foundation import journal
from accalmie.foundation.access.actions import begin_care, end_care
from accalmie.foundation.journal.registry import REGISTERED
from accalmie.foundation.people.models import Person
from tests.client import StrictClient
from tests.factories import people
from tests.factories.people import NOW

pytestmark = pytest.mark.django_db(databases=["default", "keys"])

SISTER = "Manger de nouveau avec ma sœur."
TODAY = NOW.date()


@pytest.fixture
def alice() -> Person:
    return people.patient_person("Alice")


@pytest.fixture
def claire(alice: Person) -> Person:
    person = people.psychologist("Claire Morel")
    begin_care(patient=record(alice), professional=person, now=NOW)
    return person


def record(person: Person) -> UUID:
    assert person.patient_id is not None
    return person.patient_id


def signed_in(person: Person) -> Client:
    client = StrictClient()
    client.force_login(person)
    return client


def aims(alice: Person, words: str = SISTER) -> UUID:
    return actions.write_goal(patient=record(alice), words=words, by=alice.id, by_patient=True, now=NOW)


def task_for(owner: Person, alice: Person, *, due_on: date = TODAY, by: Person | None = None) -> UUID:
    return actions.give_task(
        patient=record(alice), words="Appeler la sœur.", owner=owner.id, due_on=due_on, by=(by or owner).id, now=NOW
    )


def test_a_goal_is_written_in_the_persons_words_and_the_team_reads_it(alice: Person, claire: Person) -> None:
    sent = {"words": SISTER, "step_1": "L’appeler dimanche", "by_1": "me", "id": str(uuid4())}
    answer = signed_in(alice).post("/goals/new/", sent)
    assert answer.headers["Location"] == "/goals/?saved"
    [goal] = queries.goals(record(alice))
    assert (goal.words, goal.way_there) == (SISTER, (GoalStep(words="L’appeler dimanche", by="me"),))
    page = signed_in(claire).get(f"/desk/patients/{record(alice)}/goals/").content.decode()
    assert SISTER in page
    assert "L’appeler dimanche" in page
    assert "Modifié en dernier" not in page


def test_a_goal_sent_twice_is_kept_once(alice: Person) -> None:
    sent = {"words": SISTER, "id": str(uuid4())}
    browser = signed_in(alice)
    browser.post("/goals/new/", sent)
    browser.post("/goals/new/", sent)
    assert len(queries.goals(record(alice))) == 1


def test_words_are_sealed(alice: Person, claire: Person) -> None:
    aims(alice)
    task_for(claire, alice)
    goal, task = queries.models.Goal.objects.get(), queries.models.TeamTask.objects.get()
    assert "sœur".encode() not in bytes(goal.said) + bytes(task.said)


def test_a_professional_says_that_these_are_the_persons_words(alice: Person, claire: Person) -> None:
    address = f"/desk/patients/{record(alice)}/goals/new/"
    browser = signed_in(claire)
    refused = browser.post(address, {"words": SISTER, "id": str(uuid4())})
    assert refused.status_code == 422
    assert queries.goals(record(alice)) == []
    browser.post(address, {"words": SISTER, "together": "on", "id": str(uuid4())})
    [goal] = queries.goals(record(alice))
    assert (goal.together, goal.written_by) == (True, claire.id)
    assert "Claire Morel" in signed_in(alice).get("/goals/").content.decode()


def test_a_professional_ticks_a_step_without_touching_the_persons_words(alice: Person, claire: Person) -> None:
    goal = aims(alice)
    version = queries.goals(record(alice))[0].version
    sent = {"words": SISTER, "step_1": "Appeler", "by_1": "team", "done_1": "on", "began": str(version)}
    answer = signed_in(claire).post(f"/desk/patients/{record(alice)}/goals/{goal}/", sent)
    assert answer.status_code == 302
    [found] = queries.goals(record(alice))
    assert found.way_there == (GoalStep(words="Appeler", by="team", done=True),)
    assert not found.together
    assert len(list(journal.entries(record(alice), kinds=[GoalWritten]))) == 2


def test_nobody_writes_over_the_other_without_being_told(alice: Person, claire: Person) -> None:
    goal = aims(alice)
    began = queries.goals(record(alice))[0].version
    actions.write_goal(
        patient=record(alice), goal=goal, began=began, words="Autre.", by=alice.id, by_patient=True, now=NOW
    )
    sent = {"words": "Encore autre.", "together": "on", "began": str(began)}
    answer = signed_in(claire).post(f"/desk/patients/{record(alice)}/goals/{goal}/", sent)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Autre." in page
    assert "Encore autre." in page
    assert queries.goals(record(alice))[0].words == "Autre."


def test_a_goal_is_reached_or_set_aside_and_stays_readable(alice: Person) -> None:
    goal = aims(alice)
    answer = signed_in(alice).post(f"/goals/{goal}/end/", {"ending": "set_aside", "words": "Plus tard."})
    assert answer.status_code == 302
    [found] = queries.goals(record(alice))
    assert (found.ending, found.ended_words) == ("set_aside", "Plus tard.")
    assert signed_in(alice).get(f"/goals/{goal}/").status_code == 404
    with pytest.raises(actions.NoSuchGoal):
        actions.write_goal(
            patient=record(alice), goal=goal, began=found.version, words="x", by=alice.id, by_patient=True, now=NOW
        )


def test_the_end_of_a_goal_sent_twice_leads_back_both_times(alice: Person, claire: Person) -> None:
    mine, ours = aims(alice), aims(alice, "Dormir.")
    for who, where in (
        (alice, f"/goals/{mine}/end/"),
        (claire, f"/desk/patients/{record(alice)}/goals/{ours}/end/"),
    ):
        form, browser = {"ending": "attained", "id": str(uuid4())}, signed_in(who)
        assert [browser.post(where, form).status_code for _time in range(2)] == [302, 302]


def test_a_goal_is_looked_at_again_when_its_day_has_come(alice: Person) -> None:
    actions.write_goal(patient=record(alice), words=SISTER, review_on=TODAY, by=alice.id, by_patient=True, now=NOW)
    [today] = pages.goal_cards(record(alice), owner=alice.id, today=TODAY)
    [before] = pages.goal_cards(record(alice), owner=alice.id, today=TODAY - timedelta(days=1))
    assert (today.is_review_due, before.is_review_due) == (True, False)


def test_another_persons_goal_is_not_there(alice: Person) -> None:
    goal = aims(alice)
    charlie = people.patient_person("Charlie")
    assert signed_in(charlie).get(f"/goals/{goal}/").status_code == 404
    assert signed_in(charlie).post(f"/goals/{goal}/end/", {"ending": "attained"}).status_code == 404
    assert SISTER not in signed_in(charlie).get("/goals/").content.decode()


def test_nobody_outside_the_care_team_owns_a_task(alice: Person, claire: Person) -> None:
    outside = people.psychologist("Bob")
    with pytest.raises(actions.NotInTheTeam):
        task_for(outside, alice, by=claire)
    sent = {"words": "Appeler.", "owner": str(outside.id), "due_on": "2026-04-01"}
    answer = signed_in(claire).post(f"/desk/patients/{record(alice)}/tasks/", sent)
    assert answer.status_code == 422
    assert queries.tasks(record(alice)) == []


def test_a_task_is_in_its_owners_list_and_late_after_its_day(alice: Person, claire: Person) -> None:
    task_for(claire, alice)
    [line] = pages.my_tasks(claire, now=NOW, today=TODAY + timedelta(days=1))
    assert (line.called, line.owner, line.is_late) == ("Alice", "Claire Morel", True)
    [on_its_day] = pages.my_tasks(claire, now=NOW, today=TODAY)
    assert not on_its_day.is_late


@time_machine.travel(NOW, tick=False)
def test_a_task_is_done_and_leaves_the_list(alice: Person, claire: Person) -> None:
    task = task_for(claire, alice)
    browser = signed_in(claire)
    assert "Appeler la sœur." in browser.get("/desk/tasks/").content.decode()
    answer = browser.post(f"/desk/patients/{record(alice)}/tasks/{task}/end/", {"ending": "done", "from": "tasks"})
    assert answer.headers["Location"] == "/desk/tasks/"
    assert "Appeler la sœur." not in browser.get("/desk/tasks/").content.decode()
    [found] = queries.tasks(record(alice))
    assert (found.ending, found.ended_by) == ("done", claire.id)


def test_a_task_moves_to_a_colleague_and_another_day(alice: Person, claire: Person) -> None:
    karim = people.psychologist("Karim")
    begin_care(patient=record(alice), professional=karim, now=NOW)
    task = task_for(claire, alice)
    sent = {"words": "Appeler la sœur.", "owner": str(karim.id), "due_on": "2026-04-01", "id": str(uuid4())}
    signed_in(claire).post(f"/desk/patients/{record(alice)}/tasks/{task}/", sent)
    [found] = queries.tasks(record(alice))
    assert (found.owner, found.due_on) == (karim.id, date(2026, 4, 1))


def test_a_task_whose_owner_left_is_shown_to_who_stays(alice: Person, claire: Person) -> None:
    karim = people.psychologist("Karim")
    begin_care(patient=record(alice), professional=karim, now=NOW)
    task_for(karim, alice)
    assert pages.my_tasks(claire, now=NOW, today=TODAY) == []
    end_care(patient=record(alice), professional=karim, now=NOW)
    [line] = pages.my_tasks(claire, now=NOW, today=TODAY)
    assert line.owner == ""


def test_the_person_does_not_read_the_tasks_of_the_team(alice: Person, claire: Person) -> None:
    task_for(claire, alice)
    browser = signed_in(alice)
    assert "Appeler la sœur." not in browser.get("/goals/").content.decode()
    assert browser.get(f"/desk/patients/{record(alice)}/goals/").status_code == 403


@time_machine.travel(NOW, tick=False)
def test_a_task_for_somebody_who_left_the_team_since_the_page_was_made_is_asked_again(
    alice: Person, claire: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    jean = people.psychologist("Jean Roux")
    monkeypatch.setattr(pages, "team_of", lambda *_given, **_named: [(claire.id, "Claire"), (jean.id, "Jean Roux")])
    sent = {"words": "Appeler la sœur.", "owner": str(jean.id), "due_on": TODAY.isoformat(), "id": str(uuid4())}
    answer = signed_in(claire).post(f"/desk/patients/{record(alice)}/tasks/", sent)
    assert answer.status_code == 422
    assert "Appeler la sœur." in answer.content.decode()
    assert queries.open_tasks([record(alice)]) == []


@time_machine.travel(NOW, tick=False)
def test_a_task_or_a_goal_that_ended_since_gives_back_what_was_typed(
    alice: Person, claire: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    task, goal = task_for(claire, alice), aims(alice)
    kept_task, kept_goal = queries.task_of(record(alice), task), queries.goal_of(record(alice), goal)
    monkeypatch.setattr(tasking, "_open_task", lambda *_given: kept_task)
    monkeypatch.setattr(aiming, "_standing", lambda *_given: kept_goal)
    actions.end_task(patient=record(alice), task=task, ending="done", by=claire.id, now=NOW)
    actions.end_goal(patient=record(alice), goal=goal, ending="attained", by=alice.id, now=NOW)
    browser = signed_in(claire)
    sent = {"words": "Appeler le frère.", "owner": str(claire.id), "due_on": TODAY.isoformat(), "id": str(uuid4())}
    answers = [
        browser.post(f"/desk/patients/{record(alice)}/tasks/{task}/", sent),
        browser.post(f"/desk/patients/{record(alice)}/goals/{goal}/", sent | {"together": "on", "id": str(uuid4())}),
    ]
    assert [one.status_code for one in answers] == [404, 404]
    assert all("Appeler le frère." in one.content.decode() for one in answers)


def test_whoever_is_not_in_the_team_finds_nothing(alice: Person) -> None:
    bob = signed_in(people.psychologist("Bob"))
    for address in ("goals/", "goals/new/", f"tasks/{uuid4()}/"):
        assert bob.get(f"/desk/patients/{record(alice)}/{address}").status_code == 404


@pytest.mark.database
def test_goals_and_tasks_are_the_same_when_the_journal_is_read_again(alice: Person, claire: Person) -> None:
    goal = aims(alice)
    actions.end_goal(patient=record(alice), goal=goal, ending="attained", words="Oui.", by=alice.id, now=NOW)
    task = task_for(claire, alice)
    actions.end_task(patient=record(alice), task=task, ending="dropped", by=claire.id, now=NOW)
    before = queries.goals(record(alice)), queries.tasks(record(alice))
    ours = [REGISTERED["coordination.goals"], REGISTERED["coordination.tasks"]]
    assert journal.rebuild(record(alice), ours) == ()
    assert (queries.goals(record(alice)), queries.tasks(record(alice))) == before
