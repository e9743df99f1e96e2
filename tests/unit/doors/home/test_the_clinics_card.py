"""The clinic's card: what an administrator writes is what everybody reads."""

from __future__ import annotations

import pytest
from django.test import Client

from accalmie.foundation.clinic.queries import Clinic, clinic
from tests.client import StrictClient
from tests.factories.people import administrator, patient_person, psychologist

pytestmark = [pytest.mark.database, pytest.mark.django_db(databases=["default", "keys"])]

CARD = {
    "name": "CMP des Tilleuls",
    "telephone": "01 99 00 12 34",
    "hours_fr": "Du lundi au vendredi",
    "hours_en": "",
    "callback_days": "1",
    "message_days": "",
    "visit_days": "5",
}


@pytest.fixture
def ana() -> Client:
    client = StrictClient()
    client.force_login(administrator())
    return client


def test_what_is_written_is_what_is_read(ana: Client) -> None:
    assert ana.post("/team/clinic/", CARD).status_code == 302
    assert clinic() == Clinic("CMP des Tilleuls", "01 99 00 12 34", "Du lundi au vendredi", "", 1, None, 5)
    for path in ("/talk/", "/help/"):
        shown = StrictClient().get(path).content.decode()
        assert 'href="tel:0199001234"' in shown
        assert "Du lundi au vendredi" in shown
    assert "CMP des Tilleuls" in ana.get("/team/clinic/").content.decode()


def test_emptying_a_field_takes_the_promise_back(ana: Client) -> None:
    ana.post("/team/clinic/", CARD)
    ana.post("/team/clinic/", dict.fromkeys(CARD, ""))
    assert clinic() == Clinic()


@pytest.mark.parametrize("days", ["0", "31", "bientôt", "1.5"])
def test_a_delay_that_is_none_is_put_right_and_nothing_typed_is_lost(ana: Client, days: str) -> None:
    answer = ana.post("/team/clinic/", CARD | {"callback_days": days})
    assert answer.status_code == 422
    assert "CMP des Tilleuls" in answer.content.decode()
    assert clinic() == Clinic()


def test_hours_are_said_in_english_only_where_the_clinic_has_written_them() -> None:
    card = Clinic(hours_fr="9 h à 18 h")
    assert card.hours("en") == card.hours("fr") == "9 h à 18 h"
    assert Clinic(hours_fr="9 h", hours_en="9 am").hours("en") == "9 am"


HELP = {
    "help_fr": "Venez sans rendez-vous.\n\n<b>La nuit</b>, aux urgences.",
    "help_en": "Come without an appointment.",
}


@pytest.mark.parametrize("path", ["/help/", "/offline/help/fr/", "/offline/page/fr/"])
def test_the_clinics_own_words_stand_on_help_now_in_paragraphs_of_plain_text(ana: Client, path: str) -> None:
    assert "Ici, près de chez vous" not in StrictClient().get(path).content.decode()
    ana.post("/team/clinic/", CARD | HELP)
    shown = StrictClient().get(path).content.decode()
    assert "<p>Venez sans rendez-vous.</p><p>&lt;b&gt;La nuit&lt;/b&gt;, aux urgences.</p>" in shown


def test_the_clinics_own_words_are_read_in_english_where_it_has_written_them(ana: Client) -> None:
    ana.post("/team/clinic/", CARD | HELP)
    assert "Come without an appointment." in StrictClient().get("/offline/help/en/").content.decode()
    ana.post("/team/clinic/", CARD | HELP | {"help_en": ""})
    assert "Venez sans rendez-vous." in StrictClient().get("/offline/help/en/").content.decode()


def test_words_that_nobody_in_need_would_read_to_the_end_are_sent_back(ana: Client) -> None:
    answer = ana.post("/team/clinic/", CARD | {"help_fr": "a" * 1201})
    assert answer.status_code == 422
    assert clinic() == Clinic()


def test_nobody_else_writes_it() -> None:
    for person in (psychologist(), patient_person()):
        client = StrictClient()
        client.force_login(person)
        assert client.post("/team/clinic/", CARD).status_code == 403
    assert clinic() == Clinic()
