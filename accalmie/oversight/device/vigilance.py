"""The clocks of vigilance as data (`content/law/vigilance.yaml`): by when the authority is told of what happened."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import ClassVar

from django.conf import settings
from django.utils import timezone

from accalmie.core.definitions import Definition, DefinitionRefused, Texts, Wrong, read, require_languages


class VigilanceRefused(DefinitionRefused):
    """A file of clocks that cannot be used."""

    MESSAGES: ClassVar[dict[str, dict[str, str]]] = {
        "no_source": {
            "en": "“{what}” gives neither the day on which its source was read nor what is to be checked",
            "fr": "« {what} » ne dit ni quand sa source a été lue ni ce qui reste à vérifier",
        },
        "order": {
            "en": "the clocks go from the shortest to the longest, each kind once",
            "fr": "les délais vont du plus court au plus long, chaque sorte une fois",
        },
    }


class Clock(Definition, frozen=True, kw_only=True):
    """Within how many days the authority is told of such an incident, and where that stands."""

    kind: str
    days: int
    name: Texts
    source: Texts
    checked_on: date | None = None
    to_check: str = ""

    def __post_init__(self) -> None:
        require_languages(self.name, "name")
        require_languages(self.source, "source")
        if self.checked_on is None and not self.to_check:
            raise Wrong("no_source", what=self.kind)


class Vigilance(Definition, frozen=True, kw_only=True):
    """The whole file, the shortest clock first."""

    law: str
    version: str
    title: Texts
    clocks: tuple[Clock, ...]

    def __post_init__(self) -> None:
        require_languages(self.title, "title")
        days = [one.days for one in self.clocks]
        if not days or days != sorted(days) or len({one.kind for one in self.clocks}) != len(days):
            raise Wrong("order")

    def clock(self, kind: str) -> Clock:
        """One clock. Raises LookupError for a kind that the file does not know."""
        for one in self.clocks:
            if one.kind == kind:
                return one
        raise LookupError(kind)

    @property
    def shortest(self) -> Clock:
        """What counts as long as nobody has said what it was."""
        return self.clocks[0]


def due_at(clock: Clock, *, aware_on: date) -> datetime:
    """The end of the last day of this clock, where the site is, when awareness began on this day."""
    return timezone.make_aware(datetime.combine(aware_on + timedelta(days=clock.days), time.max.replace(microsecond=0)))


@cache
def vigilance() -> Vigilance:
    """The clocks of this site. Raises VigilanceRefused."""
    return read((Path(settings.CONTENT) / "law" / "vigilance.yaml").read_text("utf-8"), Vigilance, VigilanceRefused)
