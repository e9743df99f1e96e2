"""A request as views of signed-in people see it."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest

from accalmie.foundation.design.preferences import Preferences
from accalmie.foundation.people.models import Person


class PersonRequest(HttpRequest):
    """A request whose person is known: what the decorators of `access` hand to a view."""

    user: Person
    preferences: Preferences


class PatientRequest(PersonRequest):
    """A request by a patient. `patient` is the id of their record."""

    patient: UUID
