"""Codes of an application: the published vectors, the drift of a clock, and that a used one is used."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, strategies as st

from accalmie.foundation.people import totp

SECRET = b"12345678901234567890"
# RFC 6238, appendix B, SHA-1: the last six of its eight digits.
VECTORS = [
    (59, "287082"),
    (1111111109, "081804"),
    (1111111111, "050471"),
    (1234567890, "005924"),
    (2000000000, "279037"),
]


@pytest.mark.parametrize(("seconds", "code"), VECTORS)
def test_the_codes_are_those_of_the_standard(seconds: int, code: str) -> None:
    assert totp.code_at(SECRET, now=datetime.fromtimestamp(seconds, UTC)) == code


@given(seconds=st.integers(10**9, 2 * 10**9), late=st.integers(-1, 1))
def test_a_clock_half_a_minute_off_is_let_in_and_its_code_counts_once(seconds: int, late: int) -> None:
    now = datetime.fromtimestamp(seconds, UTC)
    code = totp.code_at(SECRET, now=now + late * timedelta(seconds=30))
    step = totp.step_of(code, SECRET, after=0, now=now)
    assert step is not None
    assert totp.step_of(code, SECRET, after=step, now=now) is None


def test_a_code_of_two_minutes_ago_is_refused() -> None:
    now = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
    assert totp.step_of(totp.code_at(SECRET, now=now - timedelta(minutes=2)), SECRET, after=0, now=now) is None


def test_what_applications_read() -> None:
    address = totp.address(SECRET, name="bleuet", issuer="Carnet")
    assert address.startswith("otpauth://totp/Carnet:bleuet?")
    assert "secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ" in address
    assert totp.in_letters(SECRET).startswith("GEZD GNBV")
    assert totp.typed(" 287 082 ") == "287082"
