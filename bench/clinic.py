"""The people of one measurement, as those who measure know them: a session, an address, the length of a record."""

from __future__ import annotations

import msgspec

MANY = 100
SHORT, LONG = 10, 10_000
CLINIC, CROWD = "clinic.json", "crowd.json"
"""Their files in the data folder of a site of the bench."""
LIVED, THOUSAND, EVERYBODY = 200, 1000, 10_000


class Patient(msgspec.Struct, frozen=True):
    """Somebody signed in: their session, the address at which they note a practice, and how many entries they have."""

    session: str
    practice: str
    entries: int


class Clinic(msgspec.Struct, frozen=True):
    """`short` and `long` have lived the same of late; only the length of their records differs."""

    many: list[Patient]
    short: Patient
    long: Patient


class Crowd(msgspec.Struct, frozen=True):
    """The sessions of those who read long lists: of a thousand people, and of everybody on the site. `record`: of the
    thousand, whoever has lived most."""

    thousand: str
    everybody: str
    record: str
