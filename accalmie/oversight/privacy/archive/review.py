"""What professionals noted for one another: given to the person once a clinician has read it for third parties' words.

The rest of the record needs no reading by anybody before its owner has it.
"""

from __future__ import annotations

from typing import Any

from accalmie.core import entries
from accalmie.core.entries import Entry

HELD: dict[type[Entry], tuple[str, ...]] = {
    entries.ConcernRaised: ("words",),
    entries.ConcernReviewed: ("words",),
    entries.SignNoticed: ("words",),
    entries.ContactTried: ("words",),
    entries.AlertClosed: ("words", "receipt"),
    entries.RecontactTried: ("words",),
    entries.RecontactStepDone: ("words", "receipt"),
    entries.Deceased: ("learnt_from",),
    entries.ContactNoted: ("words",),
    entries.NoteSigned: ("contact", "state", "risk", "next_step", "because"),
    entries.CareElsewhereStruck: ("because",),
    entries.AdviceDecided: ("because",),
    entries.CareStepDecided: ("because",),
    entries.EnrolmentMoved: ("reason",),
    entries.StartIndicated: ("words", "despite"),
    entries.OpenedInEmergency: ("words",),
    entries.IncidentNoted: ("words",),
    entries.SleepWindowSupported: ("agreed_by",),
    entries.TeamMessageWritten: ("words",),
    entries.TeamTaskGiven: ("words",),
    entries.TeamTaskEnded: ("words",),
    entries.ReferralEnded: ("words",),
}


def held_fields(value: Entry) -> tuple[str, ...]:
    """The fields of this entry that wait for a clinician's reading; only those in which something stands."""
    return tuple(name for name in HELD.get(type(value), ()) if getattr(value, name))


def without(fields: tuple[str, ...], payload: dict[str, Any]) -> dict[str, Any]:
    """The payload with these fields left empty."""
    return payload | dict.fromkeys(fields)
