"""Rules propose a step of care, a professional decides, and the person says yes or no."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.test import Client

from accalmie.capabilities.coordination.queries import open_tasks
from accalmie.capabilities.programmes import actions as programmes
from accalmie.core.crisis import Level
from accalmie.core.entries import CareStepDecided
from accalmie.core.stepping import CareStep
from accalmie.foundation import clock, journal
from accalmie.foundation.access.actions import begin_care
from accalmie.foundation.people.codes import Role
from accalmie.foundation.people.models import Person
from accalmie.oversight.stepping import actions, queries
from accalmie.safety.actions import raise_concern
from tests.client import StrictClient
from tests.factories import people
from tests.factories.journeys import depression, publish
from tests.unit.oversight.caseload.test_starting import MARKED, MILD, score

pytestmark = [pytest.mark.django_db(databases=["default", "keys"]), pytest.mark.database]
SAID = "Je vous propose que nous avancions ensemble."


@pytest.fixture
def alice() -> Person:
    return people.patient_person("Alice")


@pytest.fixture
def record(alice: Person) -> UUID:
    assert alice.patient_id is not None
    return alice.patient_id


@pytest.fixture
def claire(record: UUID) -> Person:
    person = people.psychologist("Claire Morel")
    begin_care(patient=record, professional=person, now=clock.now())
    return person


def alone(alice: Person, record: UUID, *, weeks: int = 0) -> None:
    """Alice follows the programme by herself."""
    publish()
    score(record, MILD)
    author = programmes.Author(patient=record, by=alice.id, now=clock.now() - timedelta(weeks=weeks))
    no_to_all = {question.id: "no" for question in depression().needs_a_person}
    programmes.enrol(author=author, programme="depression", mode="alone", language="fr", answers=no_to_all)


def proposed(record: UUID) -> tuple[CareStep, tuple[str, ...]]:
    found = queries.standing(record, now=clock.now()).proposal
    return found.step, found.reasons


def decide(record: UUID, by: Person, step: CareStep, because: str = "") -> None:
    actions.decide(patient=record, step=step, because=because, said=SAID, by=by, now=clock.now())


def browser_of(person: Person) -> Client:
    client = StrictClient()
    client.force_login(person)
    return client


def test_who_goes_on_alone_with_a_marked_score_is_proposed_a_guide(alice: Person, record: UUID) -> None:
    alone(alice, record)
    assert proposed(record) == (CareStep.ALONE, ())
    score(record, MARKED)
    step, reasons = proposed(record)
    assert step is CareStep.GUIDED
    assert set(reasons) <= {"marked", "worse"}
    assert reasons


def test_without_a_gain_after_four_weeks_one_step_up(alice: Person, record: UUID) -> None:
    alone(alice, record, weeks=4)
    assert proposed(record) == (CareStep.GUIDED, ("no_gain",))


def test_somebody_whom_a_team_follows_without_a_programme_is_accompanied(record: UUID, claire: Person) -> None:
    assert queries.standing(record, now=clock.now()).facts.step is CareStep.GUIDED


def test_what_is_decided_stands_beside_what_was_proposed_and_another_choice_says_why(
    alice: Person, record: UUID, claire: Person
) -> None:
    alone(alice, record, weeks=4)
    with pytest.raises(actions.WhyNot):
        decide(record, claire, CareStep.ALONE)
    decide(record, claire, CareStep.ALONE, because="Elle reprend le travail lundi, revue dans deux semaines.")
    (kept,) = [one.value for one in journal.entries(record, [CareStepDecided])]
    assert (kept.standing, kept.proposed, kept.decided) == ("alone", "guided", "alone")
    assert kept.reasons == ("no_gain",)
    assert kept.rules_version


def test_above_a_programme_it_becomes_a_task_of_whoever_decides_and_a_no_leaves_care_as_it_was(
    alice: Person, record: UUID, claire: Person
) -> None:
    alone(alice, record, weeks=4)
    decide(record, claire, CareStep.FACE_TO_FACE, because="Préfère parler.")
    (task,) = open_tasks([record])
    assert (task.owner, task.words) == (claire.id, "Organiser des séances en présence")
    assert queries.standing(record, now=clock.now()).facts.step is CareStep.FACE_TO_FACE
    (decision,) = queries.decisions(record)
    actions.answer(
        patient=record, decision=decision.id, agreed=False, words="Pas maintenant.", by=alice.id, now=clock.now()
    )
    assert queries.standing(record, now=clock.now()).facts.step is CareStep.ALONE
    assert queries.decisions(record)[0].answer == "Pas maintenant."


def test_sent_twice_it_is_decided_once(record: UUID, claire: Person) -> None:
    id = uuid4()
    for _time in range(2):
        actions.decide(
            patient=record,
            step=CareStep.PSYCHIATRY,
            because="Avis demandé.",
            said=SAID,
            by=claire,
            now=clock.now(),
            id=id,
        )
    assert len(queries.decisions(record)) == len(open_tasks([record])) == 1


def test_nobody_is_accompanied_less_while_a_danger_is_open(alice: Person, record: UUID, claire: Person) -> None:
    raise_concern(patient=record, by=claire.id, level=Level.ACTIVE, words="Idées présentes.", now=clock.now())
    assert proposed(record) == (CareStep.FACE_TO_FACE, ("danger",))
    with pytest.raises(actions.InDanger):
        decide(record, claire, CareStep.ALONE, because="Va mieux.")
    assert queries.decisions(record) == []


def test_only_the_last_decision_is_answered(alice: Person, record: UUID, claire: Person) -> None:
    decide(record, claire, CareStep.GUIDED)
    first = queries.decisions(record)[0].id
    decide(record, claire, CareStep.GUIDED)
    with pytest.raises(actions.NotDecided):
        actions.answer(patient=record, decision=first, agreed=True, words="", by=alice.id, now=clock.now())


def test_both_pages_from_the_proposal_to_the_answer(alice: Person, record: UUID, claire: Person) -> None:
    alone(alice, record, weeks=4)
    desk, own = browser_of(claire), browser_of(alice)
    place = f"/desk/patients/{record}/step/"
    assert own.get("/care/step/").status_code == 404
    assert "pas d’amélioration fiable" in desk.get(place).content.decode()
    refused = desk.post(place, {"step": "alone", "because": "", "said": SAID})
    assert refused.status_code == 422
    assert SAID in refused.content.decode()
    answer = desk.post(place, {"step": "guided", "because": "", "said": SAID})
    assert answer.headers["Location"] == f"/desk/patients/{record}/mode/"
    assert "/care/step/" in own.get("/today/").content.decode()
    assert SAID in own.get("/care/step/").content.decode()
    assert own.post("/care/step/", {"agreed": "", "words": "Oui ?"}).status_code == 422
    assert own.post("/care/step/", {"agreed": "yes", "words": "Volontiers."}).status_code == 302
    assert "Volontiers." in desk.get(place).content.decode()
    assert "/care/step/" not in own.get("/today/").content.decode()


def test_with_a_psychiatrist_it_leads_to_the_letter(record: UUID, claire: Person) -> None:
    place = f"/desk/patients/{record}/step/"
    sent = {"step": "psychiatry", "because": "Avis demandé.", "said": SAID}
    answer = browser_of(claire).post(place, sent)
    assert answer.headers["Location"] == f"/desk/patients/{record}/letters/new/"


def test_a_secretary_and_another_team_decide_nothing(record: UUID, claire: Person) -> None:
    for one in (people.psychologist("Paul"), people.somebody(Role.SECRETARY)):
        sent = {"step": "guided", "said": SAID}
        assert browser_of(one).post(f"/desk/patients/{record}/step/", sent).status_code in (403, 404)
    assert queries.decisions(record) == []
