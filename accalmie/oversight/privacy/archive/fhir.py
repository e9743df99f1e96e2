"""The record as FHIR R4 resources, for another program: one Bundle, written resource by resource.

Codes are LOINC's where an instrument's file gives them, and our own names where it gives none.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from accalmie.capabilities.measures.library import instruments
from accalmie.core import entries
from accalmie.core.measures import Instrument, WordingMissing, band, wording
from accalmie.foundation import journal
from accalmie.foundation.people.models import Patient
from accalmie.oversight.privacy.rights_queries import CONSENTS

Resource = dict[str, Any]
LOINC, UCUM = "http://loinc.org", "http://unitsofmeasure.org"
SURVEY = {
    "coding": [{"system": "http://terminology.hl7.org/CodeSystem/observation-category", "code": "survey"}],
}
_SCOPES = {"care": "treatment", "research": "research"}
_OURS = "urn:accalmie"
_COURSE: tuple[type[Any], ...] = (
    entries.Enrolled,
    entries.EnrolmentPaused,
    entries.EnrolmentResumed,
    entries.EnrolmentEnded,
)


def resources(patient: Patient, language: str) -> Iterator[Resource]:
    """Everything of this record that has a place in FHIR, the person first."""
    yield _organization(patient)
    yield _patient(patient)
    for one in journal.entries(patient.id, CONSENTS):
        yield _consent(one, patient)
    yield from _care_plans(patient)
    for scored in journal.entries(patient.id, (entries.MeasureScored,)):
        yield from _measure(scored, language)
    for noted in journal.entries(patient.id, (entries.MoodNoted,)):
        yield _mood(noted)


def address(resource: Resource) -> str:
    """The name under which the other resources of the bundle speak of this one."""
    return f"urn:uuid:{resource['id']}"


def _reference(id: UUID | str) -> Resource:
    return {"reference": f"urn:uuid:{id}"}


def _moment(at: datetime) -> str:
    return at.isoformat(timespec="seconds")


def _organization(patient: Patient) -> Resource:
    organisation = patient.organisation
    return {"resourceType": "Organization", "id": str(organisation.id), "name": organisation.name}


def _patient(patient: Patient) -> Resource:
    return {
        "resourceType": "Patient",
        "id": str(patient.id),
        "active": True,
        "name": [{"use": "usual", "text": patient.person.called}],
        "communication": [
            {"language": {"coding": [{"system": "urn:ietf:bcp:47", "code": patient.person.language}]}},
        ],
        "managingOrganization": _reference(patient.organisation_id),
    }


def _consent(one: journal.Recorded[Any], patient: Patient) -> Resource:
    given = isinstance(one.value, entries.ConsentGiven)
    scope = _SCOPES.get(one.value.purpose, "patient-privacy")
    return {
        "resourceType": "Consent",
        "id": str(one.id),
        "status": "active" if given else "inactive",
        "scope": {"coding": [{"system": "http://terminology.hl7.org/CodeSystem/consentscope", "code": scope}]},
        "category": [{"coding": [{"system": LOINC, "code": "59284-0"}]}],
        "patient": _reference(one.patient),
        "dateTime": _moment(one.occurred_at),
        "organization": [_reference(patient.organisation_id)],
        "policyRule": {"text": f"{one.value.purpose}, {one.value.text_version}"},
        "provision": {"type": "permit" if given else "deny"},
    }


def _care_plans(patient: Patient) -> Iterator[Resource]:
    """One plan for each programme that was begun: a handful in a life, so they may wait until all is read."""
    plans: dict[UUID, Resource] = {}
    for one in journal.entries(patient.id, _COURSE):
        if isinstance(one.value, entries.Enrolled):
            plans[one.value.enrolment] = _care_plan(one.value, one.patient, one.occurred_at)
        elif plan := plans.get(one.value.enrolment):
            _follow(plan, one.value, one.occurred_at)
    yield from plans.values()


def _care_plan(value: entries.Enrolled, patient: UUID, at: datetime) -> Resource:
    return {
        "resourceType": "CarePlan",
        "id": str(value.enrolment),
        "status": "active",
        "intent": "plan",
        "title": value.programme,
        "instantiatesUri": [f"{_OURS}:programme:{value.programme}:{value.graph}"],
        "subject": _reference(patient),
        "period": {"start": _moment(at)},
        "created": _moment(at),
    }


def _follow(plan: Resource, value: entries.Entry, at: datetime) -> None:
    if isinstance(value, entries.EnrolmentEnded):
        plan["status"] = "completed" if value.reason == "completed" else "revoked"
        plan["period"]["end"] = _moment(at)
    else:
        plan["status"] = "on-hold" if isinstance(value, entries.EnrolmentPaused) else "active"


def _measure(one: journal.Recorded[entries.MeasureScored], language: str) -> Iterator[Resource]:
    """What was answered, and the total that was drawn from it on that day."""
    instrument = instruments().get(one.value.instrument)
    yield {
        "resourceType": "QuestionnaireResponse",
        "id": str(one.id),
        "questionnaire": f"{_OURS}:questionnaire:{one.value.instrument}|{one.value.instrument_version}",
        "status": "completed",
        "subject": _reference(one.patient),
        "authored": _moment(one.occurred_at),
        "item": list(_items(one.value, instrument, language)),
    }
    yield _observation(one, instrument, language)


def _items(value: entries.MeasureScored, instrument: Instrument | None, language: str) -> Iterator[Resource]:
    texts = _texts(instrument, language)
    for place, answer in enumerate(value.answers):
        item = instrument.items[place] if instrument and place < len(instrument.items) else None
        said: Resource = {"linkId": (item and (item.loinc or item.id)) or str(place + 1)}
        if place < len(texts):
            said["text"] = texts[place]
        if answer is not None:
            said["answer"] = [_answer(instrument, place, answer)]
        yield said


def _texts(instrument: Instrument | None, language: str) -> list[str]:
    try:
        items = wording(instrument, language).items if instrument else ()
    except WordingMissing:
        return []
    return [item if isinstance(item, str) else item.text for item in items]


def _answer(instrument: Instrument | None, place: int, answer: int) -> Resource:
    options = (instrument.items[place].options or instrument.options) if instrument else ()
    code = next((option.loinc for option in options if option.score == answer and option.loinc), "")
    return {"valueCoding": {"system": LOINC, "code": code}} if code else {"valueInteger": answer}


def _observation(
    one: journal.Recorded[entries.MeasureScored], instrument: Instrument | None, language: str
) -> Resource:
    code = instrument.loinc.total if instrument and instrument.loinc else ""
    total, name = one.value.total, one.value.instrument
    found: Resource = _observed(
        one, {"coding": [{"system": LOINC, "code": code}], "text": name} if code else _own(name)
    )
    found["derivedFrom"] = [_reference(one.id)]
    if total is None:
        found["dataAbsentReason"] = {
            "coding": [{"system": "http://terminology.hl7.org/CodeSystem/data-absent-reason", "code": "unknown"}]
        }
        return found
    meaning = band(instrument, total) if instrument else None
    found["valueQuantity"] = {"value": total, "unit": "{score}", "system": UCUM, "code": "{score}"}
    if meaning is not None:
        found["interpretation"] = [{"text": meaning.name[language]}]
    return found


def _mood(one: journal.Recorded[entries.MoodNoted]) -> Resource:
    found = _observed(one, _own("mood"))
    found["valueQuantity"] = {"value": one.value.mood, "unit": "{score}", "system": UCUM, "code": "{score}"}
    if one.value.words:
        found["note"] = [{"text": one.value.words}]
    return found


def _own(name: str) -> Resource:
    return {"coding": [{"system": f"{_OURS}:measures", "code": name}], "text": name}


def _observed(one: journal.Recorded[Any], code: Resource) -> Resource:
    """What every observation says. Its own id follows from that of its entry, which the answers already carry."""
    return {
        "resourceType": "Observation",
        "id": str(uuid5(one.id, "observation")),
        "status": "final",
        "category": [SURVEY],
        "code": code,
        "subject": _reference(one.patient),
        "effectiveDateTime": _moment(one.occurred_at),
    }
