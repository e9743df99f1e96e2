"""Whoever works here shows a second key; patients may have one. Between password and key nobody is anybody."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from accalmie.foundation import clock
from accalmie.foundation.people import factors, limits, totp
from accalmie.foundation.people.models import Factor, Person, RecoveryCode, Session
from tests.client import StrictClient
from tests.factories.people import PASSWORD, code_now, patient_person, psychologist, with_a_second_key

pytestmark = [pytest.mark.database, pytest.mark.django_db(databases=["default", "keys"])]

DESK, CODE, SET_UP = "/desk/", "/sign-in/code/", "/settings/security/application/"


def signed_in_with_a_password(person: Person, *, wish: str = DESK) -> StrictClient:
    client = StrictClient()
    client.post(reverse("people:sign-in"), {"username": person.sign_in_name, "password": PASSWORD, "next": wish})
    return client


def lets_in(client: StrictClient, page: str = DESK) -> bool:
    return client.get(page).status_code == 200


def test_a_password_alone_opens_no_page_to_whoever_works_here() -> None:
    client = signed_in_with_a_password(psychologist())
    answer = client.get(DESK)
    assert answer.headers["Location"].startswith("/sign-in/")
    assert client.get(answer.headers["Location"]).headers["Location"] == f"{CODE}?next=%2Fdesk%2F"


def test_at_the_first_sign_in_a_second_key_is_set_up_and_the_sheet_is_shown_once() -> None:
    client = signed_in_with_a_password(claire := psychologist(language="en"))
    assert client.get(f"{CODE}?next={DESK}").headers["Location"] == f"{SET_UP}?next=%2Fdesk%2F"
    page = client.get(f"{SET_UP}?next={DESK}").content.decode()
    letters = re.search(r'class="secret">([A-Z2-7 ]+)<', page)
    assert letters
    secret = factors.secret_of(Factor.objects.get(person=claire))
    assert totp.in_letters(secret) == letters[1]
    assert "<svg" in page
    sheet = client.post(SET_UP, {"code": code_now(secret), "next": DESK})
    codes = re.findall(r"<li><code>([a-z0-9]{5}-[a-z0-9]{5})</code>", sheet.content.decode())
    assert len(set(codes)) == 10
    assert sheet.headers["Cache-Control"] == "no-store"
    assert lets_in(client)
    assert not any(code.encode() in bytes(row.mark) for code in codes for row in RecoveryCode.objects.all())


def test_the_code_of_the_moment_lets_in_and_not_twice() -> None:
    secret = with_a_second_key(claire := psychologist())
    code = code_now(secret)
    client = signed_in_with_a_password(claire)
    assert client.post(CODE, {"code": code, "next": DESK}).headers["Location"] == DESK
    assert lets_in(client)
    again = signed_in_with_a_password(claire)
    assert again.post(CODE, {"code": code, "next": DESK}).status_code == 200
    assert not lets_in(again)


def test_a_code_of_the_sheet_lets_in_once() -> None:
    with_a_second_key(claire := psychologist())
    code = factors.new_sheet(claire)[3]
    client = signed_in_with_a_password(claire)
    client.post(CODE, {"code": code.upper().replace("-", " "), "next": DESK})
    assert lets_in(client)
    assert factors.codes_left(claire) == 9
    again = signed_in_with_a_password(claire)
    again.post(CODE, {"code": code, "next": DESK})
    assert not lets_in(again)


def test_a_sheet_opens_no_other_account() -> None:
    with_a_second_key(claire := psychologist())
    with_a_second_key(bob := psychologist("Bob"))
    client = signed_in_with_a_password(bob)
    client.post(CODE, {"code": factors.new_sheet(claire)[0], "next": DESK})
    assert not lets_in(client)


def test_whoever_has_a_second_key_cannot_set_up_another_with_the_password_alone() -> None:
    secret = with_a_second_key(claire := psychologist())
    client = signed_in_with_a_password(claire)
    for page in (SET_UP, "/settings/security/", "/settings/security/sheet/", "/settings/security/passkey/ask/"):
        answer = client.post(page) if page.endswith(("sheet/", "ask/")) else client.get(page)
        assert answer.headers["Location"].startswith("/sign-in/"), page
    assert [factors.secret_of(one) for one in Factor.objects.filter(person=claire)] == [secret]


def test_guessing_codes_has_to_wait_even_with_the_right_one() -> None:
    secret = with_a_second_key(claire := psychologist(language="en"))
    client = signed_in_with_a_password(claire)
    for _ in range(limits.OF_A_CODE[0][1]):
        client.post(CODE, {"code": "000000"})
    page = client.post(CODE, {"code": code_now(secret), "next": DESK})
    assert "quarter of an hour" in page.content.decode()
    assert not lets_in(client)


def test_a_patient_is_asked_for_nothing_more_until_they_want_it() -> None:
    samira = patient_person()
    client = signed_in_with_a_password(samira, wish="/settings/")
    assert lets_in(client, "/settings/")
    secret = factors.secret_of(_begun(client, samira))
    client.post(SET_UP, {"code": code_now(secret)})
    assert lets_in(client, "/settings/")
    later = signed_in_with_a_password(samira, wish="/settings/")
    assert not lets_in(later, "/settings/")


def _begun(client: StrictClient, person: Person) -> Factor:
    client.get(SET_UP)
    return Factor.objects.get(person=person)


def test_changing_locks_asks_for_the_password_again_after_a_while() -> None:
    samira = patient_person()
    client = signed_in_with_a_password(samira, wish="/settings/")
    with time_machine.travel(clock.wall() + timedelta(minutes=20), tick=False):
        answer = client.get(SET_UP)
        assert answer.headers["Location"].startswith("/settings/security/sure/")
        sure = answer.headers["Location"]
        assert client.post(sure, {"password": "not this one"}).status_code == 200
        assert client.get(SET_UP).status_code == 302
        assert client.post(sure, {"password": PASSWORD, "next": SET_UP}).headers["Location"] == SET_UP
        assert client.get(SET_UP).status_code == 200


def test_the_secret_is_in_no_row_in_clear() -> None:
    secret = with_a_second_key(psychologist())
    row = Factor.objects.get()
    assert secret not in bytes(row.sealed)
    assert totp.in_letters(secret).replace(" ", "").encode() not in bytes(row.sealed)


def test_the_session_has_another_name_once_the_key_was_shown() -> None:
    secret = with_a_second_key(claire := psychologist())
    client = signed_in_with_a_password(claire)
    before = client.session.session_key
    client.post(CODE, {"code": code_now(secret), "next": DESK})
    assert client.session.session_key != before
    assert not Session.objects.filter(session_key=before).exists()


def test_the_code_is_said_in_the_demo_only(settings: object) -> None:
    secret = with_a_second_key(claire := psychologist(language="en"))
    client = signed_in_with_a_password(claire)
    assert code_now(secret) not in client.get(CODE).content.decode()
    settings.DEMO = True  # type: ignore[attr-defined]
    factors.begin_application(claire, now=clock.wall())  # another, which does not count yet
    with time_machine.travel(clock.wall(), tick=False):  # the code may not change between the two
        assert code_now(secret) in client.get(CODE).content.decode()


def test_an_application_that_was_only_begun_changes_nothing() -> None:
    secret = with_a_second_key(claire := psychologist())
    factors.begin_application(claire, now=clock.wall())
    client = signed_in_with_a_password(claire)
    client.post(CODE, {"code": code_now(secret), "next": DESK})
    assert lets_in(client)


def test_who_removes_the_last_key_sets_one_up_at_the_next_sign_in() -> None:
    with_a_second_key(claire := psychologist())
    factors.new_sheet(claire)
    factors.remove(claire, factor=Factor.objects.get().id)
    assert not RecoveryCode.objects.exists()
    assert signed_in_with_a_password(claire).get(CODE).headers["Location"].startswith(SET_UP)


def test_nobody_removes_a_key_of_somebody_else() -> None:
    with_a_second_key(claire := psychologist())
    with_a_second_key(bob := psychologist("Bob"))
    factors.remove(bob, factor=Factor.objects.get(person=claire).id)
    assert Factor.objects.filter(person=claire).exists()
    assert Person.objects.get(pk=claire.pk).has_factor


def test_after_half_an_hour_whoever_works_here_signs_in_again_and_a_patient_does_not() -> None:
    claire, samira = StrictClient(), StrictClient()
    secret = with_a_second_key(person := psychologist())
    claire = signed_in_with_a_password(person)
    claire.post(CODE, {"code": code_now(secret), "next": DESK})
    samira = signed_in_with_a_password(patient_person(), wish="/settings/")
    assert claire.session.get_expiry_age() == 30 * 60
    assert samira.session.get_expiry_age() == 2 * 60 * 60
