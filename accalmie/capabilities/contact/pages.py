"""What the page of talking to somebody shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _, ngettext

from accalmie.capabilities.contact.forms import SUBJECTS, WAYS
from accalmie.capabilities.contact.queries import Asked
from accalmie.core.crisis.calendar import StaffedHours
from accalmie.foundation.clinic.queries import Clinic
from accalmie.safety.readers import Readers


@dataclass(frozen=True)
class RequestLine:
    """One request as the person who made it reads it. `expected_by`: only when the clinic has said a delay."""

    way: str
    about: str
    asked_at: datetime
    words: str
    expected_by: datetime | None
    is_late: bool
    answer: str
    answered_at: datetime | None
    answered_by: str


@dataclass(frozen=True)
class TalkPage:
    """`readers`: who reads a request; empty when nobody does, and then there is no form. `is_welcome`: they welcome
    newcomers, and no care team follows the person yet. `closed`: on a day without the service, who reads in its place.
    `ways`: value, words, delay."""

    readers: tuple[str, ...]
    is_welcome: bool
    closed: str
    clinic: Clinic
    hours: str
    ways: tuple[tuple[str, str, str], ...]
    is_delay_said: bool
    requests: tuple[RequestLine, ...]
    back: str


def talk_page(
    asked: Sequence[Asked],
    *,
    readers: Readers,
    names: Mapping[UUID, str],
    clinic: Clinic,
    staffed: StaffedHours,
    language: str,
    back: str,
    now: datetime,
) -> TalkPage:
    """The page for one person. `names`: how those are called who have answered."""
    return TalkPage(
        readers=readers.names,
        is_welcome=bool(readers.welcomes),
        closed=readers.closed,
        clinic=clinic,
        hours=clinic.hours(language),
        ways=tuple((way, str(words), _delay(clinic.days(way))) for way, words in WAYS),
        is_delay_said=any(clinic.days(way) for way, _words in WAYS),
        requests=tuple(_line(one, names, clinic, staffed, now) for one in asked),
        back=back,
    )


def way_name(way: str) -> str:
    """A way to talk in words."""
    return str(dict(WAYS).get(way, way))


def subject_name(about: str) -> str:
    """A subject in words."""
    return str(dict(SUBJECTS).get(about, about))


def expected_by(staffed: StaffedHours, asked_at: datetime, days: int) -> datetime:
    """The end of the last of so many working days after the day of asking."""
    at = asked_at
    for _day in range(days):
        at = staffed.next_working_day(at)
    return at


def _delay(days: int | None) -> str:
    if not days:
        return ""
    words = ngettext("answer within %(days)s working day", "answer within %(days)s working days", days)
    return words % {"days": days}


def _line(one: Asked, names: Mapping[UUID, str], clinic: Clinic, staffed: StaffedHours, now: datetime) -> RequestLine:
    days = clinic.days(one.way)
    due = expected_by(staffed, one.asked_at, days) if days and one.answered_at is None else None
    return RequestLine(
        way=way_name(one.way),
        about=subject_name(one.about),
        asked_at=one.asked_at,
        words=one.words,
        expected_by=due,
        is_late=due is not None and due < now,
        answer=one.answer,
        answered_at=one.answered_at,
        answered_by=names.get(one.answered_by, _("Your team")) if one.answered_by else _("Your team"),
    )
