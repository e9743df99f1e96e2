"""The cast's accounts: made by the same actions as on the site, with a password that every test knows."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import count

from accalmie.foundation.people import actions
from accalmie.foundation.people.codes import AgeBand
from accalmie.foundation.people.models import Person

PASSWORD = "le vent tombe enfin"
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)

_number = count(1)


def patient_person(called: str = "Samira", *, language: str = "fr", research: bool = False) -> Person:
    """A person with a patient record, a key and their consents in the journal."""
    return actions.sign_up(
        sign_in_name=f"{called}-{next(_number)}",
        password=PASSWORD,
        called=called,
        language=language,
        age_band=AgeBand.FROM_25,
        agreed={"care", "research"} if research else {"care"},
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
