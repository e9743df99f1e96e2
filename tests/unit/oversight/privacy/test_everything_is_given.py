"""The archive and the page: everything kept, in words and in data, and nothing that is not the person's to have."""

from __future__ import annotations

import tracemalloc
from io import BytesIO
from typing import Any

import msgspec
import pytest
from django.utils import translation
from django.utils.html import escape

from accalmie.core import entries
from accalmie.core.entries import TYPES
from accalmie.foundation import journal
from accalmie.foundation.access.actions import begin_care
from accalmie.foundation.people.models import Patient
from accalmie.oversight.privacy import ownership, rights_actions
from accalmie.oversight.privacy.archive import fhir, packing, review
from accalmie.oversight.privacy.archive.words import LABELS, TITLES
from accalmie.oversight.privacy.rights_models import Kind
from tests.factories.journeys import signed_in
from tests.factories.people import officer, patient_person, psychologist
from tests.unit.oversight.privacy.conftest import NOW, SECRET, live, unzipped

pytestmark = pytest.mark.django_db(databases=["default", "keys"])

REQUIRED: dict[str, dict[str, Any]] = {
    "Organization": {"name": str},
    "Patient": {"name": list, "active": bool},
    "Consent": {"status": str, "scope": dict, "category": list, "policyRule": dict, "patient": dict},
    "QuestionnaireResponse": {"status": str, "questionnaire": str, "subject": dict, "item": list, "authored": str},
    "Observation": {"status": str, "code": dict, "subject": dict, "category": list, "effectiveDateTime": str},
    "CarePlan": {"status": str, "intent": str, "subject": dict, "period": dict},
}


def test_each_type_of_entry_has_its_own_words() -> None:
    assert set(TITLES) == {kind for kind, _ in TYPES}
    codes = {"enrolment", "graph", "source", "written", "rules_version", "asked", "agreed", "mandate", "incident"} | {
        "planned",
        "noted",
        "goal",
        "task",
        "referral",
        "proposal",
        "decision",
        "relative",
        "absence",
        "replaces",
    }
    fields = {field.name for kind in TYPES.values() for field in msgspec.structs.fields(kind)}
    assert fields - codes == set(LABELS)


def test_every_type_of_entry_is_in_the_archive_in_words_and_in_data(whole: Patient) -> None:
    files = unzipped(whole)
    page = files["read-me.html"].decode()
    for kind, version in TYPES:
        rows = msgspec.json.decode(files[f"record/{kind}.v{version}.json"])
        assert rows[0]["kind"] == kind
        with translation.override("fr"):
            assert escape(str(TITLES[kind])) in page
    assert page.count("<h3>") == len(list(journal.entries(whole.id)))


def test_what_a_person_wrote_comes_back_word_for_word(whole: Patient) -> None:
    files = unzipped(whole)
    for one in journal.entries(whole.id):
        held = review.held_fields(one.value)
        rows = msgspec.json.decode(files[f"record/{one.value.kind()}.v{one.value.version}.json"])
        row = next(row for row in rows if row["id"] == str(one.id))
        written = msgspec.json.decode(msgspec.json.encode(one.value))
        assert row["payload"] == written | dict.fromkeys(held)
        assert row["held_for_review"] == list(held)


def test_what_a_doctor_said_of_a_sleep_window_waits_for_a_clinicians_reading(whole: Patient) -> None:
    rows = msgspec.json.decode(unzipped(whole)["record/SleepWindowSupported.v1.json"])
    assert [(row["payload"]["agreed_by"], row["held_for_review"]) for row in rows] == [(None, ["agreed_by"])]


def test_every_field_said_to_be_exported_is_and_no_other(whole: Patient) -> None:
    rights_actions.ask(patient=whole, kind=Kind.CORRECTION, words=SECRET, now=NOW)
    files = unzipped(whole)
    seen = set()
    for model in ownership.tables():
        said = ownership.statements(model)
        wanted = {name for name, words in said.items() if ownership.is_exported(words)}
        if model._meta.label == "journal.StoredEntry":
            continue
        if not wanted:
            assert f"tables/{model._meta.label}.json" not in files
            continue
        rows = msgspec.json.decode(files[f"tables/{model._meta.label}.json"])
        assert all(set(row) == wanted for row in rows), model._meta.label
        seen |= {model._meta.label} if rows else set()
    assert {"people.Person", "people.Patient", "measures.Score", "measures.Mood", "exercises.Written"} <= seen
    assert {"contact.TalkRequest", "caseload.CaseRow", "privacy.RightsRequest"} <= seen
    assert b"argon2" not in files["tables/people.Person.json"]
    assert b"password" not in files["tables/people.Person.json"]


def test_sealed_words_of_tables_are_given_open(whole: Patient) -> None:
    rights_actions.ask(patient=whole, kind=Kind.CORRECTION, words=SECRET, now=NOW)
    files = unzipped(whole)
    for table in ("measures.Mood", "contact.TalkRequest", "privacy.RightsRequest", "exercises.Written"):
        assert SECRET in files[f"tables/{table}.json"].decode(), table


