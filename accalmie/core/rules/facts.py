"""What a rule may read: facts with a type, a range and a value."""

from __future__ import annotations

import msgspec

Value = float | int | str | bool | None
"""A fact's value: a number, an option, yes or no, days (for a duration), or None when it is not known."""


class Number(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="number"):
    """A number from `lo` to `hi`, both included (None: no bound). `whole`: it never has decimals, as most scores."""

    lo: float | None = None
    hi: float | None = None
    whole: bool = False


class Choice(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="choice"):
    """One of several options."""

    options: tuple[str, ...]


class Flag(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="flag"):
    """Yes or no: stands in a rule by its name alone."""


class Duration(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="duration"):
    """A length of time, never negative. Its value is in days; rules write it as `"10 days"`."""


FactType = Number | Choice | Flag | Duration
