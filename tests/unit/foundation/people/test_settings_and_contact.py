"""A person's own settings, contact details and language, and that pages follow them."""

from __future__ import annotations

import pytest
from django.contrib.auth import SESSION_KEY
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accalmie.core.entries import ConsentGiven, ConsentWithdrawn
from accalmie.foundation import journal
from accalmie.foundation.design.preferences import Preferences
from accalmie.foundation.people import actions, queries
from accalmie.foundation.people.contact import Contact
from accalmie.foundation.people.models import Patient, Person
from tests.client import StrictClient
from tests.factories.people import NOW, PASSWORD, patient_person, psychologist

pytestmark = pytest.mark.django_db(databases=["default", "keys"])

CHOSEN = {
    "called": "Sam",
    "language": "en",
    "text_size": "150",
    "theme": "DARK",
    "reduced_motion": "on",
    "time_zone": "America/Cayenne",
}


def signed_in(person: Person) -> StrictClient:
    client = StrictClient()
    client.force_login(person)
    return client


def test_pages_follow_the_settings() -> None:
    person = patient_person()
    client = signed_in(person)
    answer = client.post(reverse("people:edit-settings"), CHOSEN, follow=True)
    page = answer.content.decode()
    assert '<html lang="en" data-theme="dark" data-text="150" data-motion="less">' in page
    person.refresh_from_db()
    assert person.preferences == Preferences("en", "DARK", 150, True, "America/Cayenne")
    assert person.called == "Sam"


@pytest.mark.parametrize("wrong", [{"time_zone": "Mars/Olympus"}, {"text_size": "900"}, {"theme": "PINK"}])
def test_a_setting_that_does_not_exist_changes_nothing(wrong: dict[str, str]) -> None:
    person = patient_person()
    answer = signed_in(person).post(reverse("people:edit-settings"), CHOSEN | wrong)
    assert answer.status_code == 200
    person.refresh_from_db()
    assert person.called == "Samira"


def test_an_unknown_time_zone_is_refused_by_the_action_too() -> None:
    with pytest.raises(actions.UnknownTimeZone):
        actions.save_settings(person=psychologist(), called="x", preferences=Preferences(time_zone="Mars/Olympus"))


def test_a_page_costs_the_session_and_one_query_for_its_reader() -> None:
    client = signed_in(patient_person())
    client.get(reverse("design:about"))
    with CaptureQueriesContext(
        connection,
    ) as queries_made:
        client.get(reverse("design:about"))
    assert len([query for query in queries_made if "people_person" in query["sql"]]) == 1
    assert len(queries_made) <= 2


def test_a_visitor_costs_no_query() -> None:
    with CaptureQueriesContext(connection) as queries_made:
        StrictClient().get(reverse("design:about"))
    assert len(queries_made) == 0


def test_the_language_of_somebody_signed_in_is_kept_with_them() -> None:
    person = patient_person()
    signed_in(person).post(reverse("people:use-language"), {"language": "en", "next": "/about/"})
    person.refresh_from_db()
    assert person.language == "en"


def test_contact_details_are_sealed_and_come_back() -> None:
    person = patient_person()
    client = signed_in(person)
    client.post(reverse("people:edit-contact"), {"telephone": "06 12 34 56 78", "trusted_person": "Nadia, ma sœur"})
    patient = Patient.objects.get(person=person)
    assert b"06 12" not in bytes(patient.contact_sealed or b"")
    assert queries.contact_of(patient) == Contact(telephone="06 12 34 56 78", trusted_person="Nadia, ma sœur")
    assert "06 12 34 56 78" in client.get(reverse("people:edit-contact")).content.decode()


def test_contact_details_may_be_refused_and_emptied() -> None:
    person = patient_person()
    patient = Patient.objects.get(person=person)
    assert queries.contact_of(patient) == Contact()
    actions.save_contact(patient=patient, contact=Contact(telephone="1"))
    actions.save_contact(patient=patient, contact=Contact())
    patient.refresh_from_db()
    assert patient.contact_sealed is None


def test_a_professional_has_no_contact_page_of_their_own() -> None:
    answer = signed_in(psychologist()).get(reverse("people:edit-contact"))
    assert answer.status_code == 302


def test_signing_in_and_out_with_the_form() -> None:
    person = patient_person()
    client = StrictClient()
    answer = client.post(
        reverse("people:sign-in"), {"username": person.sign_in_name, "password": PASSWORD, "next": "/about/"}
    )
    assert answer.headers["Location"] == "/about/"
    assert client.session[SESSION_KEY] == str(person.pk)
    answer = client.post(reverse("people:sign-out"), follow=True)
    assert b"data-forget-drafts" in answer.content
    assert SESSION_KEY not in client.session


def test_a_wrong_password_is_told_without_saying_which_part_is_wrong() -> None:
    person = patient_person()
    known = StrictClient().post(reverse("people:sign-in"), {"username": person.sign_in_name, "password": "no"})
    unknown = StrictClient().post(reverse("people:sign-in"), {"username": "nobody", "password": "no"})
    assert b"nhsuk-error-summary" in known.content
    assert known.content.count(b"nhsuk-error-summary") == unknown.content.count(b"nhsuk-error-summary")


def test_somebody_switched_off_is_out_with_their_next_request() -> None:
    person = patient_person()
    client = signed_in(person)
    Person.objects.filter(pk=person.pk).update(is_active=False)
    assert client.get(reverse("people:edit-settings")).status_code == 302


def test_a_new_password_ends_other_sessions() -> None:
    person = patient_person()
    here, elsewhere = signed_in(person), signed_in(person)
    new = "une autre phrase longue"
    here.post(reverse("people:change-password"), {"old_password": PASSWORD, "new_password1": new, "new_password2": new})
    assert here.get(reverse("people:edit-settings")).status_code == 200
    assert elsewhere.get(reverse("people:edit-settings")).status_code == 302


def test_consent_is_given_and_withdrawn_in_the_journal() -> None:
    person = patient_person()
    assert person.patient_id is not None
    actions.give_consent(patient=person.patient_id, purpose="research", by=person.id, now=NOW)
    actions.withdraw_consent(patient=person.patient_id, purpose="research", by=person.id, now=NOW)
    kinds = [type(entry.value) for entry in journal.entries(person.patient_id)]
    assert kinds == [ConsentGiven, ConsentGiven, ConsentWithdrawn]


def test_one_touch_signs_out_everywhere_but_here() -> None:
    person = patient_person()
    here, elsewhere, other = signed_in(person), signed_in(person), signed_in(patient_person("Noé"))
    before = here.session.session_key
    answer = here.post(reverse("people:end-other-sessions"), follow=True)
    assert "nulle part ailleurs" in answer.content.decode()
    assert here.session.session_key != before
    assert elsewhere.get(reverse("people:edit-settings")).status_code == 302
    assert other.get(reverse("people:edit-settings")).status_code == 200
