"""Makes the people of the bench, signed in: many in their second week, and two who differ in the length of the record.

Run on a prepared site (`python -m bench.making 10000`); leaves `clinic.json` in its data folder.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from importlib import import_module
from pathlib import Path
from uuid import UUID

import django
import msgspec

django.setup()

from django.conf import settings  # noqa: E402  (nothing of a site can be imported before it is set up)
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.db import transaction  # noqa: E402
from django.urls import reverse  # noqa: E402

from accalmie.core.entries import Entry, MoodNoted  # noqa: E402
from accalmie.foundation import clock, journal  # noqa: E402
from accalmie.foundation.people import actions  # noqa: E402
from accalmie.foundation.people.codes import AgeBand  # noqa: E402
from accalmie.foundation.people.models import Person  # noqa: E402
from accalmie.site.authors.folder import world  # noqa: E402
from accalmie.site.demo.cast import DemoPatient  # noqa: E402
from accalmie.site.demo.histories import history, written_people  # noqa: E402
from bench.clinic import CLINIC, MANY, SHORT, Clinic, Patient  # noqa: E402

LIVES, DAYS = "awa", 10
"""The written person whose first ten days the many have lived: a practice is under way."""
LATELY = 2
"""So many days ago began those two whose records are compared: they are in the middle of the first module."""
PRACTICE = {True: ("plan-the-week", "plan-practice"), False: ("the-circle", "circle-practice")}
YEARS = timedelta(days=5 * 365)
_AT_ONCE = 500


Live = Callable[[str, int, UUID], list[journal.Draft]]


def clinic(now: datetime, *, longest: int) -> Clinic:
    """Make everybody; the longest record has so many entries."""
    written, around = written_people()[LIVES], world()

    def live(name: str, days: int, own: UUID) -> list[journal.Draft]:
        lives = DemoPatient(name=name, called="Camille", sees="", lives=LIVES, days=days)
        return history(lives, written, around, now=now, own=own, professional=None)

    return Clinic(
        many=[_made(f"bench-{number}", DAYS, live, now) for number in range(MANY)],
        short=_made("bench-short", LATELY, live, now, entries=SHORT),
        long=_made("bench-long", LATELY, live, now, entries=longest),
    )


def _made(name: str, days: int, live: Live, now: datetime, *, entries: int | None = None) -> Patient:
    """Somebody with their life; where `entries` are asked for, with that many: the same last ones, notes before."""
    person = _signed_up(name, now - YEARS)
    patient = person.patient_id
    assert patient is not None
    drafts = live(name, days, person.id)[: None if entries is None else SHORT - 1]
    before = [] if entries is None else list(_notes(entries - len(drafts) - 1, person.id, now - YEARS))
    with transaction.atomic():
        for start in range(0, len(before), _AT_ONCE):
            journal.append_many(patient, before[start : start + _AT_ONCE], now=now)
        journal.append_many(patient, drafts, now=now)
    practice = reverse("programmes:note-practice", args=PRACTICE[entries is None])
    return Patient(session=session_of(person), practice=practice, entries=1 + len(before) + len(drafts))


def _signed_up(name: str, at: datetime) -> Person:
    return actions.sign_up(
        sign_in_name=name,
        password=name,
        called="Camille",
        language="fr",
        age_band=AgeBand.FROM_25,
        agreed={"care"},
        now=at,
    )


def _notes(number: int, own: UUID, since: datetime) -> Iterator[journal.Draft]:
    """Years of mood notes, several a day."""
    step = (YEARS - timedelta(days=DAYS)) / max(number, 1)
    for one in range(number):
        entry: Entry = MoodNoted(mood=one % 11, words="Une journée comme les autres, un peu de soleil le soir.")
        yield journal.Draft(entry, by=own, occurred_at=since + one * step)


def session_of(person: Person) -> str:
    """A session as signing in makes it, the second factor shown where the role asks for one."""
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session["factor"] = "bench"
    session.create()
    return str(session.session_key)


if __name__ == "__main__":
    (Path(settings.DATA) / CLINIC).write_bytes(msgspec.json.encode(clinic(clock.now(), longest=int(sys.argv[1]))))
