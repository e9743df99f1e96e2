"""Whoever can have it mended is told what could not leave: neither its words nor whom it concerns."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
import time_machine

from accalmie.foundation.outbox import actions as outbox
from accalmie.foundation.outbox.codes import Channel, Failure
from accalmie.foundation.outbox.models import Notice
from accalmie.foundation.people.codes import Role
from accalmie.foundation.people.models import Organisation
from tests.client import StrictClient
from tests.factories.journeys import signed_in
from tests.factories.people import administrator, elsewhere, psychologist, somebody

pytestmark = [pytest.mark.database, pytest.mark.django_db(databases=["default", "keys"], transaction=True)]

TUESDAY = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _on_a_tuesday() -> object:
    with time_machine.travel(TUESDAY, tick=True) as moment:
        yield moment


def stuck(organisation: Organisation, *, key: str = "alert:a:3:first", failure: Failure, is_over: bool) -> None:
    outbox.queue(
        key=key,
        channel=Channel.SMS,
        to="+33612345678",
        text="Secret words",
        now=TUESDAY,
        organisation=organisation.id,
    )
    Notice.objects.filter(key=key).update(tries=3, failure=failure, given_up_at=TUESDAY if is_over else None)


def page(client: StrictClient, path: str = "/team/unsent/") -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_administrator_reads_what_is_still_tried_and_what_was_given_up_and_what_to_do() -> None:
    admin = administrator()
    client, _person = signed_in(admin)
    stuck(admin.organisation, failure=Failure.DEVICE, is_over=False)
    stuck(admin.organisation, key="people.new-password.b", failure=Failure.NO_ADDRESS, is_over=True)
    shown = page(client)
    assert "Une alerte, à quelqu’un d’astreinte" in shown
    assert "est-il allumé, a-t-il du réseau et du crédit" in shown
    assert "Un nouveau mot de passe, à qui l’a demandé" in shown
    assert "Vérifiez l’adresse ou le numéro avec la personne" in shown
    assert shown.index("Encore essayé") < shown.index("Abandonné")


@pytest.mark.parametrize(
    ("key", "about"),
    [
        ("recontact:a:message:0", "Quelques mots à une personne, comme convenu"),
        ("recontact:a:1:0:2:b:EMAIL", "Un contact à faire, à la personne qui s’en occupe"),
        ("closure:a:closes:b", "Une fermeture, à une personne suivie ici"),
    ],
)
def test_it_is_said_what_each_is_about(key: str, about: str) -> None:
    admin = administrator()
    stuck(admin.organisation, key=key, failure=Failure.DEVICE, is_over=False)
    assert about in page(signed_in(admin)[0])


def test_neither_words_nor_numbers_are_shown() -> None:
    admin = administrator()
    client, _person = signed_in(admin)
    stuck(admin.organisation, failure=Failure.UNREACHABLE, is_over=False)
    shown = page(client)
    assert "Secret words" not in shown
    assert "0612345678" not in shown
    assert "612345678" not in shown


def test_it_is_said_at_the_top_of_their_pages_and_of_nobody_elses() -> None:
    admin, lead, claire = administrator(), somebody(Role.SAFETY_LEAD), psychologist("Claire")
    stuck(admin.organisation, failure=Failure.UNREACHABLE, is_over=False)
    assert "1 message n’a pas pu partir" in page(signed_in(admin)[0], "/team/")
    assert "1 message n’a pas pu partir" in page(signed_in(lead)[0], "/team/rules/")
    assert "n’a pas pu partir" not in page(signed_in(claire)[0], "/team/rules/")


def test_what_another_organisation_could_not_send_is_not_theirs_to_read() -> None:
    admin = administrator()
    stuck(elsewhere(), failure=Failure.UNREACHABLE, is_over=False)
    assert "Rien n’est bloqué" in page(signed_in(admin)[0])


def test_nothing_is_said_where_all_has_left() -> None:
    client, _person = signed_in(administrator())
    assert "Rien n’est bloqué" in page(client)
    assert "n’a pas pu partir" not in page(client, "/team/")
