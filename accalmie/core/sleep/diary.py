"""A night as somebody noted it: the questions of the Consensus Sleep Diary (Carney 2012), any of them left empty."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Literal

import msgspec

from accalmie.core.sleep.moments import last_before, latest, zone_named

Moment = Literal["into_bed", "tried_to_sleep", "final_awakening", "out_of_bed"]
MOMENTS: tuple[Moment, ...] = ("into_bed", "tried_to_sleep", "final_awakening", "out_of_bed")
"""In their order through the night."""

Figure = Literal["latency", "awakenings", "awake", "naps", "nap_minutes"]
FIGURES: tuple[Figure, ...] = ("latency", "awakenings", "awake", "naps", "nap_minutes")


class DiaryNight(msgspec.Struct, frozen=True, kw_only=True):
    """What was typed, kept as it was typed. None is an answer that was not given.

    `day` is the day of getting up. The four moments are the clock on the wall, without a time zone: the first two where
    the person went to bed (`zone`), the last two where they woke (`woke_in`, when it is elsewhere). Minutes are whole:
    `latency` to fall asleep, `awake` in all the awakenings but the last, `nap_minutes` of the day before. `quality`: 1
    (very poor) to 5. `no_sleep`: the person says that they did not sleep at all. `night_shift`: slept after one.
    """

    day: date
    zone: str
    woke_in: str | None = None
    into_bed: datetime | None = None
    tried_to_sleep: datetime | None = None
    final_awakening: datetime | None = None
    out_of_bed: datetime | None = None
    latency: int | None = None
    awakenings: int | None = None
    awake: int | None = None
    naps: int | None = None
    nap_minutes: int | None = None
    quality: int | None = None
    no_sleep: bool = False
    night_shift: bool = False

    def moment(self, name: Moment) -> datetime | None:
        moment: datetime | None = getattr(self, name)
        return moment

    def figure(self, name: Figure) -> int | None:
        figure: int | None = getattr(self, name)
        return figure

    def zone_of(self, name: Moment) -> str:
        """Where the clock of this moment hung."""
        waking = name in {"final_awakening", "out_of_bed"}
        return (self.woke_in or self.zone) if waking else self.zone


def dated(night: DiaryNight, times: dict[Moment, time]) -> DiaryNight:
    """The night with its moments, given as times alone: each is the last time of that name before the one after it.

    Getting up (or else the last awakening) is on the night's day; with neither, the night lies before noon of that day.
    Raises BadNight for a zone that does not exist.
    """
    found: dict[Moment, datetime] = {}
    bound = latest(datetime.combine(night.day, time(12)), zone_named(night.zone, field="zone"))
    for name in reversed(MOMENTS):
        if name not in times:
            continue
        zone = zone_named(night.zone_of(name), field="woke_in" if night.woke_in else "zone")
        on_day = not found and name in {"final_awakening", "out_of_bed"}
        if on_day:
            found[name] = datetime.combine(night.day, times[name])
        else:
            found[name] = last_before(times[name], zone=zone, day=night.day, bound=bound)
        bound = latest(found[name], zone)
    return msgspec.structs.replace(night, **found)
