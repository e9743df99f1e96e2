"""Whoever signs in with an address gets a new password by e-mail; nobody learns who has an account."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import connections
from django.test.utils import CaptureQueriesContext

from accalmie.foundation import clock
from accalmie.foundation.outbox import actions as outbox
from accalmie.foundation.people import actions
from accalmie.foundation.people.codes import AgeBand
from accalmie.foundation.people.models import Person
from tests.client import StrictClient
from tests.factories.people import PASSWORD, with_a_second_key

pytestmark = [pytest.mark.database, pytest.mark.django_db(databases=["default", "keys"])]

ADDRESS, NEW = "bleuet@example.org", "la pluie chante encore"


@pytest.fixture(autouse=True)
def site_that_writes(settings: Any) -> None:
    settings.CAN_MAIL = True


@pytest.fixture
def bleuet() -> Person:
    return actions.sign_up(
        sign_in_name=ADDRESS,
        password=PASSWORD,
        called="Bleuet",
        language="en",
        age_band=AgeBand.FROM_25,
        agreed={"care"},
        now=clock.now(),
    )


def letter() -> mail.EmailMessage:
    """The one that was sent, which the worker does."""
    outbox.deliver_due(now=clock.now())
    (sent,) = mail.outbox
    return sent


def link_in(sent: mail.EmailMessage) -> str:
    found = re.search(r"http://testserver(/sign-in/new/\S+)", str(sent.body))
    assert found
    return found[1]


def changed_with(link: str) -> StrictClient:
    client = StrictClient()
    page = client.get(link, follow=True)
    client.post(page.request["PATH_INFO"], {"new_password1": NEW, "new_password2": NEW})
    return client


def signs_in(password: str) -> StrictClient:
    client = StrictClient()
    client.post("/sign-in/", {"username": ADDRESS, "password": password})
    return client


def test_from_the_lost_password_to_the_new_one(bleuet: Person) -> None:
    before = signs_in(PASSWORD)
    StrictClient().post("/lost/", {"address": ADDRESS.upper()})
    sent = letter()
    assert sent.to == [ADDRESS]
    assert not re.search("accalmie|care|health|patient", f"{sent.subject} {sent.body}", re.IGNORECASE)
    changed_with(link_in(sent))
    assert before.get("/settings/").status_code == 302
    assert signs_in(PASSWORD).get("/settings/").status_code == 302
    assert signs_in(NEW).get("/settings/").status_code == 200


def test_the_link_opens_once(bleuet: Person) -> None:
    StrictClient().post("/lost/", {"address": ADDRESS})
    link = link_in(letter())
    changed_with(link)
    again = StrictClient().get(link, follow=True).content.decode()
    assert "new_password1" not in again


def test_the_token_leaves_the_address_before_the_page_is_shown(bleuet: Person) -> None:
    StrictClient().post("/lost/", {"address": ADDRESS})
    link = link_in(letter())
    client = StrictClient()
    page = client.get(link, follow=True)
    assert link.rsplit("/", 2)[1] not in page.request["PATH_INFO"]


def test_an_address_without_an_account_gets_the_same_answer_and_nothing_else(bleuet: Person) -> None:
    known, unknown = (StrictClient().post("/lost/", {"address": one}) for one in (ADDRESS, "nobody@example.org"))
    assert (known.status_code, known.headers["Location"]) == (unknown.status_code, unknown.headers["Location"])
    assert letter().to == [ADDRESS]


def test_the_same_work_is_done_for_an_address_without_an_account(bleuet: Person) -> None:
    """Or the time of the answer would tell: nothing but the values differs in what is asked of the databases."""
    asked = [statements_of(one) for one in (ADDRESS, "nobody@example.org")]
    assert asked[0] == asked[1]
    assert any("outbox_notice" in one for one in asked[0])


def statements_of(address: str) -> list[str]:
    """The statements of one asking, without their values; the keys are warm."""
    StrictClient().post("/lost/", {"address": address})
    with CaptureQueriesContext(connections["default"]) as here, CaptureQueriesContext(connections["keys"]) as keys:
        StrictClient().post("/lost/", {"address": address})
    return [re.sub(r"(X?'[^']*'|\d+|NULL)(::\w+)?", "?", one["sql"]) for one in (*here, *keys)]


def test_a_link_that_comes_too_late_is_not_sent(bleuet: Person) -> None:
    StrictClient().post("/lost/", {"address": ADDRESS})
    outbox.deliver_due(now=clock.now() + timedelta(hours=1))
    assert not mail.outbox


def test_a_second_key_is_asked_for_all_the_same(bleuet: Person) -> None:
    with_a_second_key(bleuet)
    StrictClient().post("/lost/", {"address": ADDRESS})
    changed_with(link_in(letter()))
    assert signs_in(NEW).get("/settings/").status_code == 302


def test_nobody_floods_a_mailbox(bleuet: Person) -> None:
    for _ in range(15):
        StrictClient().post("/lost/", {"address": ADDRESS})
    outbox.deliver_due(now=clock.now())
    assert len(mail.outbox) == 10


def test_a_site_without_mail_offers_none(bleuet: Person, settings: Any) -> None:
    settings.CAN_MAIL = False
    assert 'name="address"' not in StrictClient().get("/lost/").content.decode()
    StrictClient().post("/lost/", {"address": ADDRESS})
    assert not mail.outbox
