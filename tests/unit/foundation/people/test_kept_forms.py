"""A session may end in the middle of a form: what was typed waits for its owner, and for nobody else."""

from __future__ import annotations

import re
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.conf import settings
from django.urls import reverse

from accalmie.foundation import clock, journal
from accalmie.foundation.people import kept_forms
from accalmie.foundation.people.models import KeptForm, Patient, Person
from tests.client import StrictClient
from tests.factories.people import PASSWORD, code_now, patient_person, psychologist, with_a_second_key

pytestmark = pytest.mark.django_db(databases=["default", "keys"])

TRUSTED = "Nadia, ma sœur : elle sait tout, « même le reste »."
CONTACT = "/settings/contact/"


def hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found, f"no hidden field {name}"
    return found.group(1)


def form_of(client: StrictClient) -> dict[str, str]:
    """The hidden fields of the contact form, as the browser would send them back."""
    page = client.get(CONTACT).content.decode()
    form = page[page.index(f'action="{CONTACT}"') :]
    return {"_of": hidden(form, "_of"), "csrfmiddlewaretoken": hidden(form, "csrfmiddlewaretoken")}


def sign_in(client: StrictClient, person: Person, page: str) -> str:
    answer = client.post(
        reverse("people:sign-in"), {"username": person.sign_in_name, "password": PASSWORD, "next": page}
    )
    assert answer.status_code == 302
    return client.get(answer.headers["Location"]).content.decode()


def typed_while_signed_out(person: Person, client: StrictClient) -> str:
    """The address of the page to which signing in leads, after a form was sent without a session."""
    client.force_login(person)
    form = form_of(client)
    client.cookies.pop(settings.SESSION_COOKIE_NAME)
    answer = client.post(CONTACT, form | {"trusted_person": TRUSTED, "password": "never"})
    assert urlsplit(answer.headers["Location"]).path == reverse("people:sign-in")
    return parse_qs(urlsplit(answer.headers["Location"]).query)["next"][0]


def test_the_owner_finds_their_words_in_the_same_form() -> None:
    person, client = patient_person(), StrictClient()
    page = typed_while_signed_out(person, client)
    shown = sign_in(client, person, page)
    assert TRUSTED.replace("'", "&#x27;") in shown
    assert 'name="_kept"' in shown
    assert not Patient.objects.get(person=person).contact_sealed  # nothing was saved behind their back


def test_the_sign_in_page_says_that_the_words_are_kept() -> None:
    person, client = patient_person(), StrictClient()
    page = typed_while_signed_out(person, client)
    shown = client.get(reverse("people:sign-in"), {"next": page}).content.decode()
    assert 'role="status"' in shown


def test_nobody_else_who_signs_in_there_sees_them() -> None:
    person, other, client = patient_person(), patient_person("Charlie"), StrictClient()
    page = typed_while_signed_out(person, client)
    shown = sign_in(client, other, page)
    assert "Nadia" not in shown
    assert "_kept" not in shown


def test_once_sent_nothing_stays_behind() -> None:
    person, client = patient_person(), StrictClient()
    shown = sign_in(client, person, typed_while_signed_out(person, client))
    client.post(CONTACT, {"trusted_person": TRUSTED, "_kept": hidden(shown, "_kept")})
    assert not KeptForm.objects.exists()


def test_a_form_with_an_error_keeps_the_words_until_it_is_right() -> None:
    person, client = patient_person(), StrictClient()
    shown = sign_in(client, person, typed_while_signed_out(person, client))
    client.post(CONTACT, {"trusted_person": "x" * 500, "_kept": hidden(shown, "_kept")})
    assert KeptForm.objects.exists()


def test_what_is_kept_is_sealed_and_holds_no_password() -> None:
    person, client = patient_person(), StrictClient()
    typed_while_signed_out(person, client)
    sealed = bytes(KeptForm.objects.get().sealed)
    assert b"Nadia" not in sealed
    assert b"never" not in sealed


def test_signing_out_forgets_what_was_kept() -> None:
    person, client = patient_person(), StrictClient()
    typed_while_signed_out(person, client)
    client.force_login(person)
    client.post(reverse("people:sign-out"))
    assert not KeptForm.objects.exists()


