"""Signing in, from the password to somebody whom the pages know.

Whoever works here is let in by a second factor as well, and so is each patient who set one up. Between the two a
session is nobody's: `half_signed_in` names the person to the pages that ask for the rest, and to no other.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.contrib.auth import get_user, login
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest

from accalmie.foundation import clock, rows
from accalmie.foundation.people import sessions
from accalmie.foundation.people.models import Person

STAFF_REST = 30 * 60
"""Seconds without a sign of life after which somebody who works here signs in again: their screens are shared. What
they had typed is kept (kept_forms)."""
SURE = timedelta(minutes=15)
"""For so long after they showed who they are, somebody may change how they sign in."""
_SHOWN, _SURE = "factor", "sure"
_BACKEND = "accalmie.foundation.people.backend.PeopleBackend"


def known(request: HttpRequest) -> Person | None:
    """Who this session belongs to, whether or not they have shown everything. Sets `request.user`, which is nobody
    until they have."""
    person = get_user(request)
    if not isinstance(person, Person):
        request.user = person
        return None
    is_in = not needs_factor(person) or _SHOWN in request.session
    request.user = person if is_in else AnonymousUser()
    if not is_in:
        rows.seen_by(None)
    request.half_signed_in = None if is_in else person  # type: ignore[attr-defined]
    return person


def half_signed_in(request: HttpRequest) -> Person | None:
    """Who gave the right password and has not shown their second factor."""
    person: Person | None = getattr(request, "half_signed_in", None)
    if person is not None:
        rows.seen_by(person.pk)  # for the page that asks for the rest
    return person


def needs_factor(person: Person) -> bool:
    """Whether a password alone does not let this person in."""
    return person.has_factor or person.is_staff_member


def sign_in(request: HttpRequest, person: Person, *, factor: str = "") -> None:
    """From now on this session is this person's. `factor`: what they showed beside or in place of a password."""
    login(request, person, backend=_BACKEND)
    request.session.pop(_SHOWN, None)
    note_sure(request, now=clock.wall())
    sessions.begin(request, lasts=STAFF_REST if person.is_staff_member else None, now=clock.wall())
    rows.seen_by(person.pk)
    if factor:
        note_factor(request, factor)


def note_factor(request: HttpRequest, factor: str) -> None:
    """They have shown their second factor. The session gets another name: what was known of it before opens nothing."""
    request.session[_SHOWN] = factor
    request.session.cycle_key()


def note_sure(request: HttpRequest, *, now: datetime) -> None:
    """They have just shown that it is them. By the wall clock: the demo's date is moved by days."""
    request.session[_SURE] = now.timestamp()


def is_sure(request: HttpRequest, *, now: datetime) -> bool:
    """Whether they showed lately that it is them."""
    since: float = now.timestamp() - request.session.get(_SURE, 0)
    return 0 <= since < SURE.total_seconds()
