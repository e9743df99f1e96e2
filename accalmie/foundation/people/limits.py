"""How often a sign-in may fail before it has to wait. Kept in the cache, for a quarter of an hour, by keyed marks.

Three counts stand beside one another, since a clinic shares one address and an attacker has many: one name from one
address, one name from everywhere, one address for all names. The right password does not pass a wait, or guessing
would go on; the wait is short, so that nobody is kept out for long by somebody else's tries.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

from accalmie.foundation import crypto
from accalmie.foundation.people.identity import sign_in_name_of

WAIT = timedelta(minutes=15)
FROM_ONE_ADDRESS, FROM_EVERYWHERE, FOR_ALL_NAMES = 10, 50, 300
"""Failures within the wait: of one name from one address, of one name, of one address."""
_MARK = "people.sign_in_failures"


def must_wait(request: HttpRequest, name: str) -> bool:
    """Whether this name, or this address, has failed too often to be asked now."""
    return any(cache.get(key, 0) >= most for key, most in _counts(request, name))


def note_failure(request: HttpRequest, name: str) -> None:
    """One more failure; each count begins anew after a quarter of an hour."""
    for key, _most in _counts(request, name):
        if not cache.add(key, 1, WAIT.total_seconds()):
            with suppress(ValueError):  # it ended between the two
                cache.incr(key)


def forget_failures(request: HttpRequest, name: str) -> None:
    """After the right password: the count of this name from this address begins anew."""
    key, _most = next(_counts(request, name))
    cache.delete(key)


def address_of(request: HttpRequest) -> str:
    """Where a request comes from. Behind a proxy, what that proxy itself added last: the rest a visitor may invent."""
    if settings.IS_SECURE:
        told = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
        return told or request.META.get("REMOTE_ADDR", "")
    return str(request.META.get("REMOTE_ADDR", ""))


def _counts(request: HttpRequest, name: str) -> Iterator[tuple[str, int]]:
    who, where = sign_in_name_of(name)[:150], address_of(request)
    for words, most in ((f"{who}|{where}", FROM_ONE_ADDRESS), (who, FROM_EVERYWHERE), (f"|{where}", FOR_ALL_NAMES)):
        yield f"{_MARK}.{crypto.blind(words, purpose=_MARK).hex()}", most
