"""Telephone numbers as people write them, in the one form in which networks take them (E.164)."""

from __future__ import annotations

import re

OVERSEAS = {
    "590": ("0690", "0691"),
    "594": ("0694",),
    "596": ("0696", "0697"),
    "262": ("0692", "0693", "0639"),
}
"""Mobile numbers of France overseas, by the country code that they need: Guadeloupe, Saint-Martin and
Saint-Barthélemy; Guyane; Martinique; La Réunion and Mayotte (French numbering plan, Arcep)."""
_SIGNS = re.compile(r"[\s.\-/()\u2010\u2011\u202f\u00a0]")
_MOBILE = re.compile(r"0[67][0-9]{8}")
_WORLD = re.compile(r"\+[1-9][0-9]{7,14}")
_AGAIN = re.compile(r"^\+(33|262|590|594|596)0")


def e164(typed: str) -> str | None:
    """The number as +33612345678; None for what takes no SMS: a French number that is no mobile, or no number.

    A number from abroad is taken with its country code; so is one of the Pacific, whose numbers are shorter.
    """
    number = _plain(typed)
    if _MOBILE.fullmatch(number):
        return f"+{_country(number)}{number[1:]}"
    if not _WORLD.fullmatch(number):
        return None
    if number.startswith("+33"):
        return number if _MOBILE.fullmatch(f"0{number[3:]}") else None
    return number


def _plain(typed: str) -> str:
    """Figures and a leading + only; 00 is +, and the zero that some write after the country code goes."""
    number = _SIGNS.sub("", typed.strip())
    if number.startswith("00"):
        number = f"+{number[2:]}"
    return _AGAIN.sub(r"+\1", number)


def _country(mobile: str) -> str:
    return next((code for code, begins in OVERSEAS.items() if mobile.startswith(begins)), "33")
