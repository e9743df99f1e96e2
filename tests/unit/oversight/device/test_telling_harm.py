"""Saying that something here did harm: no guilt, no lost words, help first, and a name only for the care team."""

from __future__ import annotations

from html import unescape
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client

from accalmie.capabilities.contact import queries as contact
from accalmie.core.entries import HarmReported
from accalmie.foundation import clock, journal
from accalmie.foundation.access.actions import begin_care
from accalmie.foundation.people.codes import Role
from accalmie.foundation.people.models import Person
from accalmie.oversight.device import actions, queries
from accalmie.oversight.device.actions import NEW_HAZARD
from accalmie.oversight.device.hazards import hazard_log
from accalmie.oversight.device.models import HarmFiled, HarmTold
from accalmie.safety import queries as safety
from tests.client import StrictClient
from tests.factories import people

pytestmark = [pytest.mark.database, pytest.mark.django_db(databases=["default", "keys"])]

HAZARD = hazard_log().hazards[0].id
WORDS = "La question sur le travail m’a fait pleurer."


@pytest.fixture
def alice() -> Person:
    return people.patient_person("Alice")


@pytest.fixture
def claire(alice: Person) -> Person:
    person = people.psychologist("Claire Morel")
    begin_care(patient=record(alice), professional=person, now=clock.now())
    return person


@pytest.fixture
def lead() -> Person:
    return people.somebody(Role.SAFETY_LEAD, called="Solène")


def record(person: Person) -> UUID:
    assert person.patient_id is not None
    return person.patient_id


def browser_of(person: Person) -> Client:
    client = StrictClient()
    client.force_login(person)
    return client


def sent(**more: Any) -> dict[str, Any]:
    told = {"domains": ["failure"], "cause": "programme", "wish": "nothing", "words": WORDS}
    return {"id": str(uuid4()), **told, **more}


def shown(answer: Any) -> str:
    return unescape(answer.content.decode())


def test_what_did_harm_is_told_kept_sealed_and_read_by_the_care_team(alice: Person, claire: Person) -> None:
    own = browser_of(alice)
    page = shown(own.get("/harm/"))
    assert page.index("Claire Morel") < page.index('name="words"')
    assert "Ce n’est pas votre faute" in page
    assert own.post("/harm/", sent()).headers["Location"] == "/harm/?told=nothing"
    (entry,) = journal.entries(record(alice), kinds=[HarmReported])
    assert entry.value == HarmReported(domains=("failure",), cause="programme", wish="nothing", words=WORDS)
    assert b"pleurer" not in bytes(HarmTold.objects.get(entry_id=entry.id).words)
    desk = shown(browser_of(claire).get(f"/desk/patients/{record(alice)}/"))
    assert WORDS in desk
    assert "J’ai eu l’impression de ne pas y arriver" in desk
    assert WORDS in shown(own.get("/harm/"))


def test_the_lead_sees_what_without_whom_and_files_it_under_a_hazard(alice: Person, lead: Person) -> None:
    browser_of(alice).post("/harm/", sent())
    client = browser_of(lead)
    page = shown(client.get("/incidents/"))
    assert "J’ai eu l’impression de ne pas y arriver" in page
    (one,) = queries.nameless_harms(lead)
    address = f"/incidents/harm/{one.id}/"
    for seen in (page, shown(client.get(address))):
        assert WORDS not in seen
        assert "Alice" not in seen
        assert str(record(alice)) not in seen
    assert client.post(address, {"hazard": ""}).status_code == 422
    assert client.post(address, {"hazard": HAZARD}).headers["Location"] == "/incidents/"
    client.post(address, {"hazard": NEW_HAZARD})
    assert queries.nameless_harms(lead)[0].hazard == NEW_HAZARD
    assert HarmFiled.objects.count() == 2


@pytest.mark.parametrize(("wish", "about"), [("answer", "how_i_am"), ("another_way", "programme")])
def test_a_wish_for_an_answer_waits_among_the_requests_of_the_care_team(
    alice: Person, claire: Person, wish: str, about: str
) -> None:
    own, told = browser_of(alice), sent(wish=wish)
    for _each in range(2):
        assert own.post("/harm/", told).headers["Location"] == f"/harm/?told={wish}"
    (asked,) = contact.requests(record(alice))
    assert (asked.way, asked.about) == ("message", about)
    assert WORDS in asked.words
    assert "ne pas y arriver" in asked.words


