"""Who else may see a record: colleagues, people outside, helpers, and a clinician in an emergency."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from hypothesis import given, strategies as st

from accalmie.core.entries import (
    CareLeft,
    ColleagueAdded,
    MandateEnded,
    MandateGiven,
    OpenedInEmergency,
    SharingAgreed,
    SharingAsked,
    SharingRefused,
    SharingWithdrawn,
)
from accalmie.foundation import journal
from accalmie.foundation.access import actions, emergency, invitations, mandates, queries, sharing
from accalmie.foundation.access.codes import Purpose
from accalmie.foundation.access.models import CareRelationship, Mandate, SharingRequest
from accalmie.foundation.access.permissions import BY_CONSENT, IN_CARE, IN_EMERGENCY, Permission
from accalmie.foundation.access.policy import Basis, basis_of, granted, may
from accalmie.foundation.clinic.actions import describe
from accalmie.foundation.clinic.queries import Clinic
from accalmie.foundation.outbox import actions as outbox
from accalmie.foundation.people.codes import Role
from accalmie.foundation.people.models import Person
from tests.factories.people import NOW, elsewhere, patient_person, psychologist, somebody

pytestmark = [pytest.mark.database, pytest.mark.django_db(databases=["default", "keys"])]

LATER = NOW + timedelta(minutes=5)


@pytest.fixture
def alice() -> Person:
    return patient_person("Alice")


@pytest.fixture
def record(alice: Person) -> UUID:
    assert alice.patient_id is not None
    return alice.patient_id


@pytest.fixture
def claire(record: UUID) -> Person:
    person = psychologist("Claire")
    actions.begin_care(patient=record, professional=person, now=NOW)
    return person


@pytest.fixture
def outside() -> Person:
    """A GP of another organisation."""
    return somebody(Role.GP, called="Docteur Paul", organisation=elsewhere())


def written(record: UUID, *kinds: type) -> list[object]:
    return [one.value for one in journal.entries(record, kinds)]


def test_a_colleague_taken_into_the_team_reads_and_the_journal_says_who_brought_them(
    claire: Person, record: UUID
) -> None:
    nurse = somebody(Role.NURSE)
    relation = sharing.add_colleague(patient=record, colleague=nurse, by=claire, now=NOW)
    assert relation.added_by == claire
    assert granted(nurse, patient=record, now=NOW) == IN_CARE[Role.NURSE]
    assert written(record, ColleagueAdded) == [ColleagueAdded(professional=nurse.id, role="NURSE")]


def test_only_somebody_of_the_team_brings_a_colleague(record: UUID) -> None:
    bob, nurse = psychologist("Bob"), somebody(Role.NURSE)
    with pytest.raises(actions.NotAllowed):
        sharing.add_colleague(patient=record, colleague=nurse, by=bob, now=NOW)
    assert not may(nurse, Permission.RECORD_READ, patient=record, now=NOW)


@pytest.mark.parametrize("role", [Role.SECRETARY, Role.AUTHOR, Role.DATA_PROTECTION_OFFICER, Role.ADMINISTRATOR])
def test_only_professionals_come_into_a_team(claire: Person, record: UUID, role: Role) -> None:
    with pytest.raises(actions.NotAProfessional):
        sharing.add_colleague(patient=record, colleague=somebody(role), by=claire, now=NOW)


def test_a_team_does_not_reach_into_another_organisation(claire: Person, record: UUID, outside: Person) -> None:
    with pytest.raises(actions.OtherOrganisation):
        sharing.add_colleague(patient=record, colleague=outside, by=claire, now=NOW)


def test_whom_the_patient_left_is_not_brought_back_by_colleagues(alice: Person, claire: Person, record: UUID) -> None:
    nurse = somebody(Role.NURSE)
    relation = sharing.add_colleague(patient=record, colleague=nurse, by=claire, now=NOW)
    actions.leave(patient=record, relation=relation.id, by=alice.id, now=LATER, by_patient=True)
    assert granted(nurse, patient=record, now=LATER) == frozenset()
    assert written(record, CareLeft) == [CareLeft(professional=nurse.id)]
    with pytest.raises(sharing.PatientLeft):
        sharing.add_colleague(patient=record, colleague=nurse, by=claire, now=LATER)


def test_a_patient_may_come_back_to_whom_they_left(alice: Person, claire: Person, record: UUID) -> None:
    actions.leave(patient=record, relation=queries.relations_of(record)[0].id, by=alice.id, now=NOW, by_patient=True)
    code = invitations.invite(professional=claire, now=LATER).code
    invitations.accept(code=code, patient=record, now=LATER)
    assert may(claire, Permission.RECORD_READ, patient=record, now=LATER)


def test_leaving_somebody_twice_is_written_once(alice: Person, claire: Person, record: UUID) -> None:
    relation = queries.relations_of(record)[0].id
    for _ in range(2):
        actions.leave(patient=record, relation=relation, by=alice.id, now=LATER, by_patient=True)
    assert len(written(record, CareLeft)) == 1


def test_nobody_ends_anothers_relation(claire: Person, record: UUID) -> None:
    charlie = patient_person("Charlie")
    assert charlie.patient_id is not None
    with pytest.raises(CareRelationship.DoesNotExist):
        actions.leave(
            patient=charlie.patient_id,
            relation=queries.relations_of(record)[0].id,
            by=charlie.id,
            now=NOW,
            by_patient=True,
        )


def asked(record: UUID, claire: Person, outside: Person, purposes: list[str] | None = None) -> SharingRequest:
    return sharing.ask_to_share(
        patient=record, professional=outside, purposes=purposes or Purpose.values, by=claire, now=NOW
    )


def test_asking_opens_nothing_and_is_kept(claire: Person, record: UUID, outside: Person) -> None:
    request = asked(record, claire, outside)
    assert granted(outside, patient=record, now=NOW) == frozenset()
    assert queries.sharing_asked(record) == [request]
    assert written(record, SharingAsked) == [
        SharingAsked(professional=outside.id, purposes=("course", "danger", "contact"))
    ]
    assert asked(record, claire, outside) == request


def test_a_no_is_kept_and_opens_nothing(alice: Person, claire: Person, record: UUID, outside: Person) -> None:
    request = asked(record, claire, outside)
    sharing.answer(patient=record, asked=request.id, agreed=[], by=alice.id, now=NOW)
    assert granted(outside, patient=record, now=NOW) == frozenset()
    refused, *agreed = written(record, SharingRefused, SharingAgreed)
    assert isinstance(refused, SharingRefused)
    assert refused.purposes == ("course", "danger", "contact")
    assert agreed == []
    assert queries.sharing_asked(record) == []


@given(agreed=st.sets(st.sampled_from(Purpose.values)))
def test_each_purpose_opens_what_it_says_and_nothing_more(agreed: set[str]) -> None:
    alice, claire = patient_person("Alice"), psychologist("Claire")
    record = alice.patient_id
    assert record is not None
    outside = somebody(Role.GP, organisation=elsewhere())
    actions.begin_care(patient=record, professional=claire, now=NOW)
    request = asked(record, claire, outside)
    sharing.answer(patient=record, asked=request.id, agreed=agreed, by=alice.id, now=NOW)
    opened = frozenset[Permission]().union(*(BY_CONSENT[purpose] for purpose in agreed))
    assert granted(outside, patient=record, now=NOW) == opened
    assert Permission.CONCERN_REVIEW not in opened
    kept = {purpose for one in written(record, SharingAgreed) for purpose in one.purposes}  # type: ignore[attr-defined]
    assert kept == agreed


def test_what_nobody_asked_for_cannot_be_agreed_to(
    alice: Person, claire: Person, record: UUID, outside: Person
) -> None:
    request = asked(record, claire, outside, ["contact"])
    with pytest.raises(ValueError, match="nobody asked"):
        sharing.answer(patient=record, asked=request.id, agreed=["course"], by=alice.id, now=NOW)
    assert granted(outside, patient=record, now=NOW) == frozenset()


def test_a_withdrawal_closes_at_once_and_is_kept(alice: Person, claire: Person, record: UUID, outside: Person) -> None:
    request = asked(record, claire, outside)
    sharing.answer(patient=record, asked=request.id, agreed=["course"], by=alice.id, now=NOW)
    relation = next(one for one in queries.relations_of(record) if one.is_by_consent)
    assert basis_of(outside, Permission.RECORD_READ, patient=record, now=NOW) == Basis.CONSENT
    actions.leave(patient=record, relation=relation.id, by=alice.id, now=NOW, by_patient=True)
    assert granted(outside, patient=record, now=NOW) == frozenset()
    assert relation.consent is not None
    assert written(record, SharingWithdrawn) == [SharingWithdrawn(agreed=relation.consent, professional=outside.id)]


def test_a_code_from_another_organisation_asks_before_it_opens(alice: Person, record: UUID, outside: Person) -> None:
    code = invitations.invite(professional=outside, now=NOW).code
    first = invitations.accept(code=code, patient=record, now=NOW)
    assert isinstance(first, SharingRequest)
    assert invitations.accept(code=code, patient=record, now=NOW) == first
    assert granted(outside, patient=record, now=NOW) == frozenset()
    sharing.answer(patient=record, asked=first.id, agreed=["course"], by=alice.id, now=NOW)
    assert may(outside, Permission.RECORD_READ, patient=record, now=NOW)
    assert [one.id for one in queries.shared_with(outside, now=NOW)] == [record]
    assert list(queries.patients_of(outside, now=NOW)) == []


def test_a_consent_does_not_make_somebody_answer_the_patient(
    alice: Person, claire: Person, record: UUID, outside: Person
) -> None:
    request = asked(record, claire, outside)
    sharing.answer(patient=record, asked=request.id, agreed=Purpose.values, by=alice.id, now=NOW)
    assert queries.professionals_of(record, now=NOW) == [claire]


def test_the_database_refuses_care_outside_the_team_without_a_consent(record: UUID, outside: Person) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        CareRelationship.objects.create(
            patient_id=record, professional=outside, role="GP", basis="CONSENT", starts_at=NOW
        )


def mandated(record: UUID, alice: Person, *powers: str, days: int = 30) -> tuple[Mandate, Person]:
    made = mandates.give(
        patient=record, structure="Mission locale", powers=powers, lasts=timedelta(days=days), by=alice.id, now=NOW
    )
    helper = somebody(Role.HELPER, organisation=elsewhere())
    mandates.accept(code=made.code, helper=helper, now=NOW)
    return made, helper


def test_a_mandate_opens_what_it_says_until_it_expires(alice: Person, record: UUID) -> None:
    _, helper = mandated(record, alice, "tasks")
    assert granted(helper, patient=record, now=NOW) == {Permission.TASKS_READ}
    last = NOW + timedelta(days=30) - timedelta(seconds=1)
    assert granted(helper, patient=record, now=last) == {Permission.TASKS_READ}
    assert granted(helper, patient=record, now=NOW + timedelta(days=30)) == frozenset()
    [given] = written(record, MandateGiven)
    assert isinstance(given, MandateGiven)
    assert given.structure == "Mission locale"


def test_to_sit_beside_somebody_opens_nothing(alice: Person, record: UUID) -> None:
    _, helper = mandated(record, alice, "beside")
    assert granted(helper, patient=record, now=NOW) == frozenset()


def test_a_mandate_ends_in_one_touch_and_once(alice: Person, record: UUID) -> None:
    made, helper = mandated(record, alice, "tasks", "contact")
    for _ in range(2):
        mandates.end(patient=record, mandate=made.id, by=alice.id, now=LATER)
    assert granted(helper, patient=record, now=LATER) == frozenset()
    assert written(record, MandateEnded) == [MandateEnded(mandate=made.id)]


def test_a_code_of_a_mandate_serves_one_helper(alice: Person, record: UUID) -> None:
    made, _ = mandated(record, alice, "tasks")
    with pytest.raises(mandates.MandateRefused):
        mandates.accept(code=made.code, helper=somebody(Role.HELPER), now=NOW)


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.HELPER, Role.PATIENT)])
def test_only_a_helper_holds_a_mandate(alice: Person, record: UUID, role: Role) -> None:
    made = mandates.give(
        patient=record, structure="CCAS", powers=["tasks"], lasts=timedelta(days=1), by=alice.id, now=NOW
    )
    with pytest.raises(mandates.MandateRefused):
        mandates.accept(code=made.code, helper=somebody(role), now=NOW)


@pytest.mark.parametrize("powers", [[], ["letters"], ["tasks", "danger"]])
def test_no_mandate_lets_anybody_read_answers(alice: Person, record: UUID, powers: list[str]) -> None:
    with pytest.raises(ValueError, match="mandate"):
        mandates.give(patient=record, structure="CCAS", powers=powers, lasts=timedelta(days=1), by=alice.id, now=NOW)


def test_no_mandate_lasts_more_than_a_year(alice: Person, record: UUID) -> None:
    with pytest.raises(ValueError, match="within a year"):
        mandates.give(
            patient=record, structure="CCAS", powers=["tasks"], lasts=timedelta(days=366), by=alice.id, now=NOW
        )


def test_an_emergency_opens_for_an_hour_to_read_and_writes_why(record: UUID) -> None:
    bob = psychologist("Bob")
    opening = emergency.break_glass(patient=record, by=bob, words="Appel du 15.", now=NOW)
    for moment, opens in ((NOW, True), (NOW + timedelta(minutes=59), True), (NOW + timedelta(hours=1), False)):
        expected = IN_EMERGENCY[Role.PSYCHOLOGIST] if opens else frozenset()
        assert granted(bob, patient=record, now=moment) == expected
    [why] = written(record, OpenedInEmergency)
    assert isinstance(why, OpenedInEmergency)
    assert why.words == "Appel du 15."
    assert queries.openings_of(record) == [opening]


def test_no_reason_no_opening(record: UUID) -> None:
    bob = psychologist("Bob")
    with pytest.raises(emergency.NoReason):
        emergency.break_glass(patient=record, by=bob, words="  ", now=NOW)
    assert granted(bob, patient=record, now=NOW) == frozenset()


@pytest.mark.parametrize(
    "role", [Role.PEER_WORKER, Role.SECRETARY, Role.RESEARCHER, Role.AUTHOR, Role.ADMINISTRATOR, Role.HELPER]
)
def test_only_clinicians_break_the_glass(record: UUID, role: Role) -> None:
    with pytest.raises(actions.NotAllowed):
        emergency.break_glass(patient=record, by=somebody(role), words="Vite.", now=NOW)


def test_no_emergency_opens_another_organisation(record: UUID, outside: Person) -> None:
    with pytest.raises(actions.NotAllowed):
        emergency.break_glass(patient=record, by=outside, words="Vite.", now=NOW)


def test_the_officer_is_told_without_a_name_or_a_reason(alice: Person, record: UUID, settings: Any) -> None:
    settings.CAN_MAIL = True
    describe(clinic=Clinic(officer_address="dpo@example.org"), organisation=alice.organisation)
    emergency.break_glass(patient=record, by=psychologist("Bob"), words="Appel du 15.", now=NOW)
    outbox.deliver_due(now=NOW)
    [sent] = mail.outbox
    assert sent.to == ["dpo@example.org"]
    for word in ("Alice", "Bob", "15", "dossier", "santé", "Accalmie"):
        assert word not in sent.subject + sent.body


def test_the_officer_of_another_organisation_sees_nothing_of_it(record: UUID) -> None:
    emergency.break_glass(patient=record, by=psychologist("Bob"), words="Appel du 15.", now=NOW)
    ours = somebody(Role.DATA_PROTECTION_OFFICER)
    theirs = somebody(Role.DATA_PROTECTION_OFFICER, organisation=elsewhere())
    assert len(queries.openings_in(ours)) == 1
    assert queries.openings_in(theirs) == []
