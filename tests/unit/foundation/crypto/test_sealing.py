"""What is sealed for one patient and one place opens there and nowhere else."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from accalmie.foundation import crypto
from tests.entry_strategies import values

pytestmark = [pytest.mark.django_db(databases=["default", "keys"]), pytest.mark.database]
_modestly = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

CLAIRE = UUID("11111111-1111-4111-8111-111111111111")


@_modestly
@given(plaintext=st.binary(max_size=300), aad=st.binary(max_size=40))
def test_what_is_sealed_opens_as_it_was(plaintext: bytes, aad: bytes) -> None:
    sealed = crypto.seal(CLAIRE, plaintext, aad=aad)
    assert crypto.open_(CLAIRE, sealed, aad=aad) == plaintext


@_modestly
@given(plaintext=st.binary(max_size=60), place=st.integers(0, 1000), bit=st.integers(0, 7))
def test_one_changed_bit_anywhere_is_noticed(plaintext: bytes, place: int, bit: int) -> None:
    sealed = bytearray(crypto.seal(CLAIRE, plaintext, aad=b"here"))
    sealed[place % len(sealed)] ^= 1 << bit
    with pytest.raises(crypto.SealBroken):
        crypto.open_(CLAIRE, bytes(sealed), aad=b"here")


@_modestly
@given(value=values)
def test_a_json_value_comes_back_as_it_was(value: object) -> None:
    sealed = crypto.seal_json(CLAIRE, value, purpose="tests.value")
    assert crypto.open_json(CLAIRE, sealed, purpose="tests.value") == value


def test_sealed_bytes_moved_to_another_place_do_not_open() -> None:
    sealed = crypto.seal_json(CLAIRE, "une phrase", purpose="exercises.words")
    with pytest.raises(crypto.SealBroken):
        crypto.open_json(CLAIRE, sealed, purpose="programmes.state")


def test_sealed_bytes_given_to_another_patient_do_not_open() -> None:
    other = uuid4()
    crypto.create_key(other)
    sealed = crypto.seal(CLAIRE, b"une phrase", aad=b"here")
    with pytest.raises(crypto.SealBroken):
        crypto.open_(other, sealed, aad=b"here")


@pytest.mark.parametrize("sealed", [b"", b"\x01", b"\x01short", b"\x02" + bytes(60)])
def test_bytes_that_were_never_sealed_are_refused(sealed: bytes) -> None:
    crypto.create_key(CLAIRE)
    with pytest.raises(crypto.SealBroken):
        crypto.open_(CLAIRE, sealed, aad=b"")


def test_the_same_words_never_look_the_same() -> None:
    assert crypto.seal(CLAIRE, b"encore", aad=b"") != crypto.seal(CLAIRE, b"encore", aad=b"")


def test_nothing_opens_for_someone_who_has_no_key() -> None:
    with pytest.raises(crypto.KeyMissing):
        crypto.open_(uuid4(), bytes(60), aad=b"")
