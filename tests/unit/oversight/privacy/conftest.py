"""A record in which everything has happened once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any
from uuid import UUID
from zipfile import ZipFile

import msgspec
import pytest

from accalmie.capabilities.programmes import library
from accalmie.core.entries import TYPES, Entry, GoalStep, LetterLine, PlannedStep, PlanWords, StepRef
from accalmie.foundation import journal
from accalmie.foundation.people.models import Patient, Person
from accalmie.oversight.privacy.archive import packing
from tests.factories.journeys import publish
from tests.factories.people import patient_person

NOW = datetime(2026, 4, 1, 9, 0, tzinfo=UTC)
ENROLMENT = UUID(int=7)
AT = StepRef(enrolment=ENROLMENT, module="the-circle", step="welcome")
SECRET = "le chat gris de la voisine"
_GIVEN: dict[str, Any] = {
    "instrument": "phq-9",
    "week": 4,
    "replaces": UUID(int=12),
    "low": 2.0,
    "high": 9.0,
    "scored_at": NOW,
    "followed": False,
    "answers": (1,) * 9,
    "total": 9.0,
    "band": "mild",
    "level": "distress",
    "mood": 4,
    "time_factor": 1.0,
    "helped": 4,
    "language": "fr",
    "mode": "alone",
    "purpose": "research",
    "text_version": "2026-11",
    "role": "gp",
    "reasons": ("score",),
    "until": None,
    "worse": False,
    "day": NOW.date(),
    "at": AT,
    "enrolment": ENROLMENT,
    "source": UUID(int=8),
    "written": UUID(int=9),
    **dict.fromkeys(("professional", "asked", "agreed", "mandate", "owner", "co_owner"), UUID(int=10)),
    **dict.fromkeys(("told", "readers", "to"), (UUID(int=10),)),
    "step": 1,
    **dict.fromkeys(("absence", "covered_by"), UUID(int=13)),
    **dict.fromkeys(("first_day", "last_day"), NOW.date()),
    "within_days": 3,
    "may": ("crisis",),
    **dict.fromkeys(("standing", "decided"), "guided"),
    "quoted": (SECRET,),
    "purposes": ("course",),
    "powers": ("tasks",),
    "domains": ("failure",),
    "cause": "programme",
    "wish": "nothing",
    "harm": "NO",
    "incident": UUID(int=11),
    **dict.fromkeys(("planned", "noted"), UUID(int=12)),
    "since": NOW.date(),
    "steps": (PlannedStep(kind="call", number=1, opens_at=NOW, due_at=NOW),),
    **dict.fromkeys(("opens_at", "due_at"), NOW),
    "after": "hospital",
    "attempts": "first",
    "by_message": "card",
    "doctor": "gp",
    "learnt_from": "relative",
    "remembered": {},
    "programme": "depression",
    "module": "the-circle",
    "zone": "Europe/Paris",
    "woke_in": "",
    **dict.fromkeys(("into_bed", "tried_to_sleep", "final_awakening", "out_of_bed"), NOW.replace(tzinfo=None)),
    **dict.fromkeys(("latency", "awakenings", "awake", "naps", "nap_minutes"), 20),
    "quality": 3,
    "minutes": 400,
    "rise": "06:30",
    "method": "compression",
    **dict.fromkeys(("usual", "change", "counted", "over"), 15),
    "efficiency": 82,
    "signs": ("fell",),
    "conditions": ("epilepsy",),
    "week_until": NOW.date(),
    **dict.fromkeys(("goal", "task", "referral", "proposal", "decision", "relative"), UUID(int=13)),
    "way_there": (GoalStep(words=SECRET),),
    **dict.fromkeys(("review_on", "due_on", "receipt_by", "ends_on"), NOW.date()),
    "letter": (LetterLine(part="why", text=SECRET),),
    "parts": ("why",),
    "aim": "inform",
}


def one_of_each() -> list[Entry]:
    """One entry of each type, with words where words may stand, in the published programme."""
    publish()
    graph = library.current("depression").graph
    return [_made(kind, {"graph": graph}) for kind in TYPES.values()]


def _made(kind: type[Entry], published: dict[str, Any]) -> Entry:
    given: dict[str, Any] = {}
    known = _GIVEN | published
    for field in msgspec.structs.fields(kind):
        if field.name == "answers" and kind.__name__ != "MeasureScored":
            given["answers"] = {"distress": "yes"} if kind.__name__ == "DangerGraded" else {"thought": SECRET}
        elif field.name == "until" and kind.__name__ in {"MandateGiven", "OpenedInEmergency"}:
            given["until"] = NOW.isoformat()
        elif field.type is PlanWords:
            given[field.name] = PlanWords(alone=(SECRET,))
        elif field.name in known:
            given[field.name] = known[field.name]
        else:
            given[field.name] = True if field.type is bool else SECRET
    return kind(**given)


def live(person: Person, entries: list[Entry]) -> Patient:
    """These entries in the record of this person."""
    assert person.patient_id
    for place, entry in enumerate(entries):
        journal.append(person.patient_id, entry, by=person.id, now=NOW + timedelta(minutes=place))
    return Patient.objects.named().select_related("organisation").get(id=person.patient_id)


def unzipped(patient: Patient, language: str = "fr") -> dict[str, bytes]:
    """The files of the archive."""
    zipped = ZipFile(BytesIO(b"".join(packing.archive(patient, language=language, now=NOW))))
    assert zipped.testzip() is None
    return {name: zipped.read(name) for name in zipped.namelist()}


@pytest.fixture
def whole() -> Patient:
    """Somebody in whose record everything has happened once."""
    return live(patient_person("Samira"), one_of_each())
