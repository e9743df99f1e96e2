"""What a notice says and to whom: checked when it is queued, sealed until it leaves."""

from __future__ import annotations

from uuid import UUID

import msgspec
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from accalmie.foundation import crypto
from accalmie.foundation.outbox.codes import Channel
from accalmie.foundation.outbox.telephone import e164

PURPOSE = "outbox.notice.sealed"


class NoAddress(ValueError):
    """Nothing can be sent there: it is no address of this channel."""


class Letter(msgspec.Struct, frozen=True):
    """What leaves. `subject` is empty in an SMS."""

    to: str
    text: str
    subject: str = ""


def letter_of(channel: Channel, *, to: str, subject: str, text: str) -> Letter:
    """The letter, with its address in the one form in which it is sent. Raises NoAddress, or ValueError for no text."""
    if not text.strip():
        raise ValueError("a notice says something")
    if channel is Channel.SMS:
        return Letter(_telephone(to), text)
    return Letter(_mailbox(to), text, " ".join(subject.split()))


def sealed(letter: Letter, *, notice: UUID, patient: UUID | None) -> bytes:
    """The letter under the key of the patient, which ends it with their record; under the site's for everybody else.

    Raises KeyDestroyed.
    """
    if patient is None:
        return crypto.seal_of_site(notice, msgspec.to_builtins(letter), purpose=PURPOSE)
    return crypto.seal_json(patient, letter, purpose=_place(notice))


def opened(given: bytes | memoryview, *, notice: UUID, patient: UUID | None) -> Letter:
    """What was sealed. Raises SealBroken, KeyDestroyed or KeyMissing."""
    if patient is None:
        return msgspec.convert(crypto.open_of_site(notice, given, purpose=PURPOSE), Letter)
    return crypto.open_as(patient, given, Letter, purpose=_place(notice))


def _place(notice: UUID) -> str:
    return f"{PURPOSE}|{notice}"


def _telephone(typed: str) -> str:
    number = e164(typed)
    if number is None:
        raise NoAddress("no telephone number that takes an SMS")
    return number


def _mailbox(typed: str) -> str:
    address = typed.strip()
    try:
        validate_email(address)
    except ValidationError:
        raise NoAddress("no e-mail address") from None
    return address