def test_nobody_elses_record_is_in_it(whole: Patient) -> None:
    other = live(patient_person("Odette"), [entries.MoodNoted(mood=2, words="le secret d’Odette")])
    together = b"".join(unzipped(whole).values()).decode()
    assert "Odette" not in together
    assert str(other.id) not in together


def test_professionals_notes_wait_for_a_clinician_who_reads_them_over() -> None:
    person, claire = patient_person(), psychologist()
    assert person.patient_id
    begin_care(patient=person.patient_id, professional=claire, now=NOW)
    journal.append(person.patient_id, entries.ContactNoted(channel="phone", words=SECRET), by=claire.id, now=NOW)
    patient = Patient.objects.named().select_related("organisation").get(id=person.patient_id)
    before = b"".join(unzipped(patient).values()).decode()
    assert SECRET not in before
    assert "Claire Morel" in before
    asked = rights_actions.ask(patient=patient, kind=Kind.ACCESS, words="", now=NOW)
    rights_actions.answer(request=asked.id, by=officer(), is_granted=True, words="Voici.", now=NOW)
    files = unzipped(patient)
    assert SECRET in files["record/ContactNoted.v1.json"].decode()
    assert SECRET in files["read-me.html"].decode()


def test_other_programs_find_resources_of_the_shape_that_they_expect(whole: Patient) -> None:
    bundle = msgspec.json.decode(unzipped(whole)["fhir/bundle.json"])
    assert (bundle["resourceType"], bundle["type"]) == ("Bundle", "collection")
    names = [entry["fullUrl"] for entry in bundle["entry"]]
    assert len(names) == len(set(names))
    found = [entry["resource"] for entry in bundle["entry"]]
    assert {resource["resourceType"] for resource in found} == set(REQUIRED)
    for resource in found:
        for name, shape in REQUIRED[resource["resourceType"]].items():
            assert isinstance(resource[name], shape), (resource["resourceType"], name)
        assert not _empty(resource), resource
    assert _references(found) <= set(names)


def _empty(value: Any) -> bool:
    """FHIR knows no null and no empty list or object."""
    if isinstance(value, dict):
        return not value or any(_empty(one) for one in value.values())
    if isinstance(value, list):
        return not value or any(_empty(one) for one in value)
    return value is None or value == ""


def _references(value: Any) -> set[str]:
    if isinstance(value, dict):
        own = {value["reference"]} if "reference" in value else set()
        return own.union(*(_references(one) for one in value.values()))
    return set().union(*(_references(one) for one in value)) if isinstance(value, list) else set()


def test_a_total_carries_the_code_of_the_total_and_never_that_of_the_panel(whole: Patient) -> None:
    found = [one for one in fhir.resources(whole, "fr") if one["resourceType"] == "Observation"]
    phq9 = next(one for one in found if one["code"]["text"] == "phq-9")
    assert phq9["code"]["coding"] == [{"system": "http://loinc.org", "code": "44261-6"}]
    assert phq9["valueQuantity"]["value"] == 9
    answered = next(one for one in fhir.resources(whole, "fr") if one["resourceType"] == "QuestionnaireResponse")
    assert phq9["derivedFrom"] == [{"reference": f"urn:uuid:{answered['id']}"}]
    assert answered["item"][8]["linkId"] == "44260-8"
    assert answered["item"][8]["answer"] == [{"valueCoding": {"system": "http://loinc.org", "code": "LA6569-3"}}]


@pytest.mark.deep
def test_ten_thousand_entries_go_out_in_bounded_memory() -> None:
    person = patient_person()
    assert person.patient_id
    drafts = [journal.Draft(entries.MoodNoted(mood=n % 11, words="un jour"), by=person.id) for n in range(10_000)]
    journal.append_many(person.patient_id, drafts, now=NOW)
    patient = Patient.objects.named().select_related("organisation").get(id=person.patient_id)
    tracemalloc.start()
    largest, total = 0, 0
    for piece in packing.archive(patient, language="fr", now=NOW):
        largest, total = max(largest, len(piece)), total + len(piece)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert largest < 256 * 1024
    assert total > 500_000
    assert peak < 16 * 1024 * 1024


def test_the_page_shows_everything_and_the_archive_is_one_click_away(whole: Patient) -> None:
    client, _ = signed_in(whole.person)
    page = client.get("/my-rights/record/").content.decode()
    assert SECRET in page
    assert "/my-rights/archive.zip" in page
    answer = client.get("/my-rights/archive.zip")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="archive.zip"'
    assert BytesIO(b"".join(answer.streaming_content)).read(2) == b"PK"
    assert client.get("/my-rights/record/?after=12345678901234567890").status_code == 200
