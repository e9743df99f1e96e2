"""Writing the clinic's card."""

from __future__ import annotations

from dataclasses import asdict

from django.db import transaction

from accalmie.foundation.clinic.models import Card
from accalmie.foundation.clinic.queries import Clinic
from accalmie.foundation.people.models import Organisation


@transaction.atomic
def describe(*, clinic: Clinic, organisation: Organisation) -> None:
    """From now on pages say this of the clinic to the people of this organisation, which takes its name."""
    if clinic.name:
        organisation.name = clinic.name
        organisation.save(update_fields=["name"])
    Card.objects.update_or_create(organisation=organisation, defaults=asdict(clinic))
