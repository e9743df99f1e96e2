"""Incidents: reported in a minute, classified by whoever leads on safety, timed by the law, and never forgotten."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from html import unescape
from typing import Any
from uuid import UUID, uuid4

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.utils import timezone

from accalmie.core.entries import IncidentNoted
from accalmie.foundation import clock, journal
from accalmie.foundation.access.actions import begin_care
from accalmie.foundation.access.queries import NotYours
from accalmie.foundation.people.codes import STAFF, Role
from accalmie.foundation.people.models import Person
from accalmie.oversight.device import actions, pages, queries
from accalmie.oversight.device.actions import NEW_HAZARD, Verdict
from accalmie.oversight.device.hazards import hazard_log
from accalmie.oversight.device.models import Classification, Harm, Incident, Kind
from accalmie.oversight.device.vigilance import vigilance
from tests.client import StrictClient
from tests.factories import people
from tests.factories.readiness import on_the_rota

pytestmark = [pytest.mark.database, pytest.mark.django_db(databases=["default", "keys"])]

HAZARD = hazard_log().hazards[0].id
WORDS = "La relance est partie à la mauvaise adresse."
DAY = timedelta(days=1)


def browser_of(person: Person) -> Client:
    client = StrictClient()
    client.force_login(person)
    return client


def today() -> date:
    return timezone.localtime(clock.now()).date()


def sent(**more: Any) -> dict[str, Any]:
    told = {"what": WORDS, "happened_on": today().isoformat(), "harm": "NO", "patient": "", "done": "Appelé."}
    return {"id": str(uuid4()), **told, **more}


def reported(by: Person, *, now: datetime | None = None, patient: UUID | None = None) -> Incident:
    return actions.report(
        by=by,
        what=WORDS,
        done="",
        happened_on=today(),
        harm=Harm.NO,
        patient=patient,
        now=now or clock.now(),
    )


def verdict(**more: Any) -> Verdict:
    decided: dict[str, Any] = {
        "kind": Kind.INCIDENT,
        "severity": 3,
        "hazard": HAZARD,
        "clock": "",
        "aware_on": today(),
        "told_on": None,
        "measures": "Une vérification de plus.",
        "closing": "",
    }
    return Verdict(**(decided | more))


@pytest.fixture
def lead() -> Person:
    return people.somebody(Role.SAFETY_LEAD, called="Solène")


@pytest.fixture
def claire() -> Person:
    return people.psychologist("Claire Morel")


@pytest.mark.parametrize("role", sorted(STAFF))
def test_anybody_who_works_here_reports_on_one_page(role: Role) -> None:
    person = people.somebody(role)
    client = browser_of(person)
    page = unescape(client.get("/incidents/report/").content.decode())
    assert page.count("<textarea") + page.count("<select") + page.count("<fieldset") + page.count('type="date"') == 5
    assert "n’accuse personne" in page
    answer = client.post("/incidents/report/", sent())
    assert answer.headers["Location"] == "/incidents/report/?sent"
    (standing,) = queries.reported_by(person)
    assert queries.report_of(standing.incident).what == WORDS
    assert "À classer" in unescape(client.get("/incidents/report/?sent").content.decode())


def test_a_patient_reports_nothing_here() -> None:
    client = browser_of(people.patient_person())
    assert client.post("/incidents/report/", sent()).status_code == 403
    assert not Incident.objects.exists()


@pytest.mark.parametrize(
    ("told", "field"),
    [({"what": ""}, "id_what"), ({"harm": ""}, "id_harm"), ({"happened_on": "2999-01-01"}, "id_happened_on")],
)
def test_what_is_missing_is_asked_and_what_was_written_stays(claire: Person, told: dict[str, str], field: str) -> None:
    answer = browser_of(claire).post("/incidents/report/", sent(done="Des mots gardés.") | told)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert f'href="#{field}"' in page
    assert "Des mots gardés." in page


def test_sent_twice_it_is_one_report(claire: Person) -> None:
    alice = people.patient_person("Alice")
    assert alice.patient_id is not None
    begin_care(patient=alice.patient_id, professional=claire, now=clock.now())
    client, told = browser_of(claire), sent(patient=str(alice.patient_id))
    for _each in range(2):
        client.post("/incidents/report/", told)
    assert Incident.objects.count() == 1
    assert len(list(journal.entries(alice.patient_id, kinds=[IncidentNoted]))) == 1


def test_words_are_sealed_and_the_report_names_no_patient(claire: Person) -> None:
    alice = people.patient_person("Alice")
    assert alice.patient_id is not None
    begin_care(patient=alice.patient_id, professional=claire, now=clock.now())
    made = reported(claire, patient=alice.patient_id)
    row = Incident.objects.get(id=made.id)
    assert b"relance" not in bytes(row.words)
    assert row.is_about_a_patient
    assert not {field.name for field in Incident._meta.local_fields} & {"patient", "patient_id"}
    (entry,) = journal.entries(alice.patient_id, kinds=[IncidentNoted])
    assert entry.value == IncidentNoted(incident=made.id, harm="NO", words=WORDS)


def test_nobody_writes_an_incident_into_a_record_that_is_not_in_their_care(claire: Person) -> None:
    alice = people.patient_person("Alice")
    with pytest.raises(NotYours):
        reported(claire, patient=alice.patient_id)
    answer = browser_of(claire).post("/incidents/report/", sent(patient=str(alice.patient_id)))
    assert answer.status_code == 422
    assert not Incident.objects.exists()


def test_whoever_leads_on_the_rota_classifies_and_a_colleague_does_not(claire: Person) -> None:
    bob = people.psychologist("Bob")
    on_the_rota(claire, bob)
    reported(bob)
    assert browser_of(claire).get("/incidents/").status_code == 200
    assert browser_of(bob).get("/incidents/").status_code == 403
    with pytest.raises(actions.NotAllowed):
        actions.classify(incident=reported(bob).id, verdict=verdict(), by=bob, now=clock.now())


def test_another_organisation_sees_nothing_of_it(lead: Person, claire: Person) -> None:
    made = reported(claire)
    stranger = people.somebody(Role.SAFETY_LEAD, organisation=people.elsewhere())
    assert queries.incidents(stranger, now=clock.now()) == []
    assert browser_of(stranger).get(f"/incidents/{made.id}/").status_code == 404
    with pytest.raises(queries.NotHere):
        actions.classify(incident=made.id, verdict=verdict(), by=stranger, now=clock.now())


def test_where_nobody_leads_on_safety_the_page_says_so(claire: Person) -> None:
    client = browser_of(claire)
    assert "prévenez aussi" in unescape(client.get("/incidents/report/").content.decode())
    on_the_rota(claire)
    assert "prévenez aussi" not in unescape(client.get("/incidents/report/").content.decode())


def test_what_nobody_has_classified_runs_on_the_shortest_clock(lead: Person, claire: Person) -> None:
    reported(claire, now=datetime(2026, 3, 2, 9, 0, tzinfo=UTC))
    (standing,) = queries.incidents(lead, now=clock.now())
    assert standing.due_at is not None
    assert timezone.localtime(standing.due_at).date() == date(2026, 3, 2) + vigilance().shortest.days * DAY
    assert standing.is_overdue(datetime(2026, 3, 5, 0, 0, tzinfo=UTC))


@pytest.mark.parametrize(("kind", "days"), [("THREAT", 2), ("DEATH", 10), ("SERIOUS", 15)])
def test_each_clock_of_the_regulation_runs_from_the_day_of_awareness(
    lead: Person, claire: Person, kind: str, days: int
) -> None:
    aware_on = date(2026, 3, 20)  # the clocks on the wall change nine days later
    made = reported(claire, now=datetime(2026, 3, 25, 9, 0, tzinfo=UTC))
    actions.classify(incident=made.id, verdict=verdict(clock=kind, aware_on=aware_on), by=lead, now=clock.now())
    due = queries.incident_of(lead, made.id).due_at
    assert due is not None
    last = timezone.localtime(due)
    assert (last.date(), f"{last:%H:%M:%S}") == (aware_on + days * DAY, "23:59:59")
    source = vigilance().clock(kind)
    assert "2017/745" in source.source["en"]
    assert source.checked_on or source.to_check


def test_what_is_overdue_stands_first_on_the_leads_pages(lead: Person, claire: Person) -> None:
    old = reported(claire, now=clock.now() - 4 * DAY)
    reported(claire)
    listed = queries.incidents(lead, now=clock.now())
    assert listed[0].incident.id == old.id
    client = browser_of(lead)
    assert "1 signalement a dépassé son délai" in unescape(client.get("/desk/").content.decode())
    page = unescape(client.get("/incidents/").content.decode())
    assert page.index("dépassé de") < page.index("reste")
    assert "dépassé son délai" not in unescape(browser_of(claire).get("/desk/").content.decode())


def test_once_the_authority_was_told_no_clock_runs_and_only_then_it_closes(lead: Person, claire: Person) -> None:
    made = reported(claire)
    serious = verdict(clock="SERIOUS", closing="Fait.")
    with pytest.raises(actions.StillRunning):
        actions.classify(incident=made.id, verdict=serious, by=lead, now=clock.now())
    told = verdict(clock="SERIOUS", closing="Fait.", told_on=today())
    actions.classify(incident=made.id, verdict=told, by=lead, now=clock.now())
    standing = queries.incident_of(lead, made.id)
    assert standing.is_closed
    assert standing.due_at is None
    assert "Clos" in unescape(browser_of(claire).get("/incidents/report/").content.decode())


def test_the_database_too_refuses_to_close_while_a_clock_runs(lead: Person, claire: Person) -> None:
    made = reported(claire)
    kept = actions.classify(incident=made.id, verdict=verdict(clock="DEATH"), by=lead, now=clock.now())
    with pytest.raises(IntegrityError), transaction.atomic():
        Classification.objects.filter(id=kept.id).update(is_closed=True)


def test_every_change_stays_with_who_made_it_and_when(lead: Person, claire: Person) -> None:
    made, client = reported(claire), browser_of(lead)
    first = {
        "kind": "NEAR_MISS",
        "severity": "2",
        "hazard": NEW_HAZARD,
        "clock": "NONE",
        "aware_on": today().isoformat(),
        "told_on": "",
        "measures": "Deux prénoms affichés.",
        "closing": "",
    }
    for more in ({}, {"kind": "INCIDENT", "severity": "4", "hazard": HAZARD}, {"closing": "Revu en équipe."}):
        answer = client.post(f"/incidents/{made.id}/", first | more | {"id": str(uuid4())})
        assert answer.headers["Location"] == "/incidents/"
    standing = queries.incident_of(lead, made.id)
    assert [one.kind for one in standing.classified] == ["NEAR_MISS", "INCIDENT", "NEAR_MISS"]
    assert {one.by_id for one in standing.classified} == {lead.id}
    page = unescape(client.get(f"/incidents/{made.id}/").content.decode())
    assert page.count("Solène") >= 3
    assert "Revu en équipe." in page


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"kind": ""}, "id_kind"),
        ({"hazard": ""}, "id_hazard"),
        ({"severity": ""}, "id_severity"),
        ({"clock": "SERIOUS", "closing": "Fait."}, "id_told_on"),
        ({"aware_on": "2999-01-01"}, "id_aware_on"),
    ],
)
def test_a_classification_that_lacks_something_says_what_and_keeps_the_rest(
    lead: Person, claire: Person, more: dict[str, str], field: str
) -> None:
    made = reported(claire)
    given = {
        "kind": "INCIDENT",
        "severity": "3",
        "hazard": HAZARD,
        "clock": "NONE",
        "aware_on": today().isoformat(),
        "measures": "Des mots gardés.",
    }
    answer = browser_of(lead).post(f"/incidents/{made.id}/", given | more)
    assert answer.status_code == 422
    assert f'href="#{field}"' in answer.content.decode()
    assert "Des mots gardés." in answer.content.decode()
    assert not Classification.objects.exists()


@pytest.mark.parametrize("wrong", [{"hazard": "no-such"}, {"clock": "NEVER"}, {"severity": 9}])
def test_a_hazard_a_clock_or_a_level_that_there_is_not_is_refused(
    lead: Person, claire: Person, wrong: dict[str, Any]
) -> None:
    with pytest.raises(ValueError, match=r"no-such|NEVER|9"):
        actions.classify(incident=reported(claire).id, verdict=verdict(**wrong), by=lead, now=clock.now())


def test_the_time_left_is_said_in_days_then_in_hours(lead: Person, claire: Person) -> None:
    with time_machine.travel(datetime(2026, 3, 2, 9, 0, tzinfo=UTC), tick=False):
        made = reported(claire)
        actions.classify(incident=made.id, verdict=verdict(clock="DEATH"), by=lead, now=clock.now())
    standing = queries.incident_of(lead, made.id)

    def left(day: int, hour: int) -> str:
        return pages.incident_line(standing, datetime(2026, 3, day, hour, 0, tzinfo=UTC), "fr").left

    assert left(3, 9) == "reste 9 jours"
    assert left(11, 9) == "reste 37 heures"
    assert left(13, 9) == "dépassé de 10 heures"


def test_the_log_is_read_by_everybody_who_works_here() -> None:
    page = unescape(browser_of(people.somebody(Role.SECRETARY)).get("/incidents/hazards/").content.decode())
    for one in hazard_log().hazards:
        assert one.hazard["fr"] in page


def test_on_postgresql_no_page_changes_or_deletes_a_report(claire: Person) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("the role of pages is PostgreSQL's")
    reported(claire)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM information_schema.role_table_grants WHERE table_name = 'device_incident' "
            "AND grantee LIKE 'accalmie_pages%' AND privilege_type IN ('UPDATE', 'DELETE')"
        )
        assert cursor.fetchone()[0] == 0
