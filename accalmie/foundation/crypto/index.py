"""A blind index: equal texts give equal bytes, and without its key the bytes say nothing of the text."""

from __future__ import annotations

import hmac
from functools import lru_cache
from unicodedata import normalize

from accalmie.foundation.crypto.master import derived
from accalmie.foundation.crypto.site_keys import BLIND_INDEX, site_key

_LENGTH = 16
"""Bytes: enough that no two texts of a site ever meet, and half of what the function gives."""


def blind(text: str, *, purpose: str) -> bytes:
    """The 16 bytes under which a text is looked up in one column (`purpose`, "people.person.email").

    Case, accents' encoding and look-alike widths do not matter (NFKC, casefolded, stripped); the same text gives other
    bytes for another purpose. HMAC-SHA-256 under a key of the site's own, which the key store holds and a rotation of
    the master key leaves alone. Raises MasterKeyRefused.
    """
    key = _key(purpose, site_key(BLIND_INDEX))
    return hmac.digest(key, normalize("NFKC", text).strip().casefold().encode(), "sha256")[:_LENGTH]


@lru_cache(maxsize=64)
def _key(purpose: str, of_the_site: bytes) -> bytes:
    return derived(f"blind index {purpose}", of_the_site)
