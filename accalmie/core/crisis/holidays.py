"""Public holidays of France by territory: days on which a service may be closed.

Sources: code du travail L.3133-1 (the eleven of the whole country), L.3134-13 (Alsace-Moselle), L.3422-2 and decree
83-1003 (abolition of slavery, by territory).
"""

from __future__ import annotations

from datetime import date, timedelta

_FIXED = ((1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25))
_AFTER_EASTER = (1, 39, 50)  # Easter Monday, Ascension, Whit Monday: days after Easter Sunday
_GOOD_FRIDAY = -2

_OF_TERRITORY: dict[str, tuple[tuple[int, int], ...]] = {
    "metropole": (),
    "alsace-moselle": ((12, 26),),
    "guadeloupe": ((5, 27),),
    "martinique": ((5, 22),),
    "guyane": ((6, 10),),
    "la-reunion": ((12, 20),),
    "mayotte": ((4, 27),),
    "saint-barthelemy": ((10, 9),),
    "saint-martin": ((5, 28),),
    "none": (),
}
TERRITORIES = tuple(_OF_TERRITORY)
"""The names that a site may write. "none": a service that is open on public holidays."""


def holidays(territory: str, year: int) -> frozenset[date]:
    """The public holidays of one territory in one year. Raises KeyError for a territory that is not known."""
    own = _OF_TERRITORY[territory]
    if territory == "none":
        return frozenset()
    sunday = easter(year)
    moved = [sunday + timedelta(days=days) for days in _AFTER_EASTER]
    if territory == "alsace-moselle":
        moved.append(sunday + timedelta(days=_GOOD_FRIDAY))
    return frozenset([*(date(year, month, day) for month, day in (*_FIXED, *own)), *moved])


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (Meeus, Jones and Butcher)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    weekday = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * weekday) // 451
    month, day = divmod(h + weekday - 7 * m + 114, 31)
    return date(year, month, day + 1)