def test_what_nobody_came_back_for_goes_after_two_days() -> None:
    person, client = patient_person(), StrictClient()
    typed_while_signed_out(person, client)
    assert kept_forms.forget_expired(now=clock.now() + timedelta(hours=47)) == 0
    assert kept_forms.forget_expired(now=clock.now() + timedelta(hours=49)) == 1


def test_a_form_with_a_forged_owner_is_kept_for_nobody() -> None:
    person, client = patient_person(), StrictClient()
    client.post(CONTACT, {"_of": f"{person.pk}:forged", "trusted_person": TRUSTED})
    assert not KeptForm.objects.exists()


@pytest.mark.parametrize("nonsense", ["", "x", "00000000-0000-0000-0000-000000000000"])
def test_an_address_that_names_nothing_kept_is_the_plain_page(nonsense: str) -> None:
    client = StrictClient()
    client.force_login(patient_person())
    assert client.get(CONTACT, {"kept": nonsense}).status_code == 200


def test_a_professional_finds_their_words_too() -> None:
    person, client = psychologist(), StrictClient()
    secret = with_a_second_key(person)
    client.force_login(person)
    page = client.get(reverse("people:edit-settings")).content.decode()
    owner = hidden(page, "_of")
    client.cookies.pop(settings.SESSION_COOKIE_NAME)
    answer = client.post(reverse("people:edit-settings"), {"_of": owner, "called": "Claire M."})
    target = parse_qs(urlsplit(answer.headers["Location"]).query)["next"][0]
    sign_in(client, person, target)
    shown = client.post(reverse("people:show-factor"), {"code": code_now(secret), "next": target}, follow=True)
    assert 'value="Claire M."' in shown.content.decode()


def test_a_token_that_was_changed_meanwhile_loses_nothing() -> None:
    person, client = patient_person(), StrictClient(enforce_csrf_checks=True)
    client.force_login(person)
    form = form_of(client)
    answer = client.post(
        CONTACT,
        {"_of": form["_of"], "csrfmiddlewaretoken": "x" * 64, "trusted_person": TRUSTED},
        headers={"origin": "http://testserver"},
        follow=True,
    )
    assert "Nadia" in answer.content.decode()
    assert not Patient.objects.get(person=person).contact_sealed


def test_a_form_from_elsewhere_is_refused_and_kept_nowhere() -> None:
    person, client = patient_person(), StrictClient(enforce_csrf_checks=True)
    client.force_login(person)
    form = form_of(client)
    answer = client.post(CONTACT, form | {"trusted_person": TRUSTED}, headers={"origin": "https://elsewhere.example"})
    assert answer.status_code == 403
    assert not KeptForm.objects.exists()


def test_a_form_of_the_person_before_is_never_shown_to_the_next() -> None:
    person, other, client = patient_person(), patient_person("Charlie"), StrictClient(enforce_csrf_checks=True)
    client.force_login(person)
    form = form_of(client)
    client.force_login(other)
    answer = client.post(
        CONTACT,
        form | {"csrfmiddlewaretoken": "x" * 64, "trusted_person": TRUSTED},
        headers={"origin": "http://testserver"},
    )
    assert answer.status_code == 403
    assert "Nadia" not in answer.content.decode()


def test_a_visitor_sends_a_form_again_without_typing_it_again() -> None:
    client = StrictClient(enforce_csrf_checks=True)
    answer = client.post(
        reverse("people:create-account"),
        {"sign_in_name": "Hirondelle", "age_band": "FROM_18", "password": PASSWORD},
        headers={"origin": "http://testserver"},
    )
    page = answer.content.decode()
    assert 'name="sign_in_name" value="Hirondelle"' in page
    assert PASSWORD not in page


def test_nothing_of_it_reaches_the_journal() -> None:
    person, client = patient_person(), StrictClient()
    typed_while_signed_out(person, client)
    assert person.patient_id is not None
    assert len(list(journal.entries(person.patient_id))) == 1  # the consent at sign-up


def test_a_page_with_two_slashes_leads_to_no_other_host() -> None:
    client = StrictClient()
    answer = client.post(CONTACT, {}, headers={"referer": "http://testserver//elsewhere.example/x"})
    assert parse_qs(urlsplit(answer.headers["Location"]).query)["next"] == ["/elsewhere.example/x"]
