"""Closures of a service, and people who can or cannot be written to."""

from __future__ import annotations

from datetime import date, datetime

from accalmie.foundation.people import actions as accounts
from accalmie.foundation.people.actions import save_contact
from accalmie.foundation.people.codes import AgeBand, Role
from accalmie.foundation.people.contact import Contact
from accalmie.foundation.people.models import Organisation, Person
from accalmie.safety.closures import actions
from accalmie.safety.closures.models import Closure
from accalmie.safety.closures.queries import Answers
from tests.factories.people import NOW, PASSWORD, patient_person, somebody


def answers(first: date, last: date | None, *, hours: str = "", person: Person | None = None) -> Answers:
    """Somebody who answers on these days: a colleague, or a service outside."""
    name = "Accueil des Ormes" if person is None else person.called
    return Answers(first, last, name, "01 99 00 55 66", hours, None if person is None else person.id)


def closes(
    first: date,
    last: date | None,
    *,
    now: datetime,
    by: Person | None = None,
    covers: list[Answers] | None = None,
    replaces: Closure | None = None,
) -> Closure:
    """The service closes on these days; somebody outside answers day and night unless told."""
    return actions.declare(
        by=by or somebody(Role.SAFETY_LEAD, called="Léa"),
        why=Closure.Why.DAYS if last else Closure.Why.END,
        first_day=first,
        last_day=last,
        covers=covers if covers is not None else [answers(first, last)],
        now=now,
        replaces=None if replaces is None else replaces.id,
    )


def with_mobile(
    called: str = "Samira", telephone: str = "06 12 34 56 78", *, organisation: Organisation | None = None
) -> Person:
    """Somebody in care who gave a telephone number."""
    person = patient_person(called, organisation=organisation)
    save_contact(patient=person.patient, contact=Contact(telephone=telephone, trusted_person="Nadia, 01 99 00 77 88"))
    return person


def with_address(called: str, address: str) -> Person:
    """Somebody in care who signs in with their e-mail address."""
    return accounts.sign_up(
        sign_in_name=address,
        password=PASSWORD,
        called=called,
        language="fr",
        age_band=AgeBand.FROM_25,
        agreed={"care"},
        now=NOW,
    )
