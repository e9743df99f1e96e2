"""The window: how long in bed, anchored at the time of getting up that the person chose; what a week decides of it."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

import msgspec

from accalmie.core.crisis import Level
from accalmie.core.sleep.admission import Admission, Method

_DAY = 24 * 60


class Window(msgspec.Struct, frozen=True, kw_only=True):
    """`minutes` in bed before `rise`. `usual`: the mean time in bed before there was a window.

    `paused`: after a yes to a weekly question nothing is tightened until a professional says so (`resumed`).
    """

    minutes: int
    rise: time
    method: Method
    usual: int
    paused: bool = False

    @property
    def bed(self) -> time:
        """Not in bed before this time, on an ordinary night."""
        return self.bed_before(self.rise)

    def bed_before(self, rise: time) -> time:
        """The same window before another time of getting up, as after a night shift."""
        hours, minutes = divmod((rise.hour * 60 + rise.minute - self.minutes) % _DAY, 60)
        return time(hours, minutes)

    def night(self, day: date, *, zone: ZoneInfo) -> tuple[datetime, datetime]:
        """Into bed and up, in UTC, for the night that ends on `day`: as long as any other when clocks change."""
        up = datetime.combine(day, self.rise, zone).astimezone(UTC)
        return up - timedelta(minutes=self.minutes), up

    def resumed(self) -> Window:
        """The same window, once a professional has said that it may be shortened again."""
        return msgspec.structs.replace(self, paused=False)


class Reason(StrEnum):
    """Why a window is what it is."""

    UNASKED = "unasked"
    DOCTOR = "doctor"
    PROFESSIONAL = "professional"
    FEW_NIGHTS = "few_nights"
    FITS = "fits"
    FIRST_RESTRICTION = "first_restriction"
    FIRST_COMPRESSION = "first_compression"
    YES = "yes"
    RAISED = "raised"
    LONGER = "longer"
    LONGEST = "longest"
    KEPT = "kept"
    PAUSED = "paused"
    UNSAID = "unsaid"
    SHORTER = "shorter"
    FLOOR = "floor"
    SLEEP_FILLS = "sleep_fills"
    EASED = "eased"
    STOPPED = "stopped"


class Decision(msgspec.Struct, frozen=True, kw_only=True):
    """What a week decides. `window` None: the person sleeps without one, which is never a punishment.

    `change`: minutes against the window before (0 for a first one). `counted`: the nights it rests on. `over`: minutes
    in bed beyond the window, on average. `alert`: as which level of danger somebody is owed an answer, for `signs`.
    """

    window: Window | None
    reason: Reason
    admission: Admission
    counted: int = 0
    change: int = 0
    over: int = 0
    alert: Level | None = None
    signs: tuple[str, ...] = ()
