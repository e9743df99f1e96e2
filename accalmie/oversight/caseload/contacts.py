"""Tells the daily pack who waits for a contact: requests to talk, and signs that no alert carries."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import partial

from accalmie.capabilities.contact import queries as contact
from accalmie.foundation.people.models import Organisation, Patient
from accalmie.oversight.caseload import talks, words
from accalmie.safety import queries as safety
from accalmie.safety.pack.gathering import Waits, contacts_from


def waiting(organisation: Organisation, _now: datetime) -> Iterable[Waits]:
    """Everybody of this service who asked to talk and was not answered, or gave a sign that nobody has reviewed and
    that has no alert of its own."""
    here = Patient.objects.open().filter(organisation=organisation)
    for patient, talk in contact.waiting(here.values_list("id", flat=True)).items():
        yield patient, partial(talks.since, talk), talk[1]
    for patient, concern in safety.waiting(here).items():
        if concern.due_at is None:
            yield patient, partial(words.concern_name, concern), concern.opened_at


contacts_from("caseload", waiting)
