"""The keys of the site itself, beside those of its people: they outlive the master key that wraps them."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from secrets import token_bytes

from django.conf import settings

from accalmie.foundation.crypto.master import derived, master_key
from accalmie.foundation.crypto.models import PatientKey, SiteKey
from accalmie.foundation.crypto.wrapping import unwrapped, wrapper

BLIND_INDEX = "blind index"
SIGNATURE = "signature of the journal"
PASSES = "passes for rows"
NOTICES = "notices that leave"


@cache
def site_key(name: str) -> bytes:
    """The 32 bytes of one of the site's keys, made and durable in the key store if this is the first time.

    They never change, so a process keeps them. Raises MasterKeyRefused.
    """
    row = SiteKey.objects.filter(pk=name).first()
    if row is None:
        # Two processes may meet here: the name keeps one of the two keys, and both read that one back.
        wrapped = wrapper(may_create=is_empty()).wrap(_FIRST[name](), binding(name))
        SiteKey.objects.bulk_create([SiteKey(name=name, wrapped=wrapped)], ignore_conflicts=True)
        row = SiteKey.objects.get(pk=name)
    return unwrapped(bytes(row.wrapped), binding(name), of=f"this site ({name})")


@cache
def pass_key() -> bytes:
    """The 32 bytes that sign the passes which PostgreSQL asks for (`foundation.rows`)."""
    return derived("passes", site_key(PASSES))


def binding(name: str) -> bytes:
    """Ties a wrapped key to its name: the key of one purpose never serves for another."""
    return f"accalmie site key 1|{name}".encode()


def is_empty() -> bool:
    """Whether the store holds no key at all: only then may a master key be made."""
    return not (PatientKey.objects.exists() or SiteKey.objects.exists())


def _any() -> bytes:
    return token_bytes(32)


def _signing_before_keys_had_rows() -> bytes:
    """The signing key was once derived from the master key: that one stays, so that days sealed by it still hold."""
    if settings.ACCALMIE_KMS_COMMAND:
        return token_bytes(32)
    return derived(SIGNATURE, master_key(may_create=is_empty()))


_FIRST: dict[str, Callable[[], bytes]] = {
    BLIND_INDEX: _any,
    SIGNATURE: _signing_before_keys_had_rows,
    PASSES: _any,
    NOTICES: _any,
}
