"""The end of a record: at once for somebody alone, after the law's time for others, never against a hold."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.db import connection, connections

from accalmie.foundation import crypto, journal
from accalmie.foundation.access.actions import begin_care
from accalmie.foundation.people.models import Patient, Person
from accalmie.foundation.people.sessions import Session
from accalmie.oversight.privacy import erasing, ownership, retention, rights_actions, rights_queries
from accalmie.oversight.privacy.rights_models import Kind, RightsRequest, State
from accalmie.site.commands.privacy import privacy
from tests.client import StrictClient
from tests.factories.journeys import signed_in
from tests.factories.people import PASSWORD, officer, patient_person, psychologist
from tests.unit.oversight.privacy.conftest import NOW, SECRET, live, one_of_each

pytestmark = pytest.mark.database
DATABASES = ["default", "keys"]
LATER = datetime(2046, 5, 1, tzinfo=UTC)


def in_care() -> tuple[Patient, Person]:
    person, claire = patient_person(), psychologist()
    patient = live(person, one_of_each())
    begin_care(patient=patient.id, professional=claire, now=NOW)
    return patient, officer()


@pytest.mark.django_db(databases=DATABASES, transaction=True)
def test_after_an_erasure_nothing_readable_is_left_in_the_raw_files() -> None:
    person = patient_person("Zénobie-la-seule")
    name, patient = person.sign_in_name, live(person, one_of_each())
    client, _ = signed_in(person)
    assert client.post("/my-rights/erase/", {}).status_code == 422
    answer = client.post("/my-rights/erase/", {"sure": "on"})
    assert answer.headers["Location"] == "/erased/"
    assert client.get("/erased/").status_code == 200
    assert client.get("/today/").status_code == 302
    assert not StrictClient().login(username=name, password=PASSWORD)
    for model in ownership.swept_tables():
        assert not ownership.rows_of(model, patient.id, person.id).exists(), model._meta.label
    with pytest.raises(crypto.KeyDestroyed):
        list(journal.entries(patient.id))
    if connection.vendor == "sqlite":
        raw = b"".join(_raw(alias) for alias in DATABASES)
        for secret in (name, "Zénobie", SECRET, person.password):
            assert secret.encode() not in raw
        assert patient.id.hex.encode() in raw, "the proof stays, naming nobody"


def _raw(alias: str) -> bytes:
    file = Path(str(connections[alias].settings_dict["NAME"]))
    return b"".join(part.read_bytes() for part in (file, file.with_name(file.name + "-wal")) if part.exists())


@pytest.mark.django_db(databases=DATABASES)
def test_every_session_of_theirs_ends_and_nobody_elses() -> None:
    person, other = patient_person(), patient_person()
    for one in (person, other):
        signed_in(one)
    before = Session.objects.count()
    assert person.patient_id
    erasing.erase(patient=person.patient_id, now=NOW)
    assert Session.objects.count() == before - 1
    assert Person.objects.filter(pk=other.pk).exists()


@pytest.mark.django_db(databases=DATABASES)
def test_somebody_who_was_followed_is_told_until_when_and_an_officer_decides() -> None:
    patient, odile = in_care()
    client, _ = signed_in(patient.person)
    page = client.get("/my-rights/erase/").content.decode()
    assert "2046" in page
    with pytest.raises(rights_actions.NotAlone):
        rights_actions.erase_mine(patient=patient, now=NOW)
    client.post("/my-rights/erase/", {"words": ""})
    asked = RightsRequest.objects.get(patient_id=patient.id, kind=Kind.ERASURE)
    done = rights_actions.answer(request=asked.id, by=odile, is_granted=True, words="Archivé.", now=NOW)
    assert done.state == State.ARCHIVED
    assert done.erase_after
    assert done.erase_after.year == 2046
    assert Patient.objects.get(id=patient.id).restricted_at
    assert "2046" in client.get("/my-rights/").content.decode()


@pytest.mark.django_db(databases=DATABASES)
def test_a_record_whose_time_is_over_is_listed_and_erased_only_after_a_decision() -> None:
    patient, odile = in_care()
    assert retention.listed(NOW) == []
    assert [one.why for one in retention.listed(LATER)] == [retention.Why.WAITING]
    assert retention.erase_due(LATER) == 0
    asked = rights_actions.ask(patient=patient, kind=Kind.ERASURE, words="", now=NOW)
    rights_actions.answer(request=asked.id, by=odile, is_granted=True, words="Archivé.", now=NOW)
    assert retention.erase_due(NOW) == 0
    assert retention.erase_due(LATER) == 1
    assert not Patient.objects.filter(id=patient.id).exists()
    assert rights_queries.words_of(RightsRequest.objects.get(id=asked.id)) == ("", "")


@pytest.mark.django_db(databases=DATABASES)
def test_an_archived_record_that_its_owner_opens_again_is_not_erased() -> None:
    patient, odile = in_care()
    asked = rights_actions.ask(patient=patient, kind=Kind.ERASURE, words="", now=NOW)
    rights_actions.answer(request=asked.id, by=odile, is_granted=True, words="Archivé.", now=NOW)
    rights_actions.open_again(patient=patient.id, by=patient.person_id, now=NOW)
    assert retention.erase_due(LATER) == 0


@pytest.mark.django_db(databases=DATABASES)
def test_a_legal_hold_keeps_a_record_whatever_else_allows_its_erasure() -> None:
    patient, odile = in_care()
    asked = rights_actions.ask(patient=patient, kind=Kind.ERASURE, words="", now=NOW)
    client, _ = signed_in(odile)
    path = f"/requests/{asked.id}/"
    assert client.post(path, {"act": "hold", "reason": ""}).status_code == 422
    client.post(path, {"act": "hold", "reason": "une plainte en cours"})
    refused = client.post(path, {"act": "answer", "decision": "grant", "words": "Oui."})
    assert refused.status_code == 422
    with pytest.raises(erasing.Held):
        erasing.erase(patient=patient.id, now=NOW)
    assert [one.why for one in retention.listed(LATER)] == [retention.Why.HELD]
    client.post(path, {"act": "end-holds"})
    client.post(path, {"act": "answer", "decision": "grant", "words": "Oui."})
    assert RightsRequest.objects.get(id=asked.id).state == State.ARCHIVED


@pytest.mark.django_db(databases=DATABASES)
def test_an_erasure_cut_short_is_finished_by_the_next_run() -> None:
    patient = live(patient_person(), one_of_each())
    crypto.destroy_key(patient.id, now=NOW)
    assert list(erasing.unfinished()) == [patient.id]
    assert retention.erase_due(NOW + timedelta(days=1)) == 1
    assert not Patient.objects.filter(id=patient.id).exists()


@pytest.mark.django_db(databases=DATABASES)
def test_the_command_lists_and_erases_nothing_unasked() -> None:
    in_care()
    result = CliRunner().invoke(privacy, ["retention", "--now"])
    assert result.exit_code == 0
    assert "0 listed." in result.output
    assert "erased" not in result.output
