"""Makes the demo clinic: accounts, care relationships and histories, through the actions that the site itself uses."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from accalmie.core.programme.people import Person as Written
from accalmie.core.programme.simulate import World
from accalmie.foundation import journal
from accalmie.foundation.access.actions import begin_care
from accalmie.foundation.people import actions
from accalmie.foundation.people.codes import AgeBand
from accalmie.foundation.people.models import Patient, Person
from accalmie.site.authors.folder import world
from accalmie.site.demo import cast
from accalmie.site.demo.histories import begins_at, history, written_people


def is_loaded() -> bool:
    """Whether the demo clinic is in this database."""
    return Person.objects.filter(sign_in_name=cast.CLAIRE).exists()


@transaction.atomic
def load(*, now: datetime) -> None:
    """Make everybody, all or nobody. Raises library.NotPublished."""
    opened = min(begins_at(patient, now) for patient in cast.PATIENTS)
    actions.create_administrator(
        sign_in_name=cast.ADMINISTRATOR, password=cast.PASSWORD, called="Ana", language="fr", now=opened
    )
    team = {
        one.name: actions.create_professional(
            sign_in_name=one.name, password=cast.PASSWORD, called=one.called, language="fr", now=opened
        )
        for one in cast.PROFESSIONALS
    }
    around, people = world(), written_people()
    for patient in cast.PATIENTS:
        row = _admitted(patient, team, now)
        if patient.lives:
            _lived(patient, people[patient.lives], around, row, team, now)


def _admitted(patient: cast.DemoPatient, team: dict[str, Person], now: datetime) -> Patient:
    begun = begins_at(patient, now)
    person = actions.sign_up(
        sign_in_name=patient.name,
        password=cast.PASSWORD,
        called=patient.called,
        language=patient.language,
        age_band=AgeBand.FROM_25,
        agreed={"care"},
        now=begun,
    )
    row = Patient.objects.get(person=person)
    for name in patient.cared_for_by:
        begin_care(patient=row.id, professional=team[name], now=begun)
    return row


def _lived(
    patient: cast.DemoPatient,
    person: Written,
    around: World,
    row: Patient,
    team: dict[str, Person],
    now: datetime,
) -> None:
    professional = team[patient.cared_for_by[0]].id if patient.cared_for_by else None
    drafts = history(patient, person, around, now=now, own=row.person_id, professional=professional)
    journal.append_many(row.id, drafts, now=now)
