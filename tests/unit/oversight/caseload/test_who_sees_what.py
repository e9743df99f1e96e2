"""The pages about who may see what: the patient's yes, no and leave; a professional's asking; an emergency."""

from __future__ import annotations

from dataclasses import fields
from datetime import timedelta
from uuid import UUID

import pytest
from django.test import Client

from accalmie.core.entries import MoodNoted, TalkAsked
from accalmie.foundation import clock, journal
from accalmie.foundation.access import emergency, mandates, queries, sharing
from accalmie.foundation.access.actions import cover
from accalmie.foundation.access.codes import Purpose
from accalmie.foundation.access.permissions import Permission
from accalmie.foundation.access.policy import granted, may
from accalmie.foundation.people.actions import save_contact
from accalmie.foundation.people.codes import Role
from accalmie.foundation.people.contact import Contact
from accalmie.foundation.people.models import Patient, Person
from accalmie.oversight.caseload.pages import PatientPage
from accalmie.oversight.caseload.views.desk import NEEDED
from tests.client import StrictClient
from tests.factories import journeys, people

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


def browser_of(person: Person) -> Client:
    client = StrictClient()
    client.force_login(person)
    return client


def page(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


@pytest.fixture
def own(alice: Person) -> Client:
    return browser_of(alice)


@pytest.fixture
def outside() -> Person:
    return people.somebody(Role.GP, called="Docteur Paul", organisation=people.elsewhere())


def test_a_patient_leaves_a_professional_in_one_touch_who_then_finds_nothing(
    own: Client, desk: Client, record: UUID
) -> None:
    assert "Claire Morel" in page(own, "/care/")
    relation = queries.relations_of(record)[0].id
    assert desk.get(f"/desk/patients/{record}/").status_code == 200
    assert own.post(f"/care/leave/{relation}/").status_code == 302
    assert desk.get(f"/desk/patients/{record}/").status_code == 404
    assert "Alice" not in page(desk, "/desk/")
    assert "Claire Morel" in page(own, "/care/").partition("Avant")[2]


def test_a_colleague_is_added_by_hand_and_the_patient_sees_by_whom(own: Client, desk: Client, record: UUID) -> None:
    nurse = people.somebody(Role.NURSE, called="Nora")
    people.somebody(Role.NURSE, called="Erwan", organisation=people.elsewhere())
    shown = page(desk, f"/desk/patients/{record}/team/")
    assert "Nora" in shown
    assert "Erwan" not in shown
    desk.post(f"/desk/patients/{record}/team/", {"what": "add", "colleague": str(nurse.id)})
    assert browser_of(nurse).get(f"/desk/patients/{record}/").status_code == 200
    assert "à la demande de Claire Morel" in page(own, "/care/")


def test_whoever_covers_for_some_days_may_be_added_for_good(desk: Client, record: UUID) -> None:
    nurse, now = people.somebody(Role.NURSE, called="Nora"), clock.now()
    cover(patient=record, professional=nurse, now=now, until=now + timedelta(days=3))
    place = f"/desk/patients/{record}/team/"
    assert str(nurse.id) in page(desk, place)
    desk.post(place, {"what": "add", "colleague": str(nurse.id)})
    assert str(nurse.id) not in page(desk, place)
    (relation,) = [
        one for one in queries.relations_of(record) if one.professional_id == nurse.id and one.ends_at is None
    ]
    assert relation.stands_at(now + timedelta(days=30))


def test_a_professional_leaves_themself_and_may_be_brought_back(desk: Client, record: UUID) -> None:
    nurse = people.somebody(Role.NURSE, called="Nora")
    add = {"what": "add", "colleague": str(nurse.id)}
    desk.post(f"/desk/patients/{record}/team/", add)
    theirs = browser_of(nurse)
    assert theirs.post(f"/desk/patients/{record}/team/", {"what": "leave"}).headers["Location"] == "/desk/"
    assert theirs.get(f"/desk/patients/{record}/").status_code == 404
    assert desk.get(f"/desk/patients/{record}/").status_code == 200
    desk.post(f"/desk/patients/{record}/team/", add)
    assert theirs.get(f"/desk/patients/{record}/").status_code == 200


def test_somebody_of_elsewhere_cannot_be_added_by_a_made_up_form(desk: Client, record: UUID, outside: Person) -> None:
    answer = desk.post(f"/desk/patients/{record}/team/", {"what": "add", "colleague": str(outside.id)})
    assert answer.status_code == 422
    assert granted(outside, patient=record, now=clock.now()) == frozenset()


def ask(desk: Client, record: UUID, outside: Person, *purposes: str) -> UUID:
    sent = {"what": "ask", "professional_name": outside.sign_in_name, "purposes": purposes}
    assert desk.post(f"/desk/patients/{record}/team/", sent).status_code == 302
    return queries.sharing_asked(record)[0].id


def test_nothing_is_ticked_for_the_patient_and_no_is_as_large_as_yes(
    own: Client, desk: Client, record: UUID, outside: Person
) -> None:
    asked = ask(desk, record, outside, *Purpose.values)
    shown = page(own, "/care/")
    assert "Docteur Paul" in shown
    assert " checked" not in shown
    assert own.post(f"/care/asked/{asked}/", {"answer": "no", "agreed": ["course"]}).status_code == 302
    assert granted(outside, patient=record, now=clock.now()) == frozenset()


def test_a_yes_to_one_thing_shows_that_thing_and_no_other(
    own: Client, desk: Client, alice: Person, record: UUID, outside: Person
) -> None:
    journal.append(record, MoodNoted(mood=7), by=alice.id, now=clock.now())
    talk = TalkAsked(way="message", about="other", words="Un mot pour mon équipe.")
    journal.append(record, talk, by=alice.id, now=clock.now())
    asked = ask(desk, record, outside, "course", "danger")
    own.post(f"/care/asked/{asked}/", {"answer": "yes", "agreed": ["course"]})
    theirs = browser_of(outside)
    assert "Alice" in page(theirs, "/desk/")
    shown = page(theirs, f"/desk/patients/{record}/")
    assert "<strong>7</strong>" in shown
    for hidden in ("Un mot pour mon équipe", "Inquiétudes", "Noter cette inquiétude", "Téléphone"):
        assert hidden not in shown
    assert "Un mot pour mon équipe" in page(desk, f"/desk/patients/{record}/")


def test_every_part_of_a_patients_page_asks_something_of_its_reader() -> None:
    assert {one.name for one in fields(PatientPage)} - set(NEEDED) == {"patient", "called"}


def test_only_how_to_reach_somebody_opens_no_page(
    own: Client, desk: Client, alice: Person, record: UUID, outside: Person
) -> None:
    save_contact(patient=Patient.objects.get(person=alice), contact=Contact(telephone="06 39 98 00 01"))
    asked = ask(desk, record, outside, "contact")
    own.post(f"/care/asked/{asked}/", {"answer": "yes", "agreed": ["contact"]})
    theirs = browser_of(outside)
    assert "06 39 98 00 01" in page(theirs, "/desk/")
    assert theirs.get(f"/desk/patients/{record}/").status_code == 404


def test_asking_for_somebody_unknown_does_not_say_who_signs_in_here(desk: Client, record: UUID, alice: Person) -> None:
    for name in ("nobody-at-all", alice.sign_in_name):
        sent = {"what": "ask", "professional_name": name, "purposes": ["course"]}
        answer = desk.post(f"/desk/patients/{record}/team/", sent)
        assert answer.status_code == 422
        assert "Aucun professionnel ne se connecte ici sous ce nom" in answer.content.decode()


def test_an_emergency_needs_a_name_and_a_reason_and_shows_to_the_patient_and_the_officer(
    own: Client, alice: Person, record: UUID
) -> None:
    bob = browser_of(people.psychologist("Bob"))
    assert bob.post("/desk/emergency/", {"name": "Alice", "words": ""}).status_code == 422
    assert bob.post("/desk/emergency/", {"name": "Personne", "words": "Vite."}).status_code == 422
    assert bob.get(f"/desk/patients/{record}/").status_code == 404
    answer = bob.post("/desk/emergency/", {"name": alice.sign_in_name, "words": "Le 15 a appelé."})
    assert answer.headers["Location"] == f"/desk/patients/{record}/"
    shown = page(bob, f"/desk/patients/{record}/")
    assert "en urgence" in shown
    assert "Noter cette inquiétude" not in shown
    assert "Bob" in page(own, "/care/")
    officer = browser_of(people.somebody(Role.DATA_PROTECTION_OFFICER))
    assert "Le 15 a appelé." in page(officer, "/officer/")
    assert "Le 15 a appelé." not in page(own, "/care/")


def test_two_people_of_one_name_are_told_apart_before_anything_opens() -> None:
    people.patient_person("Alice")
    people.patient_person("Alice")
    bob = people.psychologist("Bob")
    answer = browser_of(bob).post("/desk/emergency/", {"name": "alice", "words": "Vite."})
    assert answer.status_code == 422
    assert queries.openings_in(people.somebody(Role.DATA_PROTECTION_OFFICER)) == []


def test_a_reader_in_an_emergency_decides_nothing(record: UUID) -> None:
    bob = people.psychologist("Bob")
    emergency.break_glass(patient=record, by=bob, words="Vite.", now=clock.now())
    client = browser_of(bob)
    for path in ("concerns/", "contacts/", "review-step/", "orientation/", "team/"):
        assert client.post(f"/desk/patients/{record}/{path}").status_code == 404, path


def test_a_helper_comes_in_with_the_code_and_sees_a_title_and_no_answer(own: Client, record: UUID) -> None:
    sent = {"structure": "Maison France services", "powers": ["tasks", "beside"], "days": "91"}
    assert own.post("/care/mandate/", sent).status_code == 302
    [made] = queries.mandates_of(record)
    assert made.expires_at - made.starts_at == timedelta(days=91)
    assert made.code in page(own, "/care/")
    visitor = StrictClient()
    account = {"code": made.code, "called": "Hana", "sign_in_name": "hana", "password": "un pont vers la mer"}
    assert visitor.post("/beside/join/", account).headers["Location"] == "/beside/"
    shown = page(visitor, "/beside/")
    assert "Alice" in shown
    assert "Hana" in page(own, "/care/")
    assert "Maison France services" in page(own, "/care/")
    own.post(f"/care/mandate/{made.id}/end/")
    assert "Alice" not in page(visitor, "/beside/")


@pytest.mark.parametrize("wrong", [{"code": "bako-limu-tesa"}, {"password": "court"}, {"sign_in_name": ""}])
def test_no_code_no_helpers_account(alice: Person, record: UUID, wrong: dict[str, str]) -> None:
    made = mandates.give(
        patient=record,
        structure="CCAS",
        powers=["tasks"],
        lasts=timedelta(days=30),
        by=alice.id,
        now=clock.now(),
    )
    account = {"code": made.code, "called": "Hana", "sign_in_name": "hana", "password": "un pont vers la mer"}
    assert StrictClient().post("/beside/join/", account | wrong).status_code == 422
    assert not Person.objects.filter(role=Role.HELPER).exists()


def test_a_helper_learns_nothing_of_a_danger_answer() -> None:

    client, person = journeys.started()
    patient = person.patient_id
    assert patient is not None
    helper = people.somebody(Role.HELPER)
    made = mandates.give(
        patient=patient, structure="CCAS", powers=["tasks"], lasts=timedelta(days=30), by=person.id, now=clock.now()
    )
    mandates.accept(code=made.code, helper=helper, now=clock.now())
    before = page(browser_of(helper), "/beside/")
    assert "Prochain pas" in before
    client.post("/measures/phq-9/", journeys.phq9(2, 2, 2, 2, 2, 2, 2, 2, 3))
    after = page(browser_of(helper), "/beside/")
    assert "Rien à montrer ici aujourd’hui." in after
    said_to_everybody = ("en danger, n’attendez pas cette page", "Si le danger est proche, appelez")
    assert "danger" not in after.replace(said_to_everybody[0], "").replace(said_to_everybody[1], "")
    assert after.count("danger") == before.count("danger")


def test_a_peer_worker_of_the_team_sees_the_day_and_no_record(desk: Client, record: UUID) -> None:
    peer = people.somebody(Role.PEER_WORKER, called="Pia")
    desk.post(f"/desk/patients/{record}/team/", {"what": "add", "colleague": str(peer.id)})
    client = browser_of(peer)
    assert client.get("/").headers["Location"] == "/beside/"
    assert "Alice" in page(client, "/beside/")
    assert client.get(f"/desk/patients/{record}/").status_code == 403


def test_a_secretary_has_names_and_numbers_of_their_own_organisation(alice: Person) -> None:
    save_contact(patient=Patient.objects.get(person=alice), contact=Contact("06 39 98 00 01", "12 rue X", "Ma sœur"))
    people.patient_person("Zoé", organisation=people.elsewhere())
    client = browser_of(people.somebody(Role.SECRETARY))
    assert client.get("/").headers["Location"] == "/names/"
    shown = page(client, "/names/")
    assert "Alice" in shown
    assert "06 39 98 00 01" in shown
    for hidden in ("12 rue X", "Ma sœur", "Zoé"):
        assert hidden not in shown


@pytest.mark.parametrize(
    ("role", "first"),
    [
        (Role.SUPERVISOR, "/desk/"),
        (Role.NURSE, "/desk/"),
        (Role.RESEARCHER, "/work/"),
        (Role.AUTHOR, "/work/"),
        (Role.DATA_PROTECTION_OFFICER, "/officer/"),
        (Role.ADMINISTRATOR, "/team/"),
        (Role.HELPER, "/beside/"),
    ],
)
def test_each_role_comes_to_a_page_of_its_own(role: Role, first: str) -> None:
    client = browser_of(people.somebody(role))
    assert client.get("/").headers["Location"] == first
    page(client, first)


def test_a_supervisor_reads_in_the_team_and_writes_nothing(desk: Client, record: UUID) -> None:
    supervisor = people.somebody(Role.SUPERVISOR)
    desk.post(f"/desk/patients/{record}/team/", {"what": "add", "colleague": str(supervisor.id)})
    shown = page(browser_of(supervisor), f"/desk/patients/{record}/")
    assert "Noter cette inquiétude" not in shown
    assert "Noter ce contact" not in shown


def test_the_answer_to_a_question_given_twice_is_the_first(
    own: Client, desk: Client, alice: Person, record: UUID, outside: Person
) -> None:
    asked = ask(desk, record, outside, "course")
    own.post(f"/care/asked/{asked}/", {"answer": "no"})
    own.post(f"/care/asked/{asked}/", {"answer": "yes", "agreed": ["course"]})
    assert not may(outside, Permission.RECORD_READ, patient=record, now=clock.now())
    sharing.answer(patient=record, asked=asked, agreed=["course"], by=alice.id, now=clock.now())
    assert not may(outside, Permission.RECORD_READ, patient=record, now=clock.now())
