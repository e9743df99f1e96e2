"""The cast's accounts: made by the same actions as on the site, with a password that every test knows."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import count

from accalmie.foundation import clock
from accalmie.foundation.people import actions, factors, organisations, totp
from accalmie.foundation.people.codes import AgeBand, Role
from accalmie.foundation.people.models import Organisation, Person

PASSWORD = "le vent tombe enfin"
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)

_number = count(1)


def patient_person(
    called: str = "Samira", *, language: str = "fr", research: bool = False, organisation: Organisation | None = None
) -> Person:
    """A person with a patient record, a key and their consents in the journal."""
    return actions.sign_up(
        sign_in_name=f"{called}-{next(_number)}",
        password=PASSWORD,
        called=called,
        language=language,
        age_band=AgeBand.FROM_25,
        agreed={"care", "research"} if research else {"care"},
        organisation=organisation,
        now=NOW,
    )


def psychologist(called: str = "Claire Morel", *, language: str = "fr") -> Person:
    return actions.create_professional(
        sign_in_name=f"{called}-{next(_number)}", password=PASSWORD, called=called, language=language, now=NOW
    )


def administrator(called: str = "Ana") -> Person:
    return actions.create_administrator(
        sign_in_name=f"{called}-{next(_number)}", password=PASSWORD, called=called, language="fr", now=NOW
    )


def somebody(role: Role, *, called: str = "Camille", organisation: Organisation | None = None) -> Person:
    """An account in any role; a patient has a record."""
    if role == Role.PATIENT:
        return patient_person(called, organisation=organisation)
    return actions.create_professional(
        sign_in_name=f"{called}-{next(_number)}",
        password=PASSWORD,
        called=called,
        language="fr",
        role=role,
        organisation=organisation,
        now=NOW,
    )


def with_a_second_key(person: Person) -> bytes:
    """Gives this person an application for codes, set up an hour ago; its secret."""
    now = clock.wall() - timedelta(hours=1)
    secret = factors.secret_of(factors.begin_application(person, now=now))
    factors.confirm_application(person, code=totp.code_at(secret, now=now), now=now)
    return secret


def code_now(secret: bytes) -> str:
    """What the application shows at this moment."""
    return totp.code_at(secret, now=clock.wall())


def elsewhere() -> Organisation:
    """Another organisation on the same site."""
    organisations.first(now=NOW)
    return organisations.found(name=f"Centre des Ormes {next(_number)}", now=NOW + timedelta(seconds=1))


def officer(called: str = "Odile", role: Role = Role.DATA_PROTECTION_OFFICER) -> Person:
    """Somebody who works here without caring for anybody: the data-protection officer, unless another role is told."""
    return somebody(role, called=called)
