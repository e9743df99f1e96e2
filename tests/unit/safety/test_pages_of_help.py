"""The pages of help: numbers first, the person's own professional by name, and nothing asked twice."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.urls import reverse

from accalmie.core.crisis import Helpline
from accalmie.core.entries import ContactMade
from accalmie.foundation import clock, journal
from accalmie.foundation.access.actions import begin_care
from accalmie.foundation.people.models import Person
from accalmie.safety import pages, queries
from accalmie.safety.library import helplines, rules
from accalmie.safety.readiness import house
from tests.client import StrictClient
from tests.factories.journeys import MILD, phq9, started
from tests.factories.people import psychologist

pytestmark = pytest.mark.django_db(databases=["default", "keys"])

LANGUAGES = pytest.mark.parametrize("language", ["fr", "en"])


@pytest.fixture
def held() -> tuple[StrictClient, Person, queries.Concern]:
    """Somebody whose answers hold the next step."""
    client, person = started()
    client.post("/measures/phq-9/", phq9(*MILD[:8], 2))
    (concern,) = queries.concerns(person.patient_id)
    said = {question.id: "no" for question in rules().questions} | {"intent": "yes"}
    client.post(f"/help/questions/{concern.source}/", {**said, "id": str(uuid4())})
    return client, person, concern


def contacts(person: Person) -> list[str]:
    return [one.value.with_whom for one in journal.entries(person.patient_id, [ContactMade])]


@LANGUAGES
def test_every_number_of_the_country_is_on_the_page_once(language: str) -> None:
    shown = pages.help_page(helplines(), language)
    on_page = [line.address for group in pages.HelpPage.__dataclass_fields__ for line in getattr(shown, group)]
    assert sorted(on_page) == sorted(line.address for line in helplines())


@LANGUAGES
def test_hours_that_nobody_has_checked_are_not_promised(language: str) -> None:
    shown = pages.help_page(helplines(), language)
    said = {line.address: line.hours for name in pages.HelpPage.__dataclass_fields__ for line in getattr(shown, name)}
    for line in helplines():
        assert said[line.address] == ("" if line.to_check else house.hours_in_words(line, language))


@LANGUAGES
def test_a_number_is_read_once_and_only_a_checked_one_is_said_to_be_free(language: str) -> None:
    shown = pages.help_page(helplines(), language)
    found = {line.address: line for name in pages.HelpPage.__dataclass_fields__ for line in getattr(shown, name)}
    for line in helplines():
        whole = f"{found[line.address].number} {found[line.address].name}"
        assert whole.count(line.number) == 1
        assert found[line.address].free is _is_free(line)


def _is_free(line: Helpline) -> bool:
    return line.free is True


@LANGUAGES
def test_every_graded_question_stands_on_one_page_with_what_was_answered(language: str) -> None:
    shown = pages.questions(rules(), {"wish": "yes"}, language)
    assert [one.id for one in shown] == [one.id for one in rules().questions]
    assert {one.id: one.given for one in shown if one.given} == {"wish": "yes"}
    assert {one.id for one in shown if one.after_yes} == {one.id for one in rules().questions if one.asked_if}


@pytest.mark.parametrize("with_whom", ["professional", "line", "relative"])
def test_that_somebody_was_reached_is_kept_and_welcomed(
    held: tuple[StrictClient, Person, queries.Concern], with_whom: str
) -> None:
    client, person, concern = held
    address = reverse("safety:show-hold", args=[concern.source])
    page = client.post(address, {"id": str(uuid4()), "with_whom": with_whom}, follow=True).content.decode()
    assert contacts(person) == [with_whom]
    assert 'name="with_whom"' not in page
    assert queries.concerns(person.patient_id)[0].reviewed_at is None


@pytest.mark.parametrize("with_whom", ["", "nobody", "LINE"])
def test_without_saying_with_whom_nothing_is_kept(
    held: tuple[StrictClient, Person, queries.Concern], with_whom: str
) -> None:
    client, person, concern = held
    page = client.post(f"/help/plan/{concern.source}/", {"id": str(uuid4()), "with_whom": with_whom})
    assert page.status_code == 200
    assert contacts(person) == []


def test_a_contact_sent_twice_is_kept_once(held: tuple[StrictClient, Person, queries.Concern]) -> None:
    client, person, concern = held
    form = {"id": str(uuid4()), "with_whom": "line"}
    for _ in range(2):
        client.post(f"/help/plan/{concern.source}/", form)
    assert contacts(person) == ["line"]


def test_the_professional_is_named_where_somebody_is_followed(
    held: tuple[StrictClient, Person, queries.Concern],
) -> None:
    client, person, concern = held
    alone = client.get(f"/help/plan/{concern.source}/").content.decode()
    assert person.patient_id is not None
    begin_care(patient=person.patient_id, professional=psychologist("Claire Morel"), now=clock.now())
    followed = client.get(f"/help/plan/{concern.source}/").content.decode()
    assert "Claire Morel" not in alone
    assert "Claire Morel" in followed


def test_the_same_answers_sent_twice_are_one_answer_and_graver_ones_on_the_same_page_are_kept(
    held: tuple[StrictClient, Person, queries.Concern],
) -> None:
    client, person, concern = held
    form = {"id": str(uuid4()), "wish": "yes"}
    client.post(f"/help/questions/{concern.source}/", form)
    before = len(list(journal.entries(person.patient_id)))
    client.post(f"/help/questions/{concern.source}/", form)
    assert len(list(journal.entries(person.patient_id))) == before
    client.post(f"/help/questions/{concern.source}/", form | {"plan": "yes"})
    assert queries.said(person.patient_id, concern.source)["plan"] == "yes"  # type: ignore[arg-type]
    assert queries.concerns(person.patient_id)[0].level == "plan"


def test_a_word_that_is_no_answer_leaves_its_question_open(
    held: tuple[StrictClient, Person, queries.Concern],
) -> None:
    client, person, _concern = held
    client.post("/measures/phq-9/", phq9(*MILD[:8], 1))
    newest = queries.concerns(person.patient_id)[0]
    client.post(f"/help/questions/{newest.source}/", {"id": str(uuid4()), "wish": "peut-être", "done": "OUI"})
    again = queries.concern(person.patient_id, newest.source)  # type: ignore[arg-type]
    assert again is not None
    assert (again.is_finished, again.level) == (False, "active")


@pytest.mark.parametrize("page", ["/help/", "/today/", "/exercises/", "/progress/"])
def test_help_now_is_on_every_page_of_somebody_in_danger(
    held: tuple[StrictClient, Person, queries.Concern], page: str
) -> None:
    assert 'href="/help/"' in held[0].get(page).content.decode()


def test_a_line_and_then_somebody_close_are_both_noted(held: tuple[StrictClient, Person, queries.Concern]) -> None:
    client, person, concern = held
    form = {"id": str(uuid4()), "with_whom": "line"}
    client.post(f"/help/plan/{concern.source}/", form)
    answer = client.post(f"/help/plan/{concern.source}/", form | {"with_whom": "relative"})
    assert answer.status_code == 302
    assert contacts(person) == ["line", "relative"]
