"""Care given elsewhere, as a professional reads it: by subject, with its days and whoever told it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from accalmie.capabilities.elsewhere import queries
from accalmie.foundation.people.queries import names_of
from accalmie.foundation.words.formats import long_date
from accalmie.oversight.caseload.elsewhere_forms import ABOUT, TOLD_BY


@dataclass(frozen=True)
class LineOnPage:
    """One line in words. `days`: since and until, in the reader's language; "" when neither was said."""

    id: UUID
    about: str
    what: str
    who: str
    days: str
    told_by: str
    noted_at: datetime
    noted_by: str
    is_over: bool


@dataclass(frozen=True)
class ElsewherePage:
    """What goes on, by subject, and what is over."""

    going_on: tuple[tuple[str, tuple[LineOnPage, ...]], ...]
    over: tuple[LineOnPage, ...]

    @property
    def is_empty(self) -> bool:
        return not self.going_on and not self.over


def elsewhere_page(patient: UUID, language: str, now: datetime) -> ElsewherePage:
    """All that was told and stands. The caller has asked `access`."""
    lines, today = queries.lines(patient), timezone.localtime(now).date()
    names = names_of({line.noted_by for line in lines if line.noted_by})
    shown = [_line(line, names, language, today) for line in lines]
    going_on = [line for line in shown if not line.is_over]
    subjects = [str(words) for _code, words in ABOUT]
    return ElsewherePage(
        going_on=tuple((subject, found) for subject in subjects if (found := _of(subject, going_on))),
        over=tuple(line for line in shown if line.is_over),
    )


def _of(subject: str, lines: Iterable[LineOnPage]) -> tuple[LineOnPage, ...]:
    return tuple(line for line in lines if line.about == subject)


def _line(line: queries.Line, names: dict[UUID, str], language: str, today: date) -> LineOnPage:
    told = line.told
    return LineOnPage(
        id=line.id,
        about=str(dict(ABOUT)[told.about]),
        what=told.what,
        who=told.who,
        days=_days(told, language),
        told_by=str(dict(TOLD_BY)[told.told_by]),
        noted_at=line.noted_at,
        noted_by=names.get(line.noted_by, _("somebody")) if line.noted_by else _("somebody"),
        is_over=line.is_over(today),
    )


def _days(told: queries.Told, language: str) -> str:
    since = long_date(told.since, language) if told.since else ""
    until = long_date(told.until, language) if told.until else ""
    if since and until:
        return _("from %(since)s to %(until)s") % {"since": since, "until": until}
    if since:
        return _("since %(since)s") % {"since": since}
    return _("until %(until)s") % {"until": until} if until else ""


def told_before(line: queries.Line) -> dict[str, Any]:
    """What a correction begins with: the line as it stands."""
    return asdict(line.told)
