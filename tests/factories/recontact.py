"""Recontacts: agreed with somebody after a crisis, and how their steps stand."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from accalmie.foundation.access.actions import begin_care
from accalmie.foundation.people import actions as people
from accalmie.foundation.people.contact import Contact
from accalmie.foundation.people.models import Patient, Person
from accalmie.safety.recontact import actions, queries
from accalmie.safety.recontact.models import Recontact, Step
from tests.factories.people import patient_person

NUMBER = "06 12 34 56 78"


def followed(by: Person, *, now: datetime, called: str = "Alizarine", telephone: str = NUMBER) -> Person:
    """Somebody in this professional's care, with a telephone if they gave one."""
    person = patient_person(called)
    begin_care(patient=record(person), professional=by, now=now)
    people.save_contact(patient=Patient.objects.get(person=person), contact=Contact(telephone=telephone))
    return person


def agreed(person: Person, by: Person, *, now: datetime, **more: Any) -> Recontact:
    """They agree to a recontact after a stay in hospital that ended today, in the ordinary way."""
    said: dict[str, Any] = {
        "after": "hospital",
        "attempts": "repeated",
        "since": now.date(),
        "by_message": "sms",
        "doctor": "gp",
    }
    actions.agree(patient=record(person), agreement=actions.Agreement(**said | more), by=by, now=now)
    going = queries.current(record(person))
    assert going is not None
    return going


def step(person: Person, kind: str, number: int = 1) -> Step:
    """One step as it stands now, the last that was planned."""
    row = Step.objects.filter(patient_id=record(person), kind=kind, number=number).order_by("-id").first()
    assert row is not None, kind
    return row


def done(person: Person, kind: str, outcome: str, by: Person, *, now: datetime, **more: str) -> None:
    """A step ends so."""
    ending = actions.Ending(outcome, **more)
    actions.close(patient=record(person), step=step(person, kind).id, ending=ending, by=by, now=now)


def tried(person: Person, kind: str, by: Person, *, now: datetime, result: str = "no_answer") -> None:
    """A call for this step."""
    given = {"way": "phone", "result": result, "words": ""}
    actions.note_try(patient=record(person), step=step(person, kind).id, by=by, now=now, **given)


def record(person: Person) -> Any:
    """The id of their record."""
    assert person.patient_id is not None
    return person.patient_id
