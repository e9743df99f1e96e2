"""Records that stand for nobody known: of exercises, and of people whom somebody worries about and nobody has found."""

from __future__ import annotations

from datetime import datetime
from secrets import token_urlsafe
from uuid import UUID

from accalmie.foundation.people import actions as people, consents
from accalmie.foundation.people.codes import AgeBand, Language
from accalmie.foundation.people.models import Organisation


def record_of_nobody(*, called: str, language: Language, organisation: Organisation, now: datetime) -> UUID:
    """An ordinary record to which nobody can sign in."""
    person = people.sign_up(
        sign_in_name=f"personne-{token_urlsafe(12)}",
        password=token_urlsafe(32),
        called=called,
        language=language,
        age_band=AgeBand.FROM_25,
        agreed={consents.CARE},
        organisation=organisation,
        now=now,
    )
    assert person.patient_id is not None
    return person.patient_id
