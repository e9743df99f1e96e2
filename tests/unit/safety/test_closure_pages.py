"""Closures on pages: written with who answers, read by everybody in care, and told by hand where nothing else can."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from accalmie.foundation.people.codes import Role
from accalmie.foundation.people.models import Person
from accalmie.safety.closures import queries, telling
from accalmie.safety.closures.models import Closure
from tests.factories.alerts import in_danger
from tests.factories.closures import answers, closes
from tests.factories.journeys import signed_in
from tests.factories.people import administrator, patient_person, psychologist, somebody
from tests.factories.readiness import on_the_rota

pytestmark = [pytest.mark.database, pytest.mark.django_db(databases=["default", "keys"], transaction=True)]

NOW = datetime(2026, 12, 22, 9, 0, tzinfo=UTC)
DAY = timedelta(days=1)
FIRST, LAST = (NOW + 2 * DAY).date(), (NOW + 9 * DAY).date()
LIST, NEW, CALLS = "/team/closures/", "/team/closures/new/", "/desk/to-tell/"
LINE = {"line-0-name": "Accueil des Ormes", "line-0-telephone": "01 99 00 55 66", "lines": "3"}
DAYS = {"why": "days", "first_day": FIRST.isoformat(), "last_day": LAST.isoformat()}


def test_an_administrator_plans_a_closure_and_corrects_it() -> None:
    with time_machine.travel(NOW, tick=False):
        client, _admin = signed_in(administrator())
        assert client.post(NEW, DAYS | LINE).status_code == 302
        closure = Closure.objects.get()
        page = client.get(LIST).content.decode()
        assert "24 décembre 2026" in page
        assert "Accueil des Ormes" in page
        form = client.get(f"{LIST}{closure.id}/").content.decode()
        assert 'value="Accueil des Ormes"' in form
        later = DAYS | LINE | {"last_day": (LAST + DAY).isoformat()}
        assert client.post(f"{LIST}{closure.id}/", later).status_code == 302
        (stands,) = queries.ahead(closure.organisation_id, now=NOW + timedelta(seconds=1))
        assert stands.last_day == LAST + DAY
        assert client.post(f"{LIST}{stands.id}/back/").status_code == 302
        assert queries.ahead(closure.organisation_id, now=NOW + timedelta(seconds=1)) == []


def test_a_form_that_leaves_days_uncovered_names_them_and_keeps_nothing() -> None:
    with time_machine.travel(NOW, tick=False):
        client, _admin = signed_in(administrator())
        page = client.post(NEW, DAYS | LINE | {"line-0-last_day": (LAST - DAY).isoformat()})
        assert page.status_code == 422
        assert "31 décembre" in page.content.decode()
        assert client.post(NEW, DAYS | {"lines": "3"}).status_code == 422
        assert client.post(NEW, DAYS | LINE | {"line-0-telephone": ""}).status_code == 422
        assert client.post(NEW, DAYS | LINE | {"line-0-opens": "10:00"}).status_code == 422
        assert not Closure.objects.exists()


def test_one_more_line_keeps_what_was_typed() -> None:
    with time_machine.travel(NOW, tick=False):
        client, _admin = signed_in(administrator())
        page = client.post(NEW, DAYS | LINE | {"more": "yes"})
        assert page.status_code == 200
        assert 'name="line-3-name"' in page.content.decode()
        assert "Accueil des Ormes" in page.content.decode()


def test_somebody_in_care_reads_who_answers_on_the_page_of_the_day_and_of_help() -> None:
    with time_machine.travel(NOW, tick=False):
        client, _person = signed_in(patient_person("Alice"))
        assert "Accueil des Ormes" not in client.get("/today/").content.decode()
        closes(FIRST, LAST, now=NOW)
        for address in ("/today/", "/help/"):
            page = client.get(address).content.decode()
            assert "Le service sera fermé" in page
            assert 'href="tel:0199005566"' in page
    with time_machine.travel(NOW + 3 * DAY, tick=False):
        client, _person = signed_in(patient_person("Bilal"))
        for address in ("/today/", "/help/"):
            page = client.get(address).content.decode()
            assert "Le service est fermé aujourd’hui" in page
            assert "Personne ne lit en attendant" in page


def test_a_danger_answer_during_a_closure_says_truly_who_answers() -> None:
    with time_machine.travel(NOW, tick=False):
        karim = somebody(Role.NURSE, called="Karim")
        on_the_rota(karim, now=NOW)
        closes(FIRST, LAST, now=NOW)
    with time_machine.travel(NOW + 3 * DAY, tick=False):
        person, alert = in_danger(None, at=NOW + 3 * DAY)
        client, _person = signed_in(person)
        page = client.get(f"/help/questions/{alert.source}/").content.decode()
        assert "Le service est fermé aujourd’hui, et personne ici ne lit ceci" in page
        assert "01 99 00 55 66" in page
        assert "aux heures ouvrées" not in page


def test_a_colleague_who_covers_is_named_as_the_reader() -> None:
    with time_machine.travel(NOW, tick=False):
        karim = somebody(Role.NURSE, called="Karim")
        on_the_rota(karim, now=NOW)
        closes(FIRST, LAST, now=NOW, covers=[answers(FIRST, LAST, hours="09:00-12:00", person=karim)])
    with time_machine.travel(NOW + 3 * DAY, tick=False):
        client, _person = signed_in(patient_person("Alice"))
        assert "est lu par Karim" in client.get("/today/").content.decode()


@pytest.fixture
def to_tell() -> Person:
    """Somebody whom neither an e-mail nor an SMS reaches, and a closure."""
    person = patient_person("Alizarine")
    with time_machine.travel(NOW, tick=False):
        closes(FIRST, LAST, now=NOW)
        telling.tell_due(NOW)
    return person


def test_a_secretary_reads_whom_to_call_and_notes_how_they_were_told(to_tell: Person) -> None:
    with time_machine.travel(NOW, tick=False):
        client, _sacha = signed_in(somebody(Role.SECRETARY))
        assert "Alizarine" in client.get(CALLS).content.decode()
        (word,) = queries.waiting()
        assert client.post(f"{CALLS}{word.id}/told/", {"how": "silently"}).status_code == 422
        assert client.post(f"{CALLS}{word.id}/told/", {"how": "called"}).status_code == 302
        assert "Alizarine" not in client.get(CALLS).content.decode()
        assert client.post(f"{CALLS}{word.id}/told/", {"how": "called"}).status_code == 404


def test_a_clinician_sees_a_name_only_once_they_say_that_they_call(to_tell: Person) -> None:
    with time_machine.travel(NOW, tick=False):
        claire = psychologist()
        on_the_rota(claire, now=NOW)
        client, _claire = signed_in(claire)
        assert "Alizarine" not in client.get(CALLS).content.decode()
        (word,) = queries.waiting()
        assert client.post(f"{CALLS}{word.id}/mine/").status_code == 302
        assert "Alizarine" in client.get(CALLS).content.decode()
        assert client.post(f"{CALLS}{word.id}/told/", {"how": "in_person"}).status_code == 302
        assert queries.waiting().count() == 0
