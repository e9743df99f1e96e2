"""A telephone number as people write it becomes the one that networks take, or is refused."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from accalmie.foundation.outbox.telephone import e164


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("06 12 34 56 78", "+33612345678"),
        ("07.12.34.56.78", "+33712345678"),
        ("06-12-34-56-78", "+33612345678"),
        ("0612345678", "+33612345678"),
        ("+33 6 12 34 56 78", "+33612345678"),
        ("+33 (0)6 12 34 56 78", "+33612345678"),
        ("0033 6 12 34 56 78", "+33612345678"),
        ("06\u00a012\u202f34\u00a056\u202f78", "+33612345678"),
        ("0690 12 34 56", "+590690123456"),
        ("0694 12 34 56", "+594694123456"),
        ("0696 12 34 56", "+596696123456"),
        ("0692 12 34 56", "+262692123456"),
        ("0639 12 34 56", "+262639123456"),
        ("+262 692 12 34 56", "+262692123456"),
        ("+687 75 12 34", "+687751234"),
        ("+32 470 12 34 56", "+32470123456"),
        ("01 23 45 67 89", None),
        ("+33 1 23 45 67 89", None),
        ("08 99 12 34 56", None),
        ("3114", None),
        ("15", None),
        ("06 12 34 56 7", None),
        ("06 12 34 56 78 90", None),
        ("+0612345678", None),
        ("", None),
        ("six", None),
        ("06 12 34 56 78; rm", None),
        ("06١٢٣٤٥٦٧٨", None),
    ],
)
def test_numbers_as_people_write_them(typed: str, number: str | None) -> None:
    assert e164(typed) == number


@given(st.text(max_size=30))
def test_whatever_is_typed_is_a_number_or_nothing(typed: str) -> None:
    number = e164(typed)
    assert number is None or (number[0] == "+" and number[1:].isascii() and number[1:].isdigit())
    assert number is None or e164(number) == number
