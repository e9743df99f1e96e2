"""Who somebody is: how they sign in and how they are called, sealed, and found without being readable."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING
from unicodedata import combining, normalize
from uuid import UUID

import msgspec

from accalmie.foundation import crypto

if TYPE_CHECKING:
    from accalmie.foundation.people.models import Person

PURPOSE = "people.person.identity"
SIGN_IN = "people.person.sign_in"


class Identity(msgspec.Struct, frozen=True):
    """What says who somebody is. Empty once the key that sealed it is destroyed."""

    sign_in_name: str = ""
    called: str = ""


def sign_in_name_of(typed: str) -> str:
    """The one form under which a sign-in name is kept and looked up: case and look-alike widths do not matter."""
    return normalize("NFKC", typed).strip().casefold()


def sign_in_index_of(typed: str) -> bytes:
    """The bytes under which this sign-in name is found, whoever typed it and however."""
    return crypto.blind(sign_in_name_of(typed), purpose=SIGN_IN)


def sealed(identity: Identity, *, key_of: UUID) -> bytes:
    """The identity under this owner's key. Raises KeyDestroyed."""
    return crypto.seal_json(key_of, identity, purpose=PURPOSE)


def opened(given: bytes | memoryview, *, key_of: UUID) -> Identity:
    """The identity; an empty one once its key is destroyed. Raises SealBroken or KeyMissing."""
    try:
        return crypto.open_as(key_of, given, Identity, purpose=PURPOSE)
    except crypto.KeyDestroyed:
        return Identity()


def plain(name: str) -> str:
    """A name without case and accents, for putting in order and for searching."""
    apart = normalize("NFKD", name.casefold())
    return "".join(letter for letter in apart if not combining(letter))


def by_name(people: Iterable[Person]) -> list[Person]:
    """These people in the order of their names. Their keys are fetched in one query."""
    found = list(people)
    crypto.warm(person.sealed_for for person in found)
    return sorted(found, key=lambda person: (plain(person.called), person.id))
