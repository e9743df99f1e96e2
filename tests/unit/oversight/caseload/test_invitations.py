"""Codes that bring a patient into a professional's care."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from hypothesis import given, strategies as st

from accalmie.foundation.access import actions, invitations
from accalmie.foundation.access.queries import patients_of
from tests.factories import people
from tests.factories.people import NOW

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


@pytest.fixture
def bob():
    return people.psychologist("Bob")


@pytest.fixture
def alice():
    return people.patient_person("Alice").patient_id


def in_care(professional, now=NOW):
    return [patient.id for patient in patients_of(professional, now=now)]


def test_a_code_is_pronounceable_and_lasts_30_days(bob):
    made = invitations.invite(professional=bob, now=NOW)
    assert [len(group) for group in made.code.split("-")] == [4, 4, 4]
    assert made.expires_at - made.created_at == timedelta(days=30)
    assert invitations.waiting(bob, now=NOW) == [made]


def test_whoever_enters_it_comes_into_care(bob, alice):
    made = invitations.invite(professional=bob, now=NOW)
    invitations.accept(code=f"  {made.code.upper().replace('-', ' ')} ", patient=alice, now=NOW)
    assert in_care(bob) == [alice]
    assert invitations.waiting(bob, now=NOW) == []


def test_it_serves_once(bob, alice):
    made = invitations.invite(professional=bob, now=NOW)
    invitations.accept(code=made.code, patient=alice, now=NOW)
    charlie = people.patient_person("Charlie").patient_id
    with pytest.raises(invitations.InvitationRefused):
        invitations.accept(code=made.code, patient=charlie, now=NOW)
    assert in_care(bob) == [alice]


def test_sent_twice_by_the_same_person_it_changes_nothing(bob, alice):
    made = invitations.invite(professional=bob, now=NOW)
    first = invitations.accept(code=made.code, patient=alice, now=NOW)
    assert invitations.accept(code=made.code, patient=alice, now=NOW) == first


def test_a_used_code_does_not_open_again_a_care_that_ended(bob, alice):
    made = invitations.invite(professional=bob, now=NOW)
    invitations.accept(code=made.code, patient=alice, now=NOW)
    later = NOW + timedelta(days=1)
    actions.end_care(patient=alice, professional=bob, now=later)
    with pytest.raises(invitations.InvitationRefused):
        invitations.accept(code=made.code, patient=alice, now=later)
    assert in_care(bob, later) == []


@pytest.mark.parametrize("code", ["", "bako-limu-tesa", "---", "x" * 90])
def test_a_code_that_nobody_gave_is_refused(bob, alice, code):
    with pytest.raises(invitations.InvitationRefused):
        invitations.accept(code=code, patient=alice, now=NOW)


def test_after_30_days_it_is_refused(bob, alice):
    made = invitations.invite(professional=bob, now=NOW)
    with pytest.raises(invitations.InvitationRefused):
        invitations.accept(code=made.code, patient=alice, now=made.expires_at)


def test_the_same_form_makes_one_code(bob):
    form = uuid4()
    assert invitations.invite(professional=bob, now=NOW, id=form) == invitations.invite(
        professional=bob, now=NOW, id=form
    )


def test_a_patient_invites_nobody():
    with pytest.raises(actions.NotAProfessional):
        invitations.invite(professional=people.patient_person("Charlie"), now=NOW)


@given(st.text(max_size=200))
def test_whatever_is_typed_has_one_form(typed):
    once = invitations.code_of(typed)
    assert invitations.code_of(once) == once
    assert invitations.code_of(f" {typed.upper()}") == invitations.code_of(typed.upper())
