"""The readable page of an archive: it stands alone, opens in any browser, and is written piece by piece."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.utils.html import format_html, format_html_join
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from accalmie.foundation.words import formats
from accalmie.oversight.privacy.archive.telling import Told


def page(told: Iterable[Told], *, called: str, team: Iterable[str], language: str) -> Iterator[str]:
    """The page: who it is about, who cares, and each entry under its day."""
    yield _head(called, tuple(team), language)
    day = ""
    for one in told:
        today = formats.full_date(localtime(one.at).date(), language)
        if today != day:
            yield format_html("<h2>{}</h2>\n", today)
            day = today
        yield _entry(one, language)
    yield "</body></html>\n"


def _head(called: str, team: tuple[str, ...], language: str) -> str:
    title = _("My record")
    cared = _("Who cares or has cared for you here: %(names)s.") % {"names": "; ".join(team)} if team else ""
    return format_html(
        '<!doctype html>\n<html lang="{}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><title>{}</title></head>\n'
        "<body><h1>{}</h1>\n<p>{}</p>\n<p>{}</p>\n",
        language,
        title,
        title,
        _("Everything kept about %(called)s, the oldest first.") % {"called": called},
        cared,
    )


def _entry(one: Told, language: str) -> str:
    return format_html(
        "<h3>{}, {}{}</h3>\n<dl>{}</dl>\n",
        formats.clock_time(localtime(one.at), language),
        one.title,
        f" ({one.by})" if one.by else "",
        format_html_join("", "<dt>{}</dt><dd>{}</dd>", one.lines),
    )
