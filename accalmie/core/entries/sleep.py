"""The sleep diary and the sleep window: nights as they were noted, what was answered, what was decided and by whom."""

from __future__ import annotations

from datetime import date, datetime

from accalmie.core.entries.entry import Entry


class NightNoted(Entry, frozen=True, kw_only=True):
    """A night as it was typed; the latest entry for a day counts. The clocks are those on the wall, without a time
    zone, as in `core.sleep.DiaryNight`; None is an answer that was not given."""

    day: date
    zone: str
    woke_in: str = ""
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


class NightWithdrawn(Entry, frozen=True, kw_only=True):
    """What was noted for this day is not to count: it was another day, or an error."""

    day: date


class SleepQuestionsAnswered(Entry, frozen=True, kw_only=True):
    """The questions about health before a window; the latest answers count."""

    answers: dict[str, str]  # question -> "yes" | "no" | "declined"
    rules_version: str


class SleepWeekAnswered(Entry, frozen=True, kw_only=True):
    """The questions of a week in the window. A yes is owed an answer by somebody, and widens."""

    answers: dict[str, str]  # question -> "yes" | "no" | "declined"
    language: str
    rules_version: str


class SleepWindowSet(Entry, frozen=True, kw_only=True):
    """What a week, or the person, decided of the window. `minutes` None: there is none from now on.

    `reason` is a `core.sleep.Reason`; `efficiency` the percent asleep, rounded down, of the `counted` nights up to
    `week_until`.
    """

    minutes: int | None
    rise: str = ""  # 06:30
    method: str = ""  # "restriction" | "compression"
    usual: int = 0
    paused: bool = False
    reason: str
    change: int = 0
    counted: int = 0
    efficiency: int | None = None
    over: int = 0
    signs: tuple[str, ...] = ()
    week_until: date | None = None
    rules_version: str


class SleepWindowSupported(Entry, frozen=True, kw_only=True):
    """What a professional noted: whether they follow the window, and with which conditions a doctor agrees to one.

    The latest entry counts; without conditions no agreement stands any more.
    """

    follows: bool
    conditions: tuple[str, ...] = ()
    agreed_by: str = ""


class SleepWindowResumed(Entry, frozen=True, kw_only=True):
    """A professional says that a window that was widened after a yes may be shortened again."""
