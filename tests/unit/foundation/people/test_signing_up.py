"""Signing up: the age gate, consent for each purpose, and a pseudonym that is enough."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.contrib.auth import authenticate
from django.urls import reverse

from accalmie.core.entries import ConsentGiven
from accalmie.foundation import crypto, journal
from accalmie.foundation.people import actions, consents
from accalmie.foundation.people.codes import AgeBand
from accalmie.foundation.people.models import Patient, Person
from tests.client import StrictClient
from tests.factories.people import NOW, PASSWORD, administrator, patient_person, psychologist

pytestmark = pytest.mark.django_db(databases=["default", "keys"])

ACCOUNT = {"age_band": "FROM_25", "sign_in_name": "Hirondelle", "called": "", "password": PASSWORD, "care": "on"}


def given_consents(person: Person) -> list[str]:
    assert person.patient_id is not None
    return [
        entry.value.purpose for entry in journal.entries(person.patient_id) if isinstance(entry.value, ConsentGiven)
    ]


def test_a_pseudonym_is_enough() -> None:
    person = patient_person("Hirondelle")
    assert person.is_patient
    assert person.patient_id is not None
    assert crypto.key_id(person.patient_id)


def test_each_consent_is_one_entry_with_the_version_of_its_text() -> None:
    assert given_consents(patient_person()) == ["care"]
    assert given_consents(patient_person(research=True)) == ["care", "research"]


def test_without_consent_to_care_there_is_no_account() -> None:
    with pytest.raises(consents.ConsentMissing):
        actions.sign_up(
            sign_in_name="x",
            password=PASSWORD,
            called="x",
            language="fr",
            age_band=AgeBand.FROM_18,
            agreed={"research"},
            now=NOW,
        )
    assert not Person.objects.exists()


def test_nobody_under_18_gets_an_account_even_past_the_gate() -> None:
    with pytest.raises(actions.UnderAge):
        actions.sign_up(
            sign_in_name="x",
            password=PASSWORD,
            called="x",
            language="fr",
            age_band=AgeBand.UNDER_18,
            agreed={"care"},
            now=NOW,
        )


def test_a_name_is_the_same_in_any_spelling() -> None:
    person = patient_person("Hirondelle")
    again = person.sign_in_name.upper() + " "
    with pytest.raises(actions.NameTaken):
        actions.create_administrator(sign_in_name=again, password=PASSWORD, called="x", language="fr", now=NOW)
    assert authenticate(username=again, password=PASSWORD) == person


def test_somebody_switched_off_cannot_sign_in() -> None:
    person = psychologist()
    Person.objects.filter(pk=person.pk).update(is_active=False)
    assert authenticate(username=person.sign_in_name, password=PASSWORD) is None


def test_professionals_and_administrators_have_no_record() -> None:
    assert psychologist().patient_id is None
    assert administrator().patient_id is None
    assert psychologist().is_professional
    assert not administrator().is_professional


def test_a_minor_is_shown_other_doors_and_nothing_is_kept() -> None:
    client = StrictClient()
    answer = client.post(reverse("people:sign-up"), {"age_band": "UNDER_18"}, follow=True)
    page = answer.content.decode()
    for number in ("0 800 235 236", "3018", "119", "3114"):
        assert number in page
    assert not Person.objects.exists()
    assert settings.SESSION_COOKIE_NAME not in client.cookies


def test_the_gate_asks_again_when_nothing_was_chosen() -> None:
    answer = StrictClient().post(reverse("people:sign-up"), {})
    assert b"nhsuk-error-summary" in answer.content


def test_an_adult_goes_on_to_the_account() -> None:
    answer = StrictClient().post(reverse("people:sign-up"), {"age_band": "FROM_65"})
    assert b'value="FROM_65"' in answer.content
    assert b'name="password"' in answer.content


def test_opening_an_account_signs_in_and_asks_how_to_be_reached() -> None:
    client = StrictClient()
    answer = client.post(reverse("people:create-account"), ACCOUNT, follow=True)
    assert answer.redirect_chain[0][0] == reverse("people:edit-contact")
    person = Person.objects.get()
    assert person.called == "Hirondelle"
    assert given_consents(person) == ["care"]
    assert Patient.objects.get().age_band == "FROM_25"


def test_research_is_off_unless_ticked() -> None:
    page = StrictClient().post(reverse("people:sign-up"), {"age_band": "FROM_18"}).content.decode()
    assert "checked" not in page


@pytest.mark.parametrize("missing", ["sign_in_name", "password", "care"])
def test_what_is_missing_is_said_and_the_rest_is_kept(missing: str) -> None:
    answer = StrictClient().post(reverse("people:create-account"), ACCOUNT | {missing: "", "called": "Hiro"})
    page = answer.content.decode()
    assert f'href="#id_{missing}"' in page
    assert 'value="Hiro"' in page
    assert PASSWORD not in page


def test_a_taken_name_is_refused_in_a_sentence() -> None:
    patient_person("Hirondelle")
    taken = Person.objects.get().sign_in_name
    answer = StrictClient().post(reverse("people:create-account"), ACCOUNT | {"sign_in_name": taken})
    assert b"id_sign_in_name-error" in answer.content
    assert Person.objects.count() == 1


def test_who_comes_past_the_gate_is_led_back_to_it() -> None:
    answer = StrictClient().post(reverse("people:create-account"), ACCOUNT | {"age_band": "UNDER_18"})
    assert answer.headers["Location"] == reverse("people:sign-up")
    assert not Person.objects.exists()
