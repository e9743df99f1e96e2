"""Second factors: setting one up, showing it, and the paper codes for the day when it is lost."""

from __future__ import annotations

import secrets
from base64 import b64decode, b64encode
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction

from accalmie.foundation import crypto
from accalmie.foundation.people import totp
from accalmie.foundation.people.models import Person
from accalmie.foundation.people.sign_in_models import Factor, FactorKind, RecoveryCode

SHEET = 10
"""Recovery codes on a sheet."""
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that looks like another on paper
_GROUP = 5
_SEALED, _MARK = "people.factor", "people.recovery_code"


class WrongCode(ValueError):
    """Not the code of this moment, or one that was used already."""


def begin_application(person: Person, *, now: datetime) -> Factor:
    """A secret for an application, which counts once `confirm_application` has seen a code of it. Begun twice, the same
    secret comes back, so that a page may be read again."""
    begun = person.factors.filter(kind=FactorKind.TOTP, confirmed_at=None).first()
    if begun is not None:
        return begun
    sealed = crypto.seal_json(_key_of(person), b64encode(totp.new_secret()).decode("ascii"), purpose=_SEALED)
    return Factor.objects.create(person=person, kind=FactorKind.TOTP, sealed=sealed, created_at=now)


@transaction.atomic
def confirm_application(person: Person, *, code: str, now: datetime) -> None:
    """From now on this application is asked for, and no other. Raises WrongCode."""
    begun = person.factors.select_for_update().filter(kind=FactorKind.TOTP, confirmed_at=None).first()
    if begun is None:
        raise WrongCode
    _use(begun, code, now=now)
    person.factors.filter(kind=FactorKind.TOTP).exclude(id=begun.id).delete()
    begun.confirmed_at = now
    begun.save(update_fields=["confirmed_at"])
    note_that_it_counts(person)


@transaction.atomic
def show_code(person: Person, *, code: str, now: datetime) -> None:
    """The code of the application, or one of the sheet; each is good once. Raises WrongCode."""
    application = person.factors.select_for_update().filter(kind=FactorKind.TOTP, confirmed_at__isnull=False).first()
    digits = totp.typed(code)
    if application is not None and len(digits) == totp.DIGITS and len(digits) == len(code.replace(" ", "")):
        _use(application, digits, now=now)
    elif not RecoveryCode.objects.filter(mark=_mark(person, code), used_at=None).update(used_at=now):
        raise WrongCode


@transaction.atomic
def new_sheet(person: Person) -> list[str]:
    """Ten codes on paper, in the place of those before. They are said once, and kept as marks."""
    person.recovery_codes.all().delete()
    codes = [_new_code() for _ in range(SHEET)]
    RecoveryCode.objects.bulk_create([RecoveryCode(person=person, mark=_mark(person, code)) for code in codes])
    return codes


def codes_left(person: Person) -> int:
    """How many codes of their sheet are good still."""
    return person.recovery_codes.filter(used_at=None).count()


def confirmed(person: Person) -> Sequence[Factor]:
    """The factors that count, the oldest first."""
    return list(person.factors.filter(confirmed_at__isnull=False).order_by("created_at"))


@transaction.atomic
def remove(person: Person, *, factor: UUID) -> None:
    """One factor less. With the last one the sheet of codes goes as well."""
    person.factors.filter(id=factor).delete()
    if not confirmed(person):
        remove_all(person)


def remove_all(person: Person) -> None:
    """As if no second factor had ever been set up: a patient signs in with the password, staff set one up again."""
    person.factors.all().delete()
    person.recovery_codes.all().delete()
    person.has_factor = False
    person.save(update_fields=["has_factor"])


def note_that_it_counts(person: Person) -> None:
    """From the next sign-in on, the second factor is asked for."""
    person.has_factor = True
    person.save(update_fields=["has_factor"])


def secret_of(factor: Factor) -> bytes:
    """The secret of an application."""
    secret: str = crypto.open_json(_key_of(factor.person), factor.sealed, purpose=_SEALED)
    return b64decode(secret)


def code_of_this_moment(person: Person, *, now: datetime) -> str:
    """What the application of this person shows now. For the demo, where nobody has the telephone."""
    application = next((one for one in confirmed(person) if one.is_application), None)
    return totp.code_at(secret_of(application), now=now) if settings.DEMO and application is not None else ""


def _use(application: Factor, code: str, *, now: datetime) -> None:
    """Moves the factor's last step forward to this code's, so that nobody who read it over a shoulder uses it again."""
    after = 0 if settings.DEMO else application.step  # the demo shows the code to everybody, several times a minute
    step = totp.step_of(totp.typed(code), secret_of(application), after=after, now=now)
    if step is None:
        raise WrongCode
    application.step = step
    application.save(update_fields=["step"])


def _key_of(person: Person) -> UUID:
    """The key under which their names are sealed: it ends with their record."""
    return person.sealed_for


def _new_code() -> str:
    letters = [secrets.choice(_LETTERS) for _ in range(2 * _GROUP)]  # 31^10, some 49 bits
    return f"{''.join(letters[:_GROUP])}-{''.join(letters[_GROUP:])}"


def _mark(person: Person, code: str) -> bytes:
    letters = "".join(letter for letter in code.casefold() if letter in _LETTERS)
    return crypto.blind(f"{person.pk}|{letters}", purpose=_MARK)
