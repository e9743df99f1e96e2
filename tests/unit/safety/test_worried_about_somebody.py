"""A patient who is worried about somebody they can only name: the rota finds out who it is."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.conf import LazySettings

from accalmie.foundation.outbox.letters import opened
from accalmie.foundation.outbox.models import Notice
from accalmie.foundation.people.codes import Role
from accalmie.foundation.people.models import Patient, Person
from accalmie.safety import queries
from accalmie.safety.alerts import escalating
from accalmie.safety.alerts.models import Alert, Unfound
from tests.client import StrictClient
from tests.factories.journeys import signed_in
from tests.factories.people import patient_person, psychologist, somebody
from tests.factories.readiness import acknowledged, on_the_rota

pytestmark = [pytest.mark.database, pytest.mark.django_db(databases=["default", "keys"], transaction=True)]

TUESDAY = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
WORRY = {"who": "Léo, du groupe du mardi", "words": "Il a tout donné et ne répond plus.", "reach": "06 12 34 56 78"}


@pytest.fixture(autouse=True)
def _on_a_tuesday() -> object:
    with time_machine.travel(TUESDAY, tick=True) as moment:
        yield moment


@pytest.fixture
def claire() -> Person:
    claire = psychologist("Claire")
    on_the_rota(claire)
    acknowledged(claire)
    return claire


def told(client: StrictClient, status: int = 200, **more: str) -> str:
    answer = client.post("/help/worried/", {**WORRY, "id": str(uuid4()), **more})
    assert answer.status_code == status
    return answer.content.decode()


def test_the_rota_reads_who_what_and_from_whom_by_the_next_working_day(claire: Person) -> None:
    client, _nora = signed_in(patient_person("Nora"))
    assert "Merci de l’avoir dit" in told(client)
    (alert,) = Alert.objects.all()
    assert alert.due_at == datetime(2026, 11, 25, 17, 0, tzinfo=UTC)
    (concern,) = queries.concerns(alert.patient_id)
    for said in (*WORRY.values(), "Nora"):
        assert said in concern.words
    desk, _claire = signed_in(claire)
    shown = desk.post(f"/desk/alerts/{alert.source}/take/", follow=True).content.decode()
    assert "Chercher quelqu’un par son nom" in shown
    assert "Léo, du groupe du mardi" in shown


def test_two_worries_wait_as_two_alerts_under_one_record(claire: Person) -> None:
    told(signed_in(patient_person("Nora"))[0])
    told(signed_in(patient_person("Samir"))[0], who="Ana")
    assert Alert.objects.count() == 2
    assert Alert.objects.values("patient_id").distinct().count() == 1


def test_what_was_sent_twice_is_kept_once(claire: Person) -> None:
    client, _nora = signed_in(patient_person("Nora"))
    once = str(uuid4())
    assert "Merci de l’avoir dit" in told(client, id=once)
    assert "Merci de l’avoir dit" in told(client, id=once)
    assert Alert.objects.count() == 1


def test_another_a_moment_later_is_refused_with_the_words_still_there(claire: Person) -> None:
    client, _nora = signed_in(patient_person("Nora"))
    told(client)
    again = told(client, status=422, words="Encore autre chose.")
    assert "Attendez un quart d’heure" in again
    assert "Encore autre chose." in again
    assert Alert.objects.count() == 1


def test_where_nobody_answers_no_reader_is_promised_and_the_safety_lead_is_told(settings: LazySettings) -> None:
    settings.CAN_MAIL = True
    lea = somebody(Role.SAFETY_LEAD, called="Léa")
    lea.sign_in_name = "lea@example.org"
    lea.save()
    client, _nora = signed_in(patient_person("Nora"))
    shown = client.get("/help/worried/").content.decode()
    assert "jour ouvré" not in shown
    assert "3114" in shown
    assert "sécurité" in shown
    thanks = told(client)
    assert "jour ouvré" not in thanks
    assert "n’attendez pas" in thanks
    escalating.escalate_due(TUESDAY + timedelta(minutes=5))
    (notice,) = Notice.objects.filter(key__contains=str(lea.id))
    assert "Léo" not in opened(notice.sealed, notice=notice.id, patient=notice.patient_id).text


def test_where_nobody_answers_and_nobody_leads_the_page_says_that_nobody_is_told() -> None:
    shown = signed_in(patient_person("Nora"))[0].get("/help/worried/").content.decode()
    assert "personne n’en est prévenu" in shown


def test_nothing_written_says_what_is_missing() -> None:
    client, _nora = signed_in(patient_person("Nora"))
    answer = told(client, status=422, who="", words="")
    assert "pour qui vous vous inquiétez" in answer


def test_a_visitor_reads_whom_to_call_and_has_no_form(client: StrictClient) -> None:
    shown = client.get("/help/worried/").content.decode()
    assert "3114" in shown
    assert "<textarea" not in shown
    assert client.post("/help/worried/", WORRY).status_code == 200
    assert not Alert.objects.exists()


def test_when_the_record_of_before_is_closed_the_next_worry_has_another(claire: Person) -> None:
    told(signed_in(patient_person("Nora"))[0])
    Patient.objects.filter(id=Unfound.objects.get().patient_id).update(restricted_at=TUESDAY)
    told(signed_in(patient_person("Samir"))[0])
    assert Alert.objects.values("patient_id").distinct().count() == 2
