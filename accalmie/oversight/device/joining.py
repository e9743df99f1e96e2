"""Puts what is overdue at the top of the safety lead's pages."""

from __future__ import annotations

from django.http import HttpRequest
from django.template.loader import render_to_string
from markupsafe import Markup

from accalmie.foundation import clock
from accalmie.foundation.design import frame
from accalmie.foundation.people.models import Person
from accalmie.oversight.device import queries


def overdue_above(request: HttpRequest) -> Markup:
    """How many reports are past their clock, as HTML; nothing for everybody else, or when none is."""
    person = getattr(request, "user", None)
    now = clock.now()
    if not isinstance(person, Person) or not queries.may_classify(person, now=now):
        return Markup()
    count = queries.overdue(person, now=now)
    if not count:
        return Markup()
    return Markup(render_to_string("device/overdue.html", {"overdue": count}, request))  # noqa: S704 - our own template


frame.stand_above("device", overdue_above)
