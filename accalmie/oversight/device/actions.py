"""Reporting and classifying incidents, and what a person says did them harm."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import date, datetime
from uuid import UUID, uuid5

from django.db import transaction
from uuid6 import uuid7

from accalmie.capabilities.contact import actions as contact
from accalmie.core.entries import HarmReported, IncidentNoted
from accalmie.foundation import crypto, journal
from accalmie.foundation.access.queries import NotYours, patients_of
from accalmie.foundation.people.models import Person
from accalmie.oversight.device import queries
from accalmie.oversight.device.hazards import LEVELS, hazard_log
from accalmie.oversight.device.models import Classification, Harm, HarmFiled, Incident, Kind
from accalmie.oversight.device.queries import DECISION, REPORT, Decision, Report
from accalmie.oversight.device.vigilance import due_at, vigilance

NEW_HAZARD = "none-of-these"
"""What happened belongs to no hazard of the log: one has to be written."""
DOMAINS = ("symptoms", "quality", "dependency", "stigma", "hopelessness", "failure", "other", "dying")
CAUSES = ("programme", "elsewhere", "unsure", "")
WISHES = ("nothing", "answer", "another_way")
_ABOUT = {"answer": "how_i_am", "another_way": "programme"}


class NotAllowed(PermissionError):
    """This person classifies no incidents."""


class StillRunning(ValueError):
    """A clock runs: the authority is told first, then the incident is closed."""


@transaction.atomic
def report(
    *,
    by: Person,
    what: str,
    done: str,
    happened_on: date,
    harm: Harm,
    patient: UUID | None,
    now: datetime,
    id: UUID | None = None,
) -> Incident:
    """A new report; in the journal of the patient whom it concerns as well. Sent twice under one `id`, it is kept once.

    Raises access.queries.NotYours for a patient who is not in this person's care, or journal.EntryConflict.
    """
    if patient is not None and not patients_of(by, now=now).filter(id=patient).exists():
        raise NotYours
    id = id or uuid7()
    standing = Incident.objects.filter(id=id, organisation=by.organisation_id).first()
    if standing is not None:
        return standing
    made = Incident.objects.create(
        id=id,
        organisation_id=by.organisation_id,
        reported_at=now,
        reported_by=by,
        happened_on=happened_on,
        harm=harm,
        is_about_a_patient=patient is not None,
        words=crypto.seal_json(id, asdict(Report(what, done)), purpose=REPORT),
    )
    if patient is not None:
        entry = IncidentNoted(incident=id, harm=harm, words=what)
        journal.append(patient, entry, by=by.id, now=now)
    return made


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What the safety lead decides about one report. `clock`: "" when no authority has to be told."""

    kind: Kind
    severity: int
    hazard: str
    clock: str
    aware_on: date
    told_on: date | None
    measures: str
    closing: str


def classify(*, incident: UUID, verdict: Verdict, by: Person, now: datetime, id: UUID | None = None) -> Classification:
    """One more classification, which counts from now on; the earlier ones stay. A closing note closes the report.

    Raises NotAllowed, queries.NotHere, StillRunning, or ValueError for a hazard, clock or severity that there is not.
    """
    if not queries.may_classify(by, now=now):
        raise NotAllowed(by.role)
    found = queries.incident_of(by, incident).incident
    _check(verdict)
    due = due_at(vigilance().clock(verdict.clock), aware_on=verdict.aware_on) if verdict.clock else None
    if verdict.closing and due is not None and verdict.told_on is None:
        raise StillRunning(verdict.clock)
    decided = asdict(Decision(verdict.measures, verdict.closing))
    kept = {
        "incident": found,
        "organisation_id": found.organisation_id,
        "at": now,
        "by": by,
        "kind": verdict.kind,
        "severity": verdict.severity,
        "hazard": verdict.hazard,
        "clock": verdict.clock,
        "aware_on": verdict.aware_on,
        "due_at": due,
        "told_on": verdict.told_on,
        "is_closed": bool(verdict.closing),
        "words": crypto.seal_json(found.id, decided, purpose=DECISION),
    }
    made, _is_new = Classification.objects.get_or_create(id=id or uuid7(), defaults=kept)
    return made


def _check(verdict: Verdict) -> None:
    _check_hazard(verdict.hazard)
    if not 1 <= verdict.severity <= LEVELS:
        raise ValueError(str(verdict.severity))
    if verdict.clock and verdict.clock not in {one.kind for one in vigilance().clocks}:
        raise ValueError(verdict.clock)


def _check_hazard(hazard: str) -> None:
    if hazard != NEW_HAZARD and hazard_log().named(hazard) is None:
        raise ValueError(hazard)


@transaction.atomic
def tell_harm(
    *,
    patient: UUID,
    domains: Collection[str],
    cause: str,
    wish: str,
    words: str,
    asked: str,
    by: UUID,
    now: datetime,
    id: UUID | None = None,
) -> UUID:
    """What did somebody harm, in their journal; with a request to their care team when they wish an answer, whose words
    are `asked`. Returns the id of the entry. Raises ValueError or journal.EntryConflict."""
    if cause not in CAUSES or wish not in WISHES or not set(domains) <= set(DOMAINS):
        raise ValueError(f"{domains} / {cause} / {wish}")
    chosen = tuple(one for one in DOMAINS if one in domains)
    entry = HarmReported(domains=chosen, cause=cause, wish=wish, words=words)
    kept = journal.append(patient, entry, by=by, now=now, id=id).entry.id
    if wish in _ABOUT and asked:
        contact.ask(
            patient=patient, way="message", about=_ABOUT[wish], words=asked, by=by, now=now, id=uuid5(kept, "asked")
        )
    return kept


def file_harm(*, told: UUID, hazard: str, by: Person, now: datetime) -> HarmFiled:
    """Under which hazard something that did harm belongs. Raises NotAllowed, queries.NotHere, or ValueError."""
    if not queries.may_classify(by, now=now):
        raise NotAllowed(by.role)
    _check_hazard(hazard)
    if told not in {one.id for one in queries.nameless_harms(by)}:
        raise queries.NotHere(str(told))
    return HarmFiled.objects.create(told=told, organisation_id=by.organisation_id, at=now, by=by, hazard=hazard)
