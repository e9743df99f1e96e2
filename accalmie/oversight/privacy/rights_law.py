"""The clocks of the law as data (`content/law/`): when an answer is due, and until when a record must be kept."""

from __future__ import annotations

from calendar import monthrange
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import ClassVar

from django.conf import settings

from accalmie.core.definitions import Definition, DefinitionRefused, Texts, Wrong, read, require_languages
from accalmie.foundation.access.log_triggers import KEPT_DAYS
from accalmie.foundation.people.codes import Holder

COUNTRY = "fr"


class LawRefused(DefinitionRefused):
    """A file of clocks that cannot be used."""

    MESSAGES: ClassVar[dict[str, dict[str, str]]] = {
        "no_source": {
            "en": "“{what}” gives neither the day on which its source was read nor what is to be checked",
            "fr": "« {what} » ne dit ni quand sa source a été lue ni ce qui reste à vérifier",
        },
        "holders": {
            "en": "no clock of “{what}” for: {missing}",
            "fr": "pas de délai « {what} » pour : {missing}",
        },
        "periods": {
            "en": "no period for: {missing}",
            "fr": "pas de durée pour : {missing}",
        },
        "log_too_short": {
            "en": "the access log is kept for {days} days at least: the database refuses to end a line earlier",
            "fr": "le journal des accès se garde {days} jours au moins : la base refuse d’y mettre fin plus tôt",
        },
    }


class Span(Definition, frozen=True, kw_only=True):
    """A length of time as laws give it: days, or calendar months."""

    days: int = 0
    months: int = 0

    def after(self, moment: datetime) -> datetime:
        """The moment at which this time has passed."""
        return _months_after(moment, self.months) + timedelta(days=self.days)

    def before(self, moment: datetime) -> datetime:
        """The moment since which this time has passed."""
        return _months_after(moment, -self.months) - timedelta(days=self.days)


class Older(Definition, frozen=True, kw_only=True):
    """Another time where the newest information is older than this."""

    than_years: int
    within: Span


class Sourced(Definition, frozen=True, kw_only=True):
    """A figure with where it stands, and when that was last read."""

    source: Texts
    checked_on: date | None = None
    to_check: str = ""

    def __post_init__(self) -> None:
        require_languages(self.source, "source")
        if self.checked_on is None and not self.to_check:
            raise Wrong("no_source", what=self.source["en"])


class Clock(Sourced, frozen=True, kw_only=True):
    """Within how much time such a request is answered, by such a holder."""

    kind: str
    holders: tuple[Holder, ...]
    within: Span
    older: Older | None = None


class Extension(Sourced, frozen=True, kw_only=True):
    within: Span


class Retention(Sourced, frozen=True, kw_only=True):
    """How long such a holder keeps a record. Minors and the dead are not known to these pages: the officer reads it."""

    holders: tuple[Holder, ...]
    years_after_last_contact: int
    minors_until_birthday: int | None = None
    years_after_death: int | None = None


class Ends(StrEnum):
    """What ends by itself when its time is over."""

    ACCESS_LOG = "ACCESS_LOG"
    INVITATIONS = "INVITATIONS"
    RESTORATIONS = "RESTORATIONS"


class Period(Sourced, frozen=True, kw_only=True):
    """How long such rows are kept, counted from the day that they tell of."""

    what: Ends
    within: Span


class Law(Definition, frozen=True, kw_only=True):
    law: str
    version: str
    title: Texts
    clocks: tuple[Clock, ...]
    extension: Extension
    retention: tuple[Retention, ...]
    periods: tuple[Period, ...]

    def __post_init__(self) -> None:
        require_languages(self.title, "title")
        for kind in {clock.kind for clock in self.clocks}:
            _require_holders(kind, [clock.holders for clock in self.clocks if clock.kind == kind])
        _require_holders("retention", [one.holders for one in self.retention])
        _require_periods(self.periods)

    def clock(self, kind: str, holder: str) -> Clock:
        """The clock of a kind of request. Raises LookupError for a kind that the file does not know."""
        for clock in self.clocks:
            if clock.kind == kind and holder in clock.holders:
                return clock
        raise LookupError(kind)

    def due_at(self, kind: str, holder: str, *, asked_at: datetime, newest: datetime | None) -> datetime:
        """When the answer is due. `newest`: when the last thing was written in the record."""
        clock = self.clock(kind, holder)
        if clock.older and newest and _months_after(newest, 12 * clock.older.than_years) < asked_at:
            return clock.older.within.after(asked_at)
        return clock.within.after(asked_at)

    def retained_by(self, holder: str) -> Retention:
        """How long such a holder keeps a record."""
        return next(one for one in self.retention if holder in one.holders)

    def kept_since(self, what: Ends, now: datetime) -> datetime:
        """Rows of this kind that are older than this have had their time."""
        return next(one for one in self.periods if one.what == what).within.before(now)

    def kept_until(self, holder: str, *, last_contact: datetime) -> datetime:
        """From when on a record may be erased."""
        return _months_after(last_contact, 12 * self.retained_by(holder).years_after_last_contact)


@cache
def law() -> Law:
    """The law of this site. Raises LawRefused."""
    return read((Path(settings.CONTENT) / "law" / f"{COUNTRY}.yaml").read_text("utf-8"), Law, LawRefused)


def _require_holders(what: str, given: list[tuple[Holder, ...]]) -> None:
    known = {holder for holders in given for holder in holders}
    if missing := sorted(set(Holder) - known):
        raise Wrong("holders", what=what, missing=", ".join(missing))


def _require_periods(given: tuple[Period, ...]) -> None:
    kinds = [one.what for one in given]
    if missing := sorted(set(Ends) - set(kinds)):
        raise Wrong("periods", missing=", ".join(missing))
    log = given[kinds.index(Ends.ACCESS_LOG)].within
    if _A_DAY - log.before(_A_DAY) < timedelta(days=KEPT_DAYS):
        raise Wrong("log_too_short", days=KEPT_DAYS)


_A_DAY = datetime(2023, 1, 1, tzinfo=UTC)
"""Years without a leap day lie before it: a period is not longer anywhere else than it is here by a day."""


def _months_after(moment: datetime, months: int) -> datetime:
    """The same day so many months on; the last of the month where it has no such day."""
    year, month = divmod(moment.year * 12 + moment.month - 1 + months, 12)
    day = min(moment.day, monthrange(year, month + 1)[1])
    return moment.replace(year=year, month=month + 1, day=day)
