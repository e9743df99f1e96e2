"""What is written to somebody in care about a closure, by e-mail and SMS: days and numbers. No word of health, and no
name of whoever answers, which may be one."""

from __future__ import annotations

from datetime import date, datetime, time

from django.conf import settings
from django.utils import translation
from django.utils.translation import get_language, gettext as _

from accalmie.foundation.words.formats import clock_time, long_date
from accalmie.safety.closures.models import Word
from accalmie.safety.closures.queries import Answers, Closed, today

_NUMBERS = {Word.Way.EMAIL: 12, Word.Way.SMS: 2}
"""How many numbers a notice gives; the page gives all of them."""


def words_of(closure: Closed, *, news: str, way: Word.Way, language: str, now: datetime) -> tuple[str, str]:
    """Subject and text of a notice about this closure."""
    with translation.override(language):
        subject = _("The service is open after all") if news == Word.News.OPEN else _("The service will be closed")
        said = [_said(closure, news, language)]
        if news != Word.News.OPEN:
            said += _who_answers(closure, way, language, today(now))
        if settings.SITE_ADDRESS:
            said.append(settings.SITE_ADDRESS)
        return subject, ("\n" if way == Word.Way.EMAIL else " ").join(said)


def _said(closure: Closed, news: str, language: str) -> str:
    when = days_in_words(closure.first_day, closure.last_day, language)
    if news == Word.News.OPEN:
        return _("What we wrote about a closure %(when)s no longer holds: the service is open.") % {"when": when}
    if news == Word.News.CHANGED:
        return _("This replaces what we wrote before. The service is closed %(when)s.") % {"when": when}
    return _("The service is closed %(when)s.") % {"when": when}


def _who_answers(closure: Closed, way: Word.Way, language: str, day: date) -> list[str]:
    covers = [one for one in closure.covers if one.last_day is None or one.last_day >= day]
    said = [_number(one, language, is_alone=len(closure.covers) == 1) for one in covers[: _NUMBERS[way]]]
    return [_("In the meantime, call:"), *said]


def _number(one: Answers, language: str, *, is_alone: bool) -> str:
    when = "" if is_alone else f" ({days_in_words(one.first_day, one.last_day, language)})"
    return f"{one.telephone}, {hours_in_words(one.hours)}{when}"


def days_in_words(first: date, last: date | None, language: str) -> str:
    """The days of a closure, as a sentence goes on with them."""
    with translation.override(language):
        begins = long_date(first, language)
        if last is None:
            return _("for good from %(first)s") % {"first": begins}
        if last == first:
            return _("on %(first)s") % {"first": begins}
        return _("from %(first)s to %(last)s") % {"first": begins, "last": long_date(last, language)}


def hours_in_words(hours: str) -> str:
    """When somebody answers, in the language of the page."""
    if not hours:
        return _("day and night")
    language = (get_language() or "fr")[:2]
    opens, closes = (clock_time(time.fromisoformat(one), language) for one in hours.split("-"))
    return _("%(opens)s to %(closes)s") % {"opens": opens, "closes": closes}
