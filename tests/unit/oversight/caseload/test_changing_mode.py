"""A step to more support, or to less: the questions asked again, the grounds kept, never more alone than allowed."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.test import Client

from accalmie.capabilities.programmes import actions, queries
from accalmie.core.entries import ModeChanged, StartQuestionsAnswered
from accalmie.foundation import clock, journal
from accalmie.foundation.people.models import Person
from accalmie.safety import actions as safety
from tests.factories.alerts import looked_at
from tests.factories.journeys import depression, publish
from tests.unit.oversight.caseload.test_starting import MARKED, MILD, grounds, page, score

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


def begun(alice: Person, record: UUID, *, mode: str = "alone", days_ago: int = 0) -> None:
    """Alice follows the programme, by her own start."""
    publish()
    score(record, MILD)
    author = actions.Author(patient=record, by=alice.id, now=clock.now() - timedelta(days=days_ago))
    no_to_all = {question.id: "no" for question in depression().needs_a_person}
    actions.enrol(author=author, programme="depression", mode=mode, language="fr", answers=no_to_all)


def mode_of(record: UUID) -> str:
    place = queries.current_place(record)
    assert place is not None
    return place.progress.mode


def changes(desk: Client, record: UUID, **form: str) -> int:
    return desk.post(f"{page(record)}mode/", grounds(**form)).status_code


def kept(record: UUID, kind: type) -> list[object]:
    return [one.value for one in journal.entries(record) if isinstance(one.value, kind)]


def test_a_step_up_asks_the_questions_again_and_keeps_why(desk: Client, alice: Person, record: UUID) -> None:
    begun(alice, record)
    assert f"{page(record)}mode/" in desk.get(page(record)).content.decode()
    asked = desk.get(f"{page(record)}mode/").content.decode()
    assert asked.count("checked-mania") > 1
    assert 'value="alone"' not in asked
    assert changes(desk, record, mode="guided", indication="Aggravation, suivi convenu au téléphone.") == 302
    assert mode_of(record) == "guided"
    assert len(kept(record, StartQuestionsAnswered)) == 2
    assert "Aggravation" in desk.get(page(record)).content.decode()


def test_a_step_up_without_the_questions_checked_says_so_and_keeps_what_was_typed(
    desk: Client, alice: Person, record: UUID
) -> None:
    begun(alice, record)
    form = grounds(mode="guided", indication="Aggravation.")
    del form["checked-violence"]
    answer = desk.post(f"{page(record)}mode/", form)
    assert answer.status_code == 422
    assert "Aggravation." in answer.content.decode()
    assert mode_of(record) == "alone"


def test_the_same_form_twice_changes_it_once(desk: Client, alice: Person, record: UUID) -> None:
    begun(alice, record)
    form = grounds(mode="guided")
    for _ in range(2):
        assert desk.post(f"{page(record)}mode/", form).status_code == 302
    assert len(kept(record, ModeChanged)) == 1


def test_more_support_is_never_refused_and_what_it_would_have_needed_is_kept(
    desk: Client, alice: Person, record: UUID
) -> None:
    begun(alice, record)
    safety.raise_concern(patient=record, level="plan", words="Appel.", by=alice.id, now=clock.now())
    form = {"checked-perinatal": "yes", "despite": "Avec sa sage-femme."}
    assert changes(desk, record, mode="guided", **form) == 302
    asked = kept(record, StartQuestionsAnswered)[-1]
    assert isinstance(asked, StartQuestionsAnswered)
    assert set(asked.reasons) == {"perinatal", "danger"}
    assert mode_of(record) == "guided"


@pytest.mark.parametrize("what", ["marked symptoms", "a danger that nobody reviewed"])
def test_less_support_meets_the_rule_of_a_start(desk: Client, alice: Person, record: UUID, what: str) -> None:
    begun(alice, record, mode="guided")
    if what == "marked symptoms":
        score(record, MARKED)
    else:
        safety.raise_concern(patient=record, level="passive", words="Appel.", by=alice.id, now=clock.now())
    assert changes(desk, record, mode="alone") == 422
    assert mode_of(record) == "guided"


def test_less_support_opens_when_the_rule_does(desk: Client, alice: Person, record: UUID) -> None:
    begun(alice, record, mode="guided")
    assert changes(desk, record, mode="alone") == 302
    assert mode_of(record) == "alone"


def test_the_person_reads_on_their_map_that_it_changed(
    desk: Client, alice: Person, record: UUID, client: Client
) -> None:
    begun(alice, record)
    changes(desk, record, mode="guided")
    client.force_login(alice)
    told = client.get("/programme/").content.decode()
    assert "Vous le suivez maintenant avec un professionnel" in told
    assert "Claire Morel l’a changé avec vous" in told


def test_a_start_where_a_programme_runs_says_so_and_changes_nothing(desk: Client, alice: Person, record: UUID) -> None:
    begun(alice, record)
    answer = desk.post(f"{page(record)}admit/", grounds())
    assert answer.status_code == 422
    assert "déjà en cours" in answer.content.decode()
    assert mode_of(record) == "alone"


def test_without_a_programme_there_is_nothing_to_change(desk: Client, record: UUID) -> None:
    assert desk.get(f"{page(record)}mode/").status_code == 302


def test_it_is_rebuilt_to_the_same(desk: Client, alice: Person, record: UUID) -> None:
    begun(alice, record)
    changes(desk, record, mode="guided")
    before = queries.decisions(record)
    assert [one.kind for one in before] == ["MODE"]
    assert not journal.rebuild(record)
    assert queries.decisions(record) == before


def test_a_hold_that_a_review_left_may_be_ended_by_a_later_review(desk: Client, alice: Person, record: UUID) -> None:
    safety.raise_concern(patient=record, level="plan", words="Appel.", by=alice.id, now=clock.now())
    source = list(journal.entries(record))[-1].id
    address = f"{page(record)}concerns/{source}/"
    looked_at(record, source, by=alice.id, now=clock.now(), words="Vue, on attend demain.", goes_on=False)
    told = desk.get(page(record)).content.decode()
    assert "reste suspendu" in told
    assert address in told
    assert desk.post(address, {"words": "Va mieux.", "goes_on": "yes", "id": str(uuid4())}).status_code == 302
    assert address not in desk.get(page(record)).content.decode()
