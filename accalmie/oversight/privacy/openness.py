"""What a site says of itself in public: where data live, who hosts them, who else works on them, who answers.

Read from `ACCALMIE_OPENNESS`, which the operator writes. What is not written there is shown as not yet told.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import ClassVar

from django.conf import settings
from msgspec import field

from accalmie.core.definitions import Definition, DefinitionRefused, Texts, Wrong, read, require_languages


class OpennessRefused(DefinitionRefused):
    """A file of openness that cannot be used."""

    MESSAGES: ClassVar[dict[str, dict[str, str]]] = {
        "unnamed": {"en": "a processor has no name", "fr": "un sous-traitant n’a pas de nom"},
    }


class Host(Definition, frozen=True, kw_only=True):
    """Who runs the machines; in France, under a certificate for health data (HDS)."""

    name: str = ""
    certificate: str = ""
    valid_until: date | None = None


class Processor(Definition, frozen=True, kw_only=True):
    """Another company that works on the data for this site, where, and for what."""

    name: str
    country: Texts
    purpose: Texts

    def __post_init__(self) -> None:
        if not self.name.strip():
            raise Wrong("unnamed")
        require_languages(self.country, "country")
        require_languages(self.purpose, "purpose")


class Answering(Definition, frozen=True, kw_only=True):
    """Who is responsible for the data, and how the data-protection officer is reached."""

    responsible: str = ""
    officer: str = ""
    contact: str = ""


class Openness(Definition, frozen=True, kw_only=True):
    """The whole file. `processors`: an empty list says that there is none; left out, that nothing is told yet."""

    where: Texts = field(default_factory=dict)
    host: Host = Host()
    processors: tuple[Processor, ...] | None = None
    answering: Answering = Answering()

    def __post_init__(self) -> None:
        if self.where:
            require_languages(self.where, "where")

    def untold(self) -> list[str]:
        """The fields that say nothing yet, as they are named in the file."""
        told = {
            "where": bool(self.where),
            "host.name": bool(self.host.name.strip()),
            "host.certificate": bool(self.host.certificate.strip()),
            "host.valid_until": self.host.valid_until is not None,
            "processors": self.processors is not None,
            "answering.responsible": bool(self.answering.responsible.strip()),
            "answering.officer": bool(self.answering.officer.strip()),
            "answering.contact": bool(self.answering.contact.strip()),
        }
        return [name for name, is_told in told.items() if not is_told]

    def has_expired(self, today: date) -> bool:
        """Whether the host's certificate is no longer valid on this day."""
        return self.host.valid_until is not None and self.host.valid_until < today


@cache
def openness() -> Openness:
    """What this site tells; nothing where the file is not there. Raises OpennessRefused."""
    file = Path(settings.ACCALMIE_OPENNESS)
    return read(file.read_text("utf-8"), Openness, OpennessRefused) if file.exists() else Openness()
