"""What every entry is."""

from __future__ import annotations

from typing import ClassVar

import msgspec


class Entry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One thing that happened. Who, when and to whom stand in the journal's header, never in the payload."""

    version: ClassVar[int] = 1

    @classmethod
    def kind(cls) -> str:
        """The name under which the journal files this type."""
        return cls.__name__
