"""What is asked, by when it is answered, by whom, and who never reads it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from hypothesis import given, strategies as st

from accalmie.core import entries
from accalmie.foundation import journal
from accalmie.foundation.access import policy
from accalmie.foundation.access.actions import begin_care, end_care
from accalmie.foundation.access.permissions import Permission
from accalmie.foundation.access.queries import patients_of
from accalmie.foundation.people import consents, organisations
from accalmie.foundation.people.codes import Holder, Role
from accalmie.foundation.people.models import Patient, Person
from accalmie.oversight.privacy import rights_actions, rights_queries
from accalmie.oversight.privacy.rights_law import law
from accalmie.oversight.privacy.rights_models import About, Kind, RightsRequest, State
from tests.factories.journeys import signed_in
from tests.factories.people import administrator, officer, patient_person, psychologist
from tests.unit.oversight.privacy.conftest import NOW, SECRET

pytestmark = [pytest.mark.database, pytest.mark.django_db(databases=["default", "keys"])]


def record(person: Person) -> Patient:
    return Patient.objects.named().select_related("organisation").get(person=person)


def held_by(holder: Holder) -> Patient:
    patient = record(patient_person())
    patient.organisation.holder = holder
    patient.organisation.save()
    return record(patient.person)


@pytest.mark.parametrize(
    ("holder", "due"),
    [
        (Holder.ESTABLISHMENT, datetime(2026, 4, 9, 9, 0, tzinfo=UTC)),
        (Holder.PRACTICE, datetime(2026, 5, 1, 9, 0, tzinfo=UTC)),
        (Holder.OTHER, datetime(2026, 5, 1, 9, 0, tzinfo=UTC)),
    ],
)
def test_a_record_is_given_within_eight_days_by_an_establishment_and_a_month_elsewhere(
    holder: Holder, due: datetime
) -> None:
    assert rights_actions.ask(patient=held_by(holder), kind=Kind.ACCESS, words="", now=NOW).due_at == due


def test_a_record_older_than_five_years_may_take_two_months() -> None:
    patient = held_by(Holder.ESTABLISHMENT)
    later = datetime(2031, 6, 30, 9, 0, tzinfo=UTC)
    asked = rights_actions.ask(patient=patient, kind=Kind.ACCESS, words="", now=later)
    assert asked.due_at == datetime(2031, 8, 30, 9, 0, tzinfo=UTC)


@given(st.integers(-9000, 27000), st.sampled_from(list(Kind)))
def test_every_request_has_a_clock_whoever_holds_the_record(days: int, kind: Kind) -> None:
    asked_at = NOW + timedelta(days=days)
    for holder in Holder:
        due = law().due_at(kind, holder, asked_at=asked_at, newest=asked_at)
        assert timedelta(days=8) <= due - asked_at <= timedelta(days=31)


def test_every_figure_of_the_law_says_where_it_stands_and_whether_somebody_read_it_there() -> None:
    for one in (*law().clocks, *law().retention, *law().periods, law().extension):
        assert set(one.source) == {"fr", "en"}
        assert one.checked_on or one.to_check


def test_a_person_asks_and_reads_the_answer_on_their_own_page() -> None:
    client, person = signed_in()
    assert client.post("/my-rights/ask/correction/", {"words": ""}).status_code == 422
    client.post("/my-rights/ask/correction/", {"words": SECRET})
    asked = RightsRequest.objects.get(patient_id=person.patient_id)
    assert SECRET.encode() not in bytes(asked.words or b"")
    officers, odile = signed_in(officer())
    assert SECRET in officers.get(f"/requests/{asked.id}/").content.decode()
    wrong = officers.post(f"/requests/{asked.id}/", {"act": "answer", "decision": "grant", "words": ""})
    assert wrong.status_code == 422
    officers.post(f"/requests/{asked.id}/", {"act": "answer", "decision": "grant", "words": "C’est corrigé."})
    assert "C’est corrigé." in client.get("/my-rights/").content.decode()
    assert RightsRequest.objects.get(id=asked.id).answered_by == odile.id


def test_the_same_thing_is_asked_once_while_it_waits() -> None:
    client, person = signed_in()
    client.post("/my-rights/ask/objection/", {"words": "une"})
    assert client.post("/my-rights/ask/objection/", {"words": "deux fois"}).status_code == 422
    assert RightsRequest.objects.filter(patient_id=person.patient_id).count() == 1


def test_a_form_sent_twice_is_kept_once() -> None:
    patient = record(patient_person())
    first = rights_actions.ask(patient=patient, kind=Kind.COMPLAINT, words="a", now=NOW)
    again = rights_actions.ask(patient=patient, kind=Kind.COMPLAINT, words="a", now=NOW, id=first.id)
    assert again.id == first.id
    assert len(rights_queries.mine(patient.id)) == 1


def test_overdue_requests_stand_first() -> None:
    odile = officer()
    late = rights_actions.ask(patient=record(patient_person("Late")), kind=Kind.OBJECTION, words="", now=NOW)
    soon = rights_actions.ask(
        patient=record(patient_person("Soon")), kind=Kind.OBJECTION, words="", now=NOW + timedelta(days=40)
    )
    assert [one.id for one in rights_queries.listed_for(odile)] == [late.id, soon.id]


def test_more_time_is_taken_once_and_said() -> None:
    patient, odile = record(patient_person()), officer()
    asked = rights_actions.ask(patient=patient, kind=Kind.OBJECTION, words="", now=NOW)
    once = rights_actions.extend(request=asked.id, by=odile, now=NOW)
    twice = rights_actions.extend(request=asked.id, by=odile, now=NOW)
    assert once.due_at == twice.due_at == datetime(2026, 7, 1, 9, 0, tzinfo=UTC)


def test_an_answer_stands_once_given() -> None:
    patient, odile = record(patient_person()), officer()
    asked = rights_actions.ask(patient=patient, kind=Kind.OBJECTION, words="", now=NOW)
    rights_actions.answer(request=asked.id, by=odile, is_granted=False, words="Non.", now=NOW)
    with pytest.raises(rights_actions.AlreadyAnswered):
        rights_actions.answer(request=asked.id, by=odile, is_granted=True, words="Si.", now=NOW)


def test_an_officer_of_another_organisation_sees_nothing() -> None:
    stranger = officer("Eve")
    elsewhere = organisations.found(name="Ailleurs", now=NOW)
    Person.objects.filter(pk=stranger.pk).update(organisation=elsewhere)
    stranger = Person.objects.get(pk=stranger.pk)
    asked = rights_actions.ask(patient=record(patient_person()), kind=Kind.OBJECTION, words="", now=NOW)
    assert rights_queries.listed_for(stranger) == []
    with pytest.raises(PermissionDenied):
        rights_queries.request_for(stranger, asked.id)
    client, _ = signed_in(stranger)
    assert client.get(f"/requests/{asked.id}/").status_code == 404


def test_a_complaint_never_reaches_ones_own_therapist_whatever_else_they_are() -> None:
    person = patient_person()
    lead, other = officer("Louise", Role.SAFETY_LEAD), officer("Luc", Role.SAFETY_LEAD)
    claire, odile, admin = psychologist(), officer(), administrator()
    patient = record(person)
    for professional in (lead, claire):
        begin_care(patient=patient.id, professional=professional, now=NOW)
        end_care(patient=patient.id, professional=professional, now=NOW + timedelta(days=1))
    asked = rights_actions.ask(patient=patient, kind=Kind.COMPLAINT, about=About.CARE, words=SECRET, now=NOW)
    readers = [one for one in (lead, other, claire, odile, admin) if asked in rights_queries.requests_for(one)]
    assert readers == [other, odile, admin]
    assert signed_in(claire)[0].get("/requests/").status_code == 403
    assert signed_in(lead)[0].get(f"/requests/{asked.id}/").status_code == 404
    assert SECRET not in signed_in(claire)[0].get("/desk/").content.decode()


def test_a_complaint_about_data_is_the_officers_alone() -> None:
    odile, admin, lead = officer(), administrator(), officer("Luc", Role.SAFETY_LEAD)
    client, person = signed_in()
    client.post("/complaint/", {"about": "DATA", "words": SECRET})
    asked = RightsRequest.objects.get(patient_id=person.patient_id)
    assert [one for one in (odile, admin, lead) if asked in rights_queries.requests_for(one)] == [odile]


def test_where_no_officer_is_named_an_administrator_answers() -> None:
    admin = administrator()
    asked = rights_actions.ask(patient=record(patient_person()), kind=Kind.OBJECTION, words="", now=NOW)
    assert asked in rights_queries.requests_for(admin)


def test_a_restricted_record_is_closed_to_everybody_who_cares_and_its_owner_opens_it_again() -> None:
    client, person = signed_in()
    patient, claire, odile = record(person), psychologist(), officer()
    begin_care(patient=patient.id, professional=claire, now=NOW)
    asked = rights_actions.ask(patient=patient, kind=Kind.RESTRICTION, words="", now=NOW)
    assert policy.may(claire, Permission.RECORD_READ, patient=patient.id, now=NOW)
    rights_actions.answer(request=asked.id, by=odile, is_granted=True, words="Fermé.", now=NOW)
    assert not policy.may(claire, Permission.RECORD_READ, patient=patient.id, now=NOW)
    assert not patients_of(claire, now=NOW).exists()
    person = Person.objects.select_related("patient").get(pk=person.pk)
    assert policy.may(person, Permission.RECORD_READ, patient=patient.id, now=NOW)
    assert not policy.may(person, Permission.RECORD_WRITE, patient=patient.id, now=NOW)
    assert client.get("/today/").headers["Location"] == "/my-rights/"
    client.post("/my-rights/open-again/")
    assert policy.may(claire, Permission.RECORD_READ, patient=patient.id, now=NOW)


def test_consent_is_given_and_withdrawn_with_effect_at_once() -> None:
    client, person = signed_in()
    assert person.patient_id
    client.post("/my-consents/", {"give": "research"})
    assert _stands(person)["research"]
    client.post("/my-consents/", {"withdraw": "research"})
    assert not _stands(person)["research"]
    client.post("/my-consents/", {"give": "everything"})
    kinds = (entries.ConsentGiven, entries.ConsentWithdrawn)
    assert len(list(journal.entries(person.patient_id, kinds))) == 3


def _stands(person: Person) -> dict[str, bool]:
    assert person.patient_id
    return {one.purpose: one.is_given for one in rights_queries.standings(person.patient_id)}


def test_without_consent_to_care_the_record_closes_in_the_same_request() -> None:
    client, person = signed_in()
    claire = psychologist()
    assert person.patient_id
    begin_care(patient=person.patient_id, professional=claire, now=NOW)
    answer = client.post("/my-consents/", {"withdraw": "care"})
    assert answer.headers["Location"] == "/my-consents/without/"
    assert not policy.may(claire, Permission.RECORD_READ, patient=person.patient_id, now=NOW)
    client.post("/my-rights/open-again/")
    assert _stands(person)["care"]
    assert policy.may(claire, Permission.RECORD_READ, patient=person.patient_id, now=NOW)


def test_a_new_text_is_asked_about_calmly_and_nothing_is_presumed(monkeypatch: pytest.MonkeyPatch) -> None:
    client, _person = signed_in()
    assert "Lire le nouveau texte" not in client.get("/my-rights/").content.decode()
    monkeypatch.setitem(consents.TEXT_VERSIONS, "care", "2027-01")
    assert "Lire le nouveau texte" in client.get("/my-rights/").content.decode()
    assert "a changé" in client.get("/my-consents/").content.decode()
    client.post("/my-consents/", {"give": "care"})
    assert "Lire le nouveau texte" not in client.get("/my-rights/").content.decode()


def test_the_states_of_a_request_are_words() -> None:
    assert all(State(state).label for state in State.values)


def test_the_officer_begins_the_day_with_what_waits() -> None:
    client, _ = signed_in(officer())
    own = client.get("/").headers["Location"]
    assert 'href="/requests/"' in client.get(own).content.decode()
