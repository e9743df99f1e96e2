"""A lost way in is given back by two people who made sure, never by one, and leaves a trace."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from accalmie.foundation.access import actions, restoring
from accalmie.foundation.access.models import AccessLine, Restoration
from accalmie.foundation.access.restoration_models import Lost, Proof
from accalmie.foundation.people import factors, totp
from accalmie.foundation.people.codes import Role
from accalmie.foundation.people.models import Person, Session
from tests.client import StrictClient
from tests.factories.people import PASSWORD, elsewhere, patient_person, psychologist, somebody

pytestmark = [pytest.mark.database, pytest.mark.django_db(databases=["default", "keys"])]

NOW = datetime(2026, 3, 9, 9, 0, tzinfo=UTC)
NEW = "la pluie chante encore"


@pytest.fixture
def samira() -> Person:
    return patient_person()


@pytest.fixture
def claire(samira: Person) -> Person:
    found = psychologist()
    assert samira.patient_id
    actions.begin_care(patient=samira.patient_id, professional=found, now=NOW - timedelta(days=7))
    return found


@pytest.fixture
def sacha() -> Person:
    return somebody(Role.SECRETARY, called="Sacha")


def asked(person: Person, by: Person, *, lost: Lost = Lost.BOTH) -> Restoration:
    return restoring.ask(person=person, lost=lost, proof=Proof.DOCUMENT, by=by, now=NOW)


def code_for(person: Person, first: Person, second: Person, *, lost: Lost = Lost.BOTH) -> str:
    return restoring.confirm(restoration=asked(person, first, lost=lost).id, proof=Proof.KNOWN, by=second, now=NOW)


def test_two_people_give_the_account_back_and_the_old_password_opens_nothing(
    samira: Person, claire: Person, sacha: Person
) -> None:
    code = code_for(samira, sacha, claire)
    back = restoring.use(code=code.upper().replace("-", " "), password=NEW, now=NOW)
    assert back == samira
    assert Person.objects.get(pk=samira.pk).check_password(NEW)
    assert Person.objects.get(pk=samira.pk).session_epoch == 1


def test_whoever_took_the_old_password_is_in_no_session_that_could_be_taken_up_again(
    samira: Person, claire: Person, sacha: Person
) -> None:
    thief = StrictClient()
    thief.post(reverse("people:sign-in"), {"username": samira.sign_in_name, "password": PASSWORD})
    assert Session.objects.filter(person=samira).exists()
    restoring.use(code=code_for(samira, sacha, claire), password=NEW, now=NOW)
    assert not Session.objects.filter(person=samira).exists()


def test_one_person_alone_gives_nothing_back(samira: Person, claire: Person) -> None:
    request = asked(samira, claire)
    with pytest.raises(restoring.NotForYou):
        restoring.confirm(restoration=request.id, proof=Proof.KNOWN, by=claire, now=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Restoration.objects.filter(id=request.id).update(confirmed_by=claire)


def test_nobody_vouches_for_themselves() -> None:
    ana, otto = somebody(Role.ADMINISTRATOR, called="Ana"), somebody(Role.DATA_PROTECTION_OFFICER, called="Otto")
    with pytest.raises(restoring.NotForYou):
        asked(otto, otto)
    request = asked(otto, ana)
    with pytest.raises(restoring.NotForYou):
        restoring.confirm(restoration=request.id, proof=Proof.KNOWN, by=otto, now=NOW)


def test_only_those_who_may_reach_a_patient_vouch_for_them(samira: Person, claire: Person) -> None:
    bob, there = psychologist("Bob"), somebody(Role.SECRETARY, organisation=elsewhere())
    for other in (bob, there, somebody(Role.ADMINISTRATOR), somebody(Role.RESEARCHER), patient_person("Charlie")):
        with pytest.raises(restoring.NotForYou):
            asked(samira, other)
    assert asked(samira, claire).asked_by == claire


def test_the_code_opens_once_and_for_a_day(samira: Person, claire: Person, sacha: Person) -> None:
    code = code_for(samira, sacha, claire)
    with pytest.raises(restoring.RestorationRefused):
        restoring.use(code=code, password=NEW, now=NOW + timedelta(hours=25))
    restoring.use(code=code, password=NEW, now=NOW)
    with pytest.raises(restoring.RestorationRefused):
        restoring.use(code=code, password="another one altogether", now=NOW)


def test_the_second_key_stays_where_only_the_password_was_lost(claire: Person, sacha: Person) -> None:
    ana = somebody(Role.ADMINISTRATOR, called="Ana")
    secret = factors.secret_of(factors.begin_application(claire, now=NOW))
    factors.confirm_application(claire, code=totp.code_at(secret, now=NOW), now=NOW)
    restoring.use(code=code_for(claire, sacha, ana, lost=Lost.PASSWORD), password=NEW, now=NOW)
    assert Person.objects.get(pk=claire.pk).has_factor
    restoring.use(code=code_for(claire, sacha, ana, lost=Lost.FACTOR), password=NEW, now=NOW)
    assert not Person.objects.get(pk=claire.pk).has_factor


def test_the_access_log_says_that_the_record_was_looked_at(samira: Person, claire: Person, sacha: Person) -> None:
    code_for(samira, sacha, claire)
    lines = AccessLine.objects.filter(patient_id=samira.patient_id)
    assert {line.person_id for line in lines} == {claire.pk, sacha.pk}


def test_the_pages_from_the_desk_to_the_way_back(samira: Person, claire: Person, sacha: Person) -> None:
    desk, other, phone = StrictClient(), StrictClient(), StrictClient()
    desk.force_login(sacha)
    other.force_login(claire)
    form = {"name": samira.sign_in_name, "lost": "PASSWORD", "proof": "DOCUMENT"}
    assert desk.post("/accounts/", form | {"name": "nobody at all"}).status_code == 200
    assert not Restoration.objects.exists()
    desk.post("/accounts/", form)
    address = f"/accounts/{Restoration.objects.get().id}/"
    assert desk.post(address, {"proof": "KNOWN"}).status_code == 404
    assert other.post(address, {}).status_code == 200
    page = other.post(address, {"proof": "KNOWN"})
    code = re.search(r"<code>([a-z-]+)</code>", page.content.decode())
    assert code
    assert page.headers["Cache-Control"] == "no-store"
    assert phone.post("/lost/code/", {"code": "bako-limu", "password": NEW}).status_code == 200
    assert phone.post("/lost/code/", {"code": code[1], "password": NEW}).headers["Location"] == "/settings/security/"
    shown = phone.get("/my-rights/opened/").content.decode()
    assert "Sacha" in shown
    assert "Claire Morel" in shown
