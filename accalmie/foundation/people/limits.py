"""How often a sign-in may fail before it has to wait. Kept in the cache, for a quarter of an hour, by keyed marks.

Three counts stand beside one another, since a clinic shares one address and an attacker has many: one name from one
address, one name from everywhere, one address for all names. The right password does not pass a wait, or guessing
would go on; the wait is short, so that nobody is kept out for long by somebody else's tries.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from uuid import UUID

from django.core.cache import cache
from django.http import HttpRequest

from accalmie.foundation import crypto
from accalmie.foundation.people.identity import sign_in_name_of
from accalmie.foundation.people.whence import address_of

WAIT = timedelta(minutes=15)
FROM_ONE_ADDRESS, FROM_EVERYWHERE, FOR_ALL_NAMES = 10, 50, 300
"""Failures within the wait: of one name from one address, of one name, of one address."""
OF_A_CODE = ((WAIT, 10), (timedelta(days=1), 30))
"""Wrong codes of one person, from everywhere, within each time. Three codes in a million are right at a moment: whoever
has somebody's password and tries all year round comes in with a chance of one in thirty."""
_MARK, _CODE_MARK = "people.sign_in_failures", "people.code_failures"


def must_wait(request: HttpRequest, name: str) -> bool:
    """Whether this name, or this address, has failed too often to be asked now."""
    return any(cache.get(key, 0) >= most for key, most in _counts(request, name))


def note_failure(request: HttpRequest, name: str) -> None:
    """One more failure; each count begins anew after a quarter of an hour."""
    for key, _most in _counts(request, name):
        _one_more(key, WAIT)


def forget_failures(request: HttpRequest, name: str) -> None:
    """After the right password: the count of this name from this address begins anew."""
    key, _most = next(_counts(request, name))
    cache.delete(key)


def of_this_address(request: HttpRequest, what: str) -> str:
    """The name under which wrong codes of one address are counted. A name for all of them would let one visitor shut a
    door to everybody. No sign-in name begins so."""
    return f"|{what} {address_of(request)}"


def code_must_wait(person: UUID) -> bool:
    """Whether this person's codes have been wrong too often to be asked for now."""
    return any(cache.get(_code_key(person, within), 0) >= most for within, most in OF_A_CODE)


def note_wrong_code(person: UUID) -> None:
    for within, _most in OF_A_CODE:
        _one_more(_code_key(person, within), within)


def forget_wrong_codes(person: UUID) -> None:
    """After a right one."""
    cache.delete_many([_code_key(person, within) for within, _most in OF_A_CODE])


def _one_more(key: str, within: timedelta) -> None:
    if not cache.add(key, 1, within.total_seconds()):
        with suppress(ValueError):  # it ended between the two
            cache.incr(key)


def _code_key(person: UUID, within: timedelta) -> str:
    return f"{_CODE_MARK}.{within.total_seconds():.0f}.{person.hex}"


def _counts(request: HttpRequest, name: str) -> Iterator[tuple[str, int]]:
    who, where = sign_in_name_of(name)[:150], address_of(request)
    for words, most in ((f"{who}|{where}", FROM_ONE_ADDRESS), (who, FROM_EVERYWHERE), (f"|{where}", FOR_ALL_NAMES)):
        yield f"{_MARK}.{crypto.blind(words, purpose=_MARK).hex()}", most
