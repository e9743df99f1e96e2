"""Looked up without being readable: what a blind index tells, and what it does not."""

from __future__ import annotations

from pathlib import Path
from unicodedata import normalize
from uuid import uuid4

import pytest
from django.conf import LazySettings
from hypothesis import given, strategies as st

from accalmie.foundation.crypto import MasterKeyRefused, blind, create_key
from accalmie.foundation.crypto.models import SiteKey
from accalmie.foundation.crypto.site_keys import site_key

pytestmark = [pytest.mark.django_db(databases=["default", "keys"]), pytest.mark.database]

EMAIL = "people.person.email"


def test_the_same_text_in_another_spelling_is_found_again() -> None:
    assert blind("  Samira@Example.ORG ", purpose=EMAIL) == blind("samira@example.org", purpose=EMAIL)


@given(st.text(), st.text())
def test_two_texts_meet_only_where_they_are_one_text_in_two_spellings(one: str, two: str) -> None:
    met = blind(one, purpose=EMAIL) == blind(two, purpose=EMAIL)
    assert met == (spelt_plainly(one) == spelt_plainly(two))


def spelt_plainly(text: str) -> str:
    return normalize("NFKC", text).strip().casefold()


def test_two_columns_cannot_be_compared() -> None:
    assert blind("samira", purpose=EMAIL) != blind("samira", purpose="people.person.name")


def test_another_site_gives_other_bytes() -> None:
    before = blind("samira", purpose=EMAIL)
    SiteKey.objects.all().delete()
    site_key.cache_clear()
    assert blind("samira", purpose=EMAIL) != before


def test_a_lost_master_key_is_never_replaced_by_a_new_one(settings: LazySettings) -> None:
    settings.ACCALMIE_MASTER_KEY = ""
    blind("samira", purpose=EMAIL)  # the first thing that a new site wraps
    Path(settings.ACCALMIE_MASTER_KEY_FILE).unlink()
    site_key.cache_clear()
    with pytest.raises(MasterKeyRefused, match="Put the file back"):
        blind("samira", purpose=EMAIL)
    with pytest.raises(MasterKeyRefused, match="Put the file back"):
        create_key(uuid4())
    assert not Path(settings.ACCALMIE_MASTER_KEY_FILE).exists()
