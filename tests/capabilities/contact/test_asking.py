"""Asking for somebody: who reads it, what is promised, and that nothing typed is lost on the way."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from html import unescape
from uuid import UUID, uuid4

import pytest
from django.test import Client

from accalmie.capabilities.contact import actions, pages, queries
from accalmie.core.entries import TalkAsked
from accalmie.foundation import journal
from accalmie.foundation.access.actions import begin_care
from accalmie.foundation.clinic.actions import describe
from accalmie.foundation.clinic.queries import Clinic
from accalmie.foundation.journal.registry import REGISTERED
from accalmie.foundation.people import organisations
from accalmie.foundation.people.actions import save_contact
from accalmie.foundation.people.contact import Contact
from accalmie.foundation.people.models import KeptForm, Person
from accalmie.safety.library import rules
from accalmie.safety.readers import Readers
from tests.client import StrictClient
from tests.factories import people
from tests.factories.people import NOW

pytestmark = pytest.mark.django_db(databases=["default", "keys"])

NUMBER = "06 39 98 00 11"
CALL = {"way": "callback", "about": "how_i_am", "reach": NUMBER, "when": "le matin", "words": "Je n’y arrive plus."}


@pytest.fixture
def alice() -> Person:
    return people.patient_person("Alice")


@pytest.fixture
def claire(alice: Person) -> Person:
    person = people.psychologist("Claire Morel")
    assert alice.patient_id is not None
    begin_care(patient=alice.patient_id, professional=person, now=NOW)
    return person


@pytest.fixture
def browser(alice: Person) -> Client:
    client = StrictClient()
    client.force_login(alice)
    return client


def record(person: Person) -> UUID:
    assert person.patient_id is not None
    return person.patient_id


def asked(alice: Person, **told: str) -> UUID:
    given = {"way": "callback", "about": "how_i_am", "reach": NUMBER} | told
    return actions.ask(patient=record(alice), by=alice.id, now=NOW, **given)


def test_a_request_is_journalled_and_read_by_nobody_else(alice: Person, claire: Person, browser: Client) -> None:
    answer = browser.post("/talk/", CALL | {"id": str(uuid4()), "from": "/today/"})
    assert answer.headers["Location"] == "/talk/?from=%2Ftoday%2F&asked=yes"
    [entry] = journal.entries(record(alice), kinds=[TalkAsked])
    assert entry.value == TalkAsked(**CALL)
    [one] = queries.requests(record(alice))
    assert (one.way, one.reach, one.when, one.words) == ("callback", NUMBER, "le matin", "Je n’y arrive plus.")
    assert queries.requests(record(people.patient_person("Charlie"))) == []


def test_words_and_numbers_are_sealed(alice: Person) -> None:
    source = asked(alice, words="Je n’y arrive plus.")
    row = queries.TalkRequest.objects.get(entry_id=source)
    assert NUMBER.encode() not in bytes(row.asked)
    assert b"arrive" not in bytes(row.asked)


def test_after_asking_one_button_leads_back_to_where_they_were(claire: Person, browser: Client) -> None:
    shown = browser.get("/talk/?from=/mood/&asked=yes").content.decode()
    assert '<a class="nhsuk-button" href="/mood/">' in shown


@pytest.mark.parametrize("elsewhere", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:x()", "today"])
def test_the_way_back_never_leads_to_another_site(claire: Person, browser: Client, elsewhere: str) -> None:
    shown = browser.get("/talk/", {"from": elsewhere}).content.decode()
    assert "elsewhere.example" not in shown.replace("elsewhere.example%2F", "")
    assert '<input type="hidden" name="from" value="/">' in shown


@pytest.mark.parametrize(
    ("given", "field"),
    [
        (CALL | {"way": ""}, "id_way"),
        (CALL | {"way": "letter"}, "id_way"),
        (CALL | {"about": ""}, "id_about"),
        (CALL | {"reach": ""}, "id_reach"),
        (CALL | {"way": "message", "words": ""}, "id_words"),
        (CALL | {"words": "a" * 20_001}, "id_words"),
    ],
)
def test_what_is_missing_is_asked_and_what_was_written_stays(
    alice: Person, claire: Person, browser: Client, given: dict[str, str], field: str
) -> None:
    answer = browser.post("/talk/", given)
    assert answer.status_code == 422
    shown = unescape(answer.content.decode())
    assert f'href="#{field}"' in shown
    assert given["words"] in shown
    assert queries.requests(record(alice)) == []


def test_a_visit_needs_no_number_and_a_message_neither(claire: Person, browser: Client) -> None:
    for way in ("visit", "message"):
        assert browser.post("/talk/", CALL | {"way": way, "reach": ""}).status_code == 302


def test_the_same_form_twice_is_one_request_and_other_words_are_shown(
    alice: Person, claire: Person, browser: Client
) -> None:
    form = CALL | {"id": str(uuid4())}
    browser.post("/talk/", form)
    browser.post("/talk/", form)
    answer = browser.post("/talk/", form | {"words": "Autre chose encore."})
    assert answer.status_code == 409
    assert "Autre chose encore." in answer.content.decode()
    assert len(queries.requests(record(alice))) == 1


def test_the_number_that_we_know_is_there_to_be_changed(alice: Person, claire: Person, browser: Client) -> None:
    save_contact(patient=alice.patient, contact=Contact(telephone=NUMBER))
    assert f'value="{NUMBER}"' in browser.get("/talk/").content.decode()


def test_who_is_followed_by_nobody_finds_people_and_no_form(alice: Person, browser: Client) -> None:
    shown = browser.get("/talk/").content.decode()
    assert 'name="words"' not in shown
    assert "tel:3114" in shown
    browser.post("/talk/", CALL)
    assert queries.requests(record(alice)) == []


def test_a_visitor_finds_the_clinic_and_its_hours_and_can_write_nothing() -> None:
    describe(
        clinic=Clinic(name="CMP", telephone="01 99 00 12 34", hours_fr="9 h à 18 h"),
        organisation=organisations.first(now=NOW),
    )
    shown = StrictClient().get("/talk/").content.decode()
    assert 'href="tel:0199001234"' in shown
    assert "9 h à 18 h" in shown
    assert 'name="words"' not in shown


def test_nothing_is_promised_that_the_clinic_has_not_said(claire: Person, browser: Client) -> None:
    silent = browser.get("/talk/").content.decode()
    assert "jour ouvré" not in silent
    assert "n’a pas indiqué de délai" in silent
    describe(clinic=Clinic(callback_days=1), organisation=organisations.first(now=NOW))
    told = browser.get("/talk/").content.decode()
    assert told.count("jour ouvré") == 1
    assert "n’a pas indiqué de délai" not in told


FRIDAY = datetime(2026, 3, 6, 15, 0, tzinfo=UTC)


@pytest.mark.parametrize(("days", "by"), [(1, 9), (2, 10), (5, 13), (6, 16)])
def test_a_delay_counts_working_days(days: int, by: int) -> None:
    assert pages.expected_by(rules().staffed, FRIDAY, days).date() == FRIDAY.date().replace(day=by)


def line(alice: Person, *, days: int | None, now: datetime) -> pages.RequestLine:
    page = pages.talk_page(
        queries.requests(record(alice)),
        readers=Readers(),
        names={},
        clinic=Clinic(callback_days=days),
        staffed=rules().staffed,
        language="fr",
        back="/",
        now=now,
    )
    return page.requests[0]


def test_a_request_says_by_when_and_when_that_has_passed(alice: Person) -> None:
    asked(alice)
    assert line(alice, days=None, now=NOW).expected_by is None
    assert not line(alice, days=1, now=NOW).is_late
    assert line(alice, days=1, now=NOW + timedelta(days=3)).is_late


def test_an_answer_ends_the_waiting_and_the_first_stands(alice: Person, claire: Person, browser: Client) -> None:
    source = asked(alice)
    first = uuid4()
    for _twice in range(2):
        actions.answer(
            patient=record(alice), source=source, words="Je vous appelle à 14 h.", by=claire.id, now=NOW, id=first
        )
    with pytest.raises(actions.AlreadyAnswered):
        actions.answer(patient=record(alice), source=source, words="Et moi.", by=claire.id, now=NOW, id=uuid4())
    assert queries.waiting([record(alice)]) == {}
    shown = browser.get("/talk/").content.decode()
    assert "Je vous appelle à 14 h." in shown
    assert "Claire Morel" in shown


def test_an_answer_to_nothing_is_refused(alice: Person, claire: Person) -> None:
    with pytest.raises(actions.NotAsked):
        actions.answer(patient=record(alice), source=uuid4(), words="?", by=claire.id, now=NOW)


def test_an_unknown_way_is_refused(alice: Person) -> None:
    with pytest.raises(ValueError, match="pigeon"):
        asked(alice, way="pigeon")


def test_everything_is_computed_again_from_the_journal(alice: Person, claire: Person) -> None:
    asked(alice, words="Un")
    actions.answer(patient=record(alice), source=asked(alice, words="Deux"), words="Oui.", by=claire.id, now=NOW)
    projection = REGISTERED["contact.requests"]
    before = journal.snapshot(projection, record(alice))
    assert not journal.rebuild(record(alice), [projection])
    assert journal.snapshot(projection, record(alice)) == before


MOOD = "/mood/"
HALF = "Une journée en demi-teinte, je n’ai pas fini d’écrire."


def leave_half_written(browser: Client, **typed: str) -> str:
    """Press the header's button on a page with a form; where the talk page then leads back to."""
    page = browser.get(MOOD).content.decode()
    button = re.search(r'<button type="submit" form="writing" formaction="([^"]+)"', page)
    assert button
    hidden = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', page[page.index('id="writing"') :]))
    answer = browser.post(unescape(button[1]), hidden | typed)
    shown = browser.get(answer.headers["Location"]).content.decode()
    link = re.search(r'nhsuk-back-link" href="([^"]+)"', shown)
    assert link
    return unescape(link[1])


def test_a_half_written_form_waits_sealed_and_comes_back(alice: Person, claire: Person, browser: Client) -> None:
    back = leave_half_written(browser, words=HALF)
    assert back.startswith(f"{MOOD}?kept=")
    assert HALF.encode() not in bytes(KeptForm.objects.get().sealed)
    assert HALF in browser.get(back).content.decode().replace("&#x27;", "’")


def test_asking_on_the_way_does_not_lose_it(alice: Person, claire: Person, browser: Client) -> None:
    back = leave_half_written(browser, words=HALF)
    answer = browser.post("/talk/", CALL | {"from": back})
    shown = browser.get(answer.headers["Location"]).content.decode()
    assert f'href="{back}"' in shown
    assert HALF in browser.get(back).content.decode()


def test_an_empty_form_is_not_kept(claire: Person, browser: Client) -> None:
    assert leave_half_written(browser) == MOOD
    assert not KeptForm.objects.exists()


def test_a_visitors_link_carries_only_the_page() -> None:
    assert 'href="/talk/?from=%2Fsign-up%2F"' in StrictClient().get("/sign-up/").content.decode()
