"""Opens a simulated clinic: the numbers and voices of `content/simulation/`, around this site's own programme."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from django.conf import settings

from accalmie.capabilities.measures.library import instruments
from accalmie.capabilities.programmes import library
from accalmie.core.simulation import Clinic, Voices, load_voices
from accalmie.foundation.people.consents import TEXT_VERSIONS
from accalmie.oversight.insight.library import parameters
from accalmie.safety.library import rules
from accalmie.site.authors.folder import exercises


@cache
def voices() -> Voices:
    """Who writes in it. Raises VoicesRefused."""
    return load_voices(_text("voices.yaml"))


def clinic(*, weeks: int, until: datetime) -> Clinic:
    """A clinic in which nothing happens after `until`. Raises library.NotPublished."""
    edition = library.current(parameters().programme)
    return Clinic(
        programme=edition.programme,
        graph=edition.graph,
        instruments=instruments(),
        exercises=exercises(),
        rules=rules(),
        consents=TEXT_VERSIONS,
        parameters=parameters(),
        voices=voices(),
        weeks=weeks,
        until=until,
    )


def closes_at(weeks: int) -> datetime:
    """The last moment of a clinic that opens on the day written in the file: the same on every machine."""
    opens = datetime.fromisoformat(parameters().opens).replace(tzinfo=UTC)
    return opens + timedelta(weeks=2 * weeks + 1)


def _text(name: str) -> str:
    return (Path(settings.CONTENT) / "simulation" / name).read_text(encoding="utf-8")
