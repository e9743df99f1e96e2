"""Where somebody is signed in: they see it, and end one or all the others."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth.tokens import default_token_generator
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from accalmie.foundation.people.actions import close_account, end_sessions
from accalmie.foundation.people.models import Patient, Person, Session
from tests.client import StrictClient
from tests.factories.people import PASSWORD, patient_person

pytestmark = [pytest.mark.database, pytest.mark.django_db(databases=["default", "keys"])]

PAGE = "/settings/security/"
TELEPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Mobile/15E148"


def signed_in(name: str, agent: str = "") -> StrictClient:
    client = StrictClient(headers={"user-agent": agent})
    client.post(reverse("people:sign-in"), {"username": name, "password": PASSWORD})
    return client


def is_in(client: StrictClient) -> bool:
    return client.get("/settings/").status_code == 200


def test_each_place_is_listed_by_its_device_and_network_and_none_by_its_key() -> None:
    samira = patient_person(language="en")
    here, phone = signed_in(samira.sign_in_name), signed_in(samira.sign_in_name, TELEPHONE)
    page = here.get(PAGE).content.decode()
    assert "A telephone, network 127.0.0.0/24" in page
    assert "(here)" in page
    assert phone.session.session_key not in page
    assert here.session.session_key not in page


def test_one_place_is_signed_out_and_this_one_stays() -> None:
    samira = patient_person()
    here, phone = signed_in(samira.sign_in_name), signed_in(samira.sign_in_name, TELEPHONE)
    assert is_in(phone)
    name = re.search(r'name="place" value="([0-9a-f]+)"', here.get(PAGE).content.decode())
    assert name
    here.post("/settings/security/end/", {"place": name[1]})
    assert not is_in(phone)
    assert is_in(here)


def test_all_others_are_signed_out_at_once() -> None:
    samira = patient_person()
    here, phone, library = (signed_in(samira.sign_in_name) for _ in range(3))
    here.post("/settings/security/others/")
    assert (is_in(here), is_in(phone), is_in(library)) == (True, False, False)
    assert Session.objects.filter(person=samira).count() == 1


def test_another_epoch_ends_every_session_with_its_next_request_though_their_rows_stand() -> None:
    samira, charlie = patient_person(), patient_person("Charlie")
    here, phone, other = (signed_in(one.sign_in_name) for one in (samira, samira, charlie))
    end_sessions(person=samira)
    assert Session.objects.filter(person=samira).count() == 2
    assert (is_in(here), is_in(phone), is_in(other)) == (False, False, True)


def test_a_new_password_by_a_link_leaves_no_session_that_could_be_taken_up_again() -> None:
    samira, charlie = patient_person(), patient_person("Charlie")
    for one in (samira, samira, charlie):
        signed_in(one.sign_in_name)
    parts = {
        "uidb64": urlsafe_base64_encode(force_bytes(samira.pk)),
        "token": default_token_generator.make_token(samira),
    }
    link = StrictClient()
    form = link.get(reverse("people:choose-new-password", kwargs=parts)).headers["Location"]
    new = "la pluie chante encore"
    assert link.post(form, {"new_password1": new, "new_password2": new}).status_code == 302
    assert Person.objects.get(pk=samira.pk).check_password(new)
    assert not Session.objects.filter(person=samira).exists()
    assert Session.objects.filter(person=charlie).count() == 1


def test_an_account_that_is_closed_leaves_no_session_either() -> None:
    samira = patient_person()
    signed_in(samira.sign_in_name)
    close_account(patient=Patient.objects.get(person=samira))
    assert not Session.objects.filter(person=samira).exists()


def test_somebody_switched_off_is_out_with_their_next_request() -> None:
    samira = patient_person()
    here = signed_in(samira.sign_in_name)
    Person.objects.filter(id=samira.id).update(is_active=False)
    assert not is_in(here)


def test_nobody_ends_a_session_of_somebody_else() -> None:
    samira, charlie = patient_person(), patient_person("Charlie")
    hers, his = signed_in(samira.sign_in_name), signed_in(charlie.sign_in_name)
    signed_in(samira.sign_in_name)
    name = re.search(r'name="place" value="([0-9a-f]+)"', hers.get(PAGE).content.decode())
    assert name
    his.post("/settings/security/end/", {"place": name[1]})
    assert Session.objects.filter(person=samira).count() == 2


def test_a_session_that_was_known_before_signing_in_opens_nothing_after() -> None:
    samira = patient_person()
    client = StrictClient()
    client.post("/sign-in/passkey/ask/")
    before = client.session.session_key
    client.post(reverse("people:sign-in"), {"username": samira.sign_in_name, "password": PASSWORD})
    assert before
    assert client.session.session_key != before
    assert not Session.objects.filter(session_key=before).exists()
