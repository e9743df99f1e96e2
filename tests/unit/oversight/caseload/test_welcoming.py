"""Newcomers: whom nobody follows is seen by their organisation's rota, taken into care once, and told the truth."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.test import Client

from accalmie.capabilities.contact import actions as contact, queries as asked
from accalmie.capabilities.measures import library
from accalmie.capabilities.measures.actions import answer_instrument
from accalmie.core.entries import ColleagueAdded
from accalmie.foundation import clock, journal
from accalmie.foundation.access.actions import AlreadyFollowed, begin_care, leave, take_into_care
from accalmie.foundation.access.queries import professionals_of, relations_of
from accalmie.foundation.people import organisations
from accalmie.foundation.people.models import Person
from accalmie.safety import queries as concerns
from accalmie.safety.readers import readers
from tests.client import StrictClient
from tests.factories.people import NOW, patient_person, psychologist
from tests.factories.readiness import acknowledged, on_the_rota

pytestmark = pytest.mark.django_db(databases=["default", "keys"])

LIST = "/desk/newcomers/"


def record(person: Person) -> UUID:
    assert person.patient_id is not None
    return person.patient_id


def asks_to_be_called(person: Person) -> UUID:
    return contact.ask(
        patient=record(person), way="callback", about="how_i_am", words="Plutôt à midi.", by=person.id, now=clock.now()
    )


def says_danger(person: Person) -> None:
    instrument = library.instruments()["phq-9"]
    answers = (1, 1, 1, 1, 1, 0, 0, 0, 2)
    answer_instrument(
        patient=record(person), instrument=instrument, answers=answers, language="fr", by=person.id, now=clock.now()
    )


@pytest.fixture
def claire() -> Person:
    """A psychologist on a rota that has shown that it answers."""
    found = psychologist("Claire Morel")
    on_the_rota(found)
    acknowledged(found)
    return found


@pytest.fixture
def desk(claire: Person) -> Client:
    return signed_in(claire)


def signed_in(person: Person) -> Client:
    client = Client(headers={"Accept-Language": "fr"})
    client.force_login(person)
    return client


def shown(client: Client) -> str:
    return client.get(LIST).content.decode()


def take(client: Client, person: Person) -> int:
    return client.post(f"{LIST}{record(person)}/", {"id": str(uuid4())}).status_code


def test_who_asked_for_somebody_waits_among_the_newcomers_and_the_desk_says_so(desk: Client) -> None:
    asks_to_be_called(patient_person("Leïla"))
    assert "Leïla" in shown(desk)
    assert "Demande à être rappelé" in shown(desk)
    assert "Plutôt à midi" not in shown(desk)
    assert LIST in desk.get("/desk/").content.decode()


def test_an_answer_about_danger_stands_first_with_its_clock_whether_they_asked_or_not(desk: Client) -> None:
    asks_to_be_called(patient_person("Leïla"))
    says_danger(patient_person("Malik"))
    html = shown(desk)
    assert html.index("Malik") < html.index("Leïla")
    assert "À voir d’abord" in html
    assert "réponse avant" in html


def test_who_asked_nothing_and_is_in_no_danger_is_nobody_s_business(desk: Client) -> None:
    patient_person("Léo")
    assert "Léo" not in shown(desk)
    assert "Personne n’attend" in shown(desk)


def test_taking_somebody_opens_their_record_and_writes_it_in_their_journal(desk: Client, claire: Person) -> None:
    leila = patient_person("Leïla")
    asks_to_be_called(leila)
    assert desk.get(f"/desk/patients/{record(leila)}/").status_code == 404
    assert take(desk, leila) == 302
    page = desk.get(f"/desk/patients/{record(leila)}/").content.decode()
    assert "Plutôt à midi" in page
    (joined,) = [one for one in journal.entries(record(leila)) if isinstance(one.value, ColleagueAdded)]
    assert joined.by == claire.id
    assert "Leïla" not in shown(desk)
    assert "Claire Morel" in signed_in(leila).get("/care/").content.decode()


def test_the_form_sent_twice_takes_them_once(desk: Client) -> None:
    leila = patient_person("Leïla")
    asks_to_be_called(leila)
    assert [take(desk, leila), take(desk, leila)] == [302, 302]
    assert len(professionals_of(record(leila), now=clock.now())) == 1


def test_of_two_colleagues_the_second_reads_who_was_quicker(desk: Client, claire: Person) -> None:
    karim = psychologist("Karim Haddad")
    on_the_rota(claire, karim)
    acknowledged(karim)
    leila = patient_person("Leïla")
    asks_to_be_called(leila)
    assert take(signed_in(karim), leila) == 302
    answer = desk.post(f"{LIST}{record(leila)}/", {"id": str(uuid4())})
    assert answer.status_code == 409
    assert "Karim Haddad suit maintenant" in answer.content.decode()
    with pytest.raises(AlreadyFollowed):
        take_into_care(patient=record(leila), professional=claire, now=clock.now())
    assert desk.get(f"/desk/patients/{record(leila)}/").status_code == 404


@pytest.mark.parametrize("why", ["not on the rota", "another organisation", "no alert acknowledged"])
def test_nobody_else_sees_or_takes_anybody(why: str, claire: Person) -> None:
    leila = patient_person("Leïla")
    asks_to_be_called(leila)
    somebody = psychologist("Pauline Faure")
    if why == "another organisation":
        elsewhere = organisations.found(name="Centre des Ormes", now=NOW)
        Person.objects.filter(id=somebody.id).update(organisation=elsewhere)
        somebody.refresh_from_db()
        on_the_rota(claire, somebody)
        acknowledged(somebody)
    if why == "no alert acknowledged":
        on_the_rota(claire, somebody)
    assert "Leïla" not in shown(signed_in(somebody))
    assert take(signed_in(somebody), leila) == 404
    assert not relations_of(record(leila))


def test_who_is_followed_already_or_has_left_this_professional_is_not_there(desk: Client, claire: Person) -> None:
    followed, left = patient_person("Awa"), patient_person("Noé")
    begin_care(patient=record(followed), professional=psychologist("Karim"), now=clock.now() - timedelta(days=1))
    relation = begin_care(patient=record(left), professional=claire, now=clock.now() - timedelta(days=1))
    leave(patient=record(left), relation=relation.id, by=left.id, now=clock.now(), by_patient=True)
    for person in (followed, left):
        asks_to_be_called(person)
    assert "Awa" not in shown(desk)
    assert "Noé" not in shown(desk)
    assert take(desk, left) == 404
    assert readers(record(left), now=clock.now()).names == ()


def test_the_person_reads_by_name_who_answers_and_asks_on_the_same_page(claire: Person) -> None:
    client = StrictClient()
    leila = patient_person("Leïla")
    client.force_login(leila)
    page = client.get("/talk/").content.decode()
    assert "Claire Morel, qui accueille" in page
    form = {"way": "callback", "about": "how_i_am", "reach": "06", "when": "", "words": "", "id": str(uuid4())}
    assert client.post("/talk/", form).status_code == 302
    assert len(asked.requests(record(leila))) == 1


def test_without_a_rota_that_answers_nobody_is_promised_and_nothing_is_asked() -> None:
    client = StrictClient()
    leila = patient_person("Leïla")
    client.force_login(leila)
    page = client.get("/talk/").content.decode()
    assert 'id="asking"' not in page
    assert "3114" in page


def test_after_an_answer_about_danger_the_person_reads_who_will_see_it(claire: Person) -> None:
    client = StrictClient()
    leila = patient_person("Leïla")
    client.force_login(leila)
    says_danger(leila)
    source = concerns.unanswered(record(leila))
    assert "Claire Morel, qui accueille" in client.get(f"/help/questions/{source}/").content.decode()


def test_before_any_account_it_is_said_what_the_rota_would_see(claire: Person) -> None:
    assert "accueille les personnes nouvelles voit" in StrictClient().get("/before/").content.decode()
