"""Who comes in to a patient's plan as a professional, and what day it is for them."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.http import Http404
from django.utils import timezone

from accalmie.foundation import clock
from accalmie.foundation.access.permissions import Permission
from accalmie.foundation.access.queries import NotYours, patient_of
from accalmie.foundation.people.models import Patient
from accalmie.foundation.people.requests import PersonRequest


def in_care(request: PersonRequest, patient: UUID) -> Patient:
    """The patient, for somebody who decides in their care. Raises Http404: from outside, not yours is not there."""
    try:
        return patient_of(request.user, patient, now=clock.now(), permission=Permission.STEP_REVIEW)
    except NotYours:
        raise Http404 from None


def today() -> date:
    """The day where the person reads."""
    return timezone.localtime(clock.now()).date()