def test_thoughts_of_dying_lead_to_help_before_anything_else(alice: Person, claire: Person) -> None:
    own = browser_of(alice)
    answer = own.post("/harm/", sent(domains=["hopelessness", "dying"]))
    (entry,) = journal.entries(record(alice), kinds=[HarmReported])
    assert answer.headers["Location"] == f"/help/questions/{entry.id}/"
    page = shown(own.get(answer.headers["Location"]))
    assert page.index("tel:15") < page.index("tel:3114")
    (concern,) = safety.concerns(record(alice))
    assert (concern.level, concern.is_finished, concern.reviewed_at) == ("active", False, None)
    assert concern.due_at is not None
    assert own.get("/go-on/").headers["Location"] == f"/help/questions/{entry.id}/"


def test_without_them_nobody_is_alarmed(alice: Person) -> None:
    browser_of(alice).post("/harm/", sent(domains=["hopelessness"]))
    assert safety.concerns(record(alice)) == []


def test_numbers_stand_on_the_page_that_thanks_and_a_way_to_help_on_the_form(alice: Person) -> None:
    own = browser_of(alice)
    assert "tel:3114" in shown(own.get("/harm/?told=nothing"))
    page = shown(own.get("/harm/"))
    assert page.index('href="/help/">En danger') < page.index('name="words"')


def test_who_is_followed_by_nobody_may_say_it_and_is_promised_no_answer(alice: Person) -> None:
    own = browser_of(alice)
    page = shown(own.get("/harm/"))
    assert "personne ne répond à ces mots" in page
    assert 'name="wish"' not in page
    assert own.post("/harm/", sent(wish="answer")).headers["Location"] == "/harm/?told=nothing"
    assert contact.requests(record(alice)) == []


def test_nobody_is_said_to_see_the_ticks_where_nobody_leads_on_safety(alice: Person) -> None:
    assert "responsable de la sécurité" not in shown(browser_of(alice).get("/harm/"))
    people.somebody(Role.SAFETY_LEAD, organisation=people.elsewhere())
    assert "responsable de la sécurité" not in shown(browser_of(alice).get("/harm/"))
    people.somebody(Role.SAFETY_LEAD)
    assert "responsable de la sécurité" in shown(browser_of(alice).get("/harm/"))


def test_nothing_but_a_tick_or_a_word_is_asked_for(alice: Person) -> None:
    own = browser_of(alice)
    assert own.post("/harm/", {"domains": ["other"]}).status_code == 302
    assert own.post("/harm/", {"words": "Oui."}).status_code == 302
    answer = own.post("/harm/", {"cause": "unsure"})
    assert answer.status_code == 422
    assert 'href="#id_domains"' in shown(answer)


def test_the_same_form_with_other_words_keeps_both_in_sight(alice: Person) -> None:
    own, told = browser_of(alice), sent()
    own.post("/harm/", told)
    answer = own.post("/harm/", told | {"words": "D’autres mots."})
    assert answer.status_code == 422
    assert "D’autres mots." in shown(answer)
    assert WORDS in shown(answer)


def test_the_way_there_is_on_the_pages_of_care_and_of_help_for_whom_it_is(alice: Person, claire: Person) -> None:
    for page in ("/care/", "/help/"):
        assert 'href="/harm/"' in shown(browser_of(alice).get(page))
    assert 'href="/harm/"' not in shown(browser_of(claire).get("/help/"))
    assert 'href="/harm/"' not in shown(StrictClient().get("/help/"))
    assert browser_of(claire).post("/harm/", sent()).status_code == 403


def test_the_lead_of_another_organisation_sees_and_files_nothing(alice: Person, lead: Person) -> None:
    browser_of(alice).post("/harm/", sent())
    stranger = people.somebody(Role.SAFETY_LEAD, organisation=people.elsewhere())
    assert queries.nameless_harms(stranger) == []
    (one,) = queries.nameless_harms(lead)
    with pytest.raises(queries.NotHere):
        actions.file_harm(told=one.id, hazard=HAZARD, by=stranger, now=clock.now())
    with pytest.raises(actions.NotAllowed):
        actions.file_harm(told=one.id, hazard=HAZARD, by=people.psychologist("Bob"), now=clock.now())


def test_a_domain_or_a_wish_that_there_is_not_is_refused(alice: Person) -> None:
    with pytest.raises(ValueError, match="blame"):
        actions.tell_harm(
            patient=record(alice),
            domains=["blame"],
            cause="",
            wish="nothing",
            words="",
            asked="",
            by=alice.id,
            now=clock.now(),
        )


def test_computed_again_from_the_journal_it_is_the_same(alice: Person) -> None:
    browser_of(alice).post("/harm/", sent())
    before = queries.harms_of(record(alice))
    journal.rebuild(record(alice))
    assert queries.harms_of(record(alice)) == before
