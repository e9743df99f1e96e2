"""A card with a code opens an account without an e-mail address, in the care of the professional who printed it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from accalmie.foundation import clock
from accalmie.foundation.access import invitations, queries
from accalmie.foundation.people.models import Patient, Person
from tests.client import StrictClient
from tests.factories.people import elsewhere, psychologist, somebody

pytestmark = [pytest.mark.database, pytest.mark.django_db(databases=["default", "keys"])]

CARD = "/card/"
GIVEN = {
    "age_band": "FROM_25",
    "sign_in_name": "bleuet-12",
    "called": "Bleuet",
    "password": "le vent tombe enfin",
    "care": "on",
}


def code_of(professional: Person) -> str:
    return invitations.invite(professional=professional, now=clock.now()).code


def test_the_card_says_the_code_and_its_square_opens_the_page_with_it() -> None:
    claire, desk = psychologist(language="en"), StrictClient()
    made = invitations.invite(professional=claire, now=clock.now())
    desk.force_login(claire)
    assert f'href="/desk/invite/{made.id}/"' in desk.get("/desk/invite/").content.decode()
    page = desk.get(f"/desk/invite/{made.id}/").content.decode()
    assert made.code in page
    assert "<svg" in page


def test_nobody_prints_the_card_of_a_colleague() -> None:
    made = invitations.invite(professional=psychologist(), now=clock.now())
    desk = StrictClient()
    desk.force_login(psychologist("Bob"))
    assert desk.get(f"/desk/invite/{made.id}/").status_code == 404


def test_an_account_without_an_e_mail_address_and_at_once_in_care() -> None:
    claire, client = psychologist(), StrictClient()
    answer = client.post(CARD, GIVEN | {"code": code_of(claire).upper().replace("-", " ")})
    assert answer.headers["Location"] == "/settings/contact/"
    bleuet = Patient.objects.get(person=Person.objects.get_by_natural_key("bleuet-12"))
    assert [one.id for one in queries.patients_of(claire, now=clock.now())] == [bleuet.id]
    assert client.get("/settings/").status_code == 200


def test_the_account_is_in_the_service_of_whoever_printed_it() -> None:
    there = elsewhere()
    pauline = somebody(psychologist().role, called="Pauline", organisation=there)
    StrictClient().post(CARD, GIVEN | {"code": code_of(pauline)})
    assert Person.objects.get_by_natural_key("bleuet-12").organisation == there


def test_a_card_opens_one_account() -> None:
    code = code_of(psychologist())
    StrictClient().post(CARD, GIVEN | {"code": code})
    again = StrictClient().post(CARD, GIVEN | {"code": code, "sign_in_name": "another-one"})
    assert again.status_code == 422
    with pytest.raises(Person.DoesNotExist):
        Person.objects.get_by_natural_key("another-one")


def test_a_name_that_is_taken_keeps_the_card_good_and_the_words() -> None:
    code = code_of(psychologist())
    client = StrictClient()
    taken = psychologist("Bob").sign_in_name
    page = client.post(CARD, GIVEN | {"code": code, "sign_in_name": taken})
    assert page.status_code == 422
    assert "Bleuet" in page.content.decode()
    assert client.post(CARD, GIVEN | {"code": code}).status_code == 302


def test_an_old_card_and_a_wrong_code_open_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    code = code_of(psychologist())
    assert StrictClient().post(CARD, GIVEN | {"code": "bako-limu-tesa"}).status_code == 422
    later = clock.now() + timedelta(days=31)
    monkeypatch.setattr("accalmie.doors.home.card.clock.now", lambda: later)
    assert StrictClient().post(CARD, GIVEN | {"code": code}).status_code == 422


def test_somebody_under_18_finds_the_doors_that_are_open_to_them() -> None:
    answer = StrictClient().post(CARD, GIVEN | {"code": code_of(psychologist()), "age_band": "UNDER_18"})
    assert answer.headers["Location"] == "/sign-up/under-18/"
    assert not Patient.objects.exists()


def test_who_has_an_account_enters_the_code_on_their_own_page() -> None:
    client = StrictClient()
    client.post(CARD, GIVEN | {"code": code_of(psychologist())})
    assert client.get(CARD).headers["Location"] == "/care/join/"


def test_the_proposed_name_says_nothing_of_the_person() -> None:
    page = StrictClient().get(f"{CARD}?code=bako-limu-tesa").content.decode()
    assert f'value="{invitations.name_on("bako-limu-tesa")}"' in page


def test_wrong_codes_of_many_addresses_shut_the_door_to_nobody_else() -> None:
    code = code_of(psychologist())
    for number in range(60):
        StrictClient().post(CARD, GIVEN | {"code": "bako-limu-tesa"}, REMOTE_ADDR=f"203.0.113.{number // 10}")
    shut = StrictClient().post(CARD, GIVEN | {"code": code}, REMOTE_ADDR="203.0.113.0")
    assert shut.status_code == 422
    assert StrictClient().post(CARD, GIVEN | {"code": code}, REMOTE_ADDR="198.51.100.7").status_code == 302
