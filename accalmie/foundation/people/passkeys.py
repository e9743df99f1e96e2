"""Passkeys (WebAuthn level 2): a key that stays in somebody's telephone, opened by their finger, face or PIN.

What they have and what they are or know, in one: signing in with one asks for nothing else.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.http import HttpRequest
from fido2.server import Fido2Server
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from accalmie.foundation import crypto
from accalmie.foundation.people import factors
from accalmie.foundation.people.models import Person
from accalmie.foundation.people.sign_in_models import Factor, FactorKind
from accalmie.foundation.rows import house

_SEALED, _MARK, _HANDLE = "people.passkey", "people.passkey.credential", "people.passkey.handle"

State = dict[str, Any]
"""What the server remembers of a question until it is answered: the challenge."""


class PasskeyRefused(ValueError):
    """Not an answer to the question that was asked here, or not a passkey that is known."""


@dataclass(frozen=True)
class RelyingParty:
    """The site as browsers name it: a passkey is bound to `host` and opens for `origin` alone."""

    host: str
    origin: str


def relying_party_of(request: HttpRequest) -> RelyingParty:
    host = request.get_host()
    return RelyingParty(
        host.rpartition(":")[0] if host.rpartition(":")[2].isdigit() else host, f"{request.scheme}://{host}"
    )


def ask_for_a_new_one(person: Person, party: RelyingParty) -> tuple[dict[str, Any], State]:
    """What the browser is asked in order to make a passkey for this person, and what to keep until it answers."""
    known = [_credential(factor) for factor in person.factors.filter(kind=FactorKind.PASSKEY)]
    options, state = _server(party).register_begin(
        PublicKeyCredentialUserEntity(
            id=crypto.blind(str(person.pk), purpose=_HANDLE),  # says nothing, and is the same for all their passkeys
            name=person.sign_in_name,
            display_name=person.called,
        ),
        known,
        resident_key_requirement=ResidentKeyRequirement.REQUIRED,
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return dict(options), state


def add(person: Person, *, answer: Mapping[str, Any], state: State, party: RelyingParty, now: datetime) -> Factor:
    """A new passkey of this person, which counts at once. Raises PasskeyRefused."""
    try:
        shown = _server(party).register_complete(state, answer)
    except (ValueError, KeyError, TypeError) as wrong:
        raise PasskeyRefused from wrong
    made = shown.credential_data
    if made is None:
        raise PasskeyRefused
    sealed = crypto.seal_json(person.sealed_for, b64encode(made).decode("ascii"), purpose=_SEALED)
    try:
        with transaction.atomic():
            factor = Factor.objects.create(
                person=person,
                kind=FactorKind.PASSKEY,
                sealed=sealed,
                mark=_mark(made.credential_id),
                step=shown.counter,
                created_at=now,
                confirmed_at=now,
            )
            factors.note_that_it_counts(person)
    except IntegrityError as known:
        raise PasskeyRefused from known
    return factor


def ask_for_one(party: RelyingParty) -> tuple[dict[str, Any], State]:
    """What the browser is asked in order to sign in with any passkey of this site."""
    options, state = _server(party).authenticate_begin(user_verification=UserVerificationRequirement.REQUIRED)
    return dict(options), state


@house()  # who shows a passkey is nobody yet
@transaction.atomic
def shown_by(*, answer: Mapping[str, Any], state: State, party: RelyingParty) -> Person:
    """Whose passkey answered. Raises PasskeyRefused; somebody who is switched off has none that opens."""
    try:
        given = AuthenticationResponse.from_dict(answer)
        factor = _known(given.raw_id)
        _server(party).authenticate_complete(state, [_credential(factor)], given)
    except (ValueError, KeyError, TypeError, Factor.DoesNotExist) as wrong:
        raise PasskeyRefused from wrong
    _count(factor, given.response.authenticator_data.counter)
    return factor.person


def _known(credential: bytes) -> Factor:
    active = Factor.objects.select_for_update(of=("self",)).select_related("person__patient")
    return active.get(mark=_mark(credential), person__is_active=True)


def _count(factor: Factor, counter: int) -> None:
    """A count that does not grow was made by a copy of the key; passkeys that count nothing say 0 (WebAuthn 6.1.1)."""
    if counter and counter <= factor.step:
        raise PasskeyRefused
    if counter:
        factor.step = counter
        factor.save(update_fields=["step"])


def _credential(factor: Factor) -> AttestedCredentialData:
    sealed: str = crypto.open_json(factor.person.sealed_for, factor.sealed, purpose=_SEALED)
    return AttestedCredentialData(b64decode(sealed))


def _server(party: RelyingParty) -> Fido2Server:
    site = PublicKeyCredentialRpEntity(id=party.host, name=settings.NEUTRAL_NAME)
    return Fido2Server(site, verify_origin=lambda origin: origin == party.origin)


def _mark(credential: bytes) -> bytes:
    return crypto.blind(credential.hex(), purpose=_MARK)
