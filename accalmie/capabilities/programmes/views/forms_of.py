"""What every form of a programme carries: an id made with the page, so that a second submission repeats the first."""

from __future__ import annotations

import uuid6

from accalmie.capabilities.programmes.actions import Author
from accalmie.foundation import clock
from accalmie.foundation.journal.form_ids import sent_id
from accalmie.foundation.people.requests import PatientRequest


def new_id() -> str:
    """A fresh id for a form."""
    return str(uuid6.uuid7())


def author_of(request: PatientRequest) -> Author:
    """The person who writes in their own journal, now."""
    return Author(patient=request.patient, by=request.user.id, now=clock.now(), id=sent_id(request))
