"""Days away from the rota are days away from patients: they are planned with a cover for each of these first."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlencode

from accalmie.foundation import clock
from accalmie.foundation.design.addresses import reverse
from accalmie.foundation.people.models import Person
from accalmie.oversight.reviewing import pages
from accalmie.safety.alerts.on_call import ask_before_leave


def elsewhere(person: Person, first_day: date, last_day: date) -> str:
    """The page on which covers are chosen for these days, while this person reads anybody; else nothing."""
    if not pages.read_by(person, clock.now(), first_day=first_day, last_day=last_day):
        return ""
    days = {"first_day": first_day.isoformat(), "last_day": last_day.isoformat()}
    return f"{reverse('reviewing:plan-absence')}?{urlencode(days)}"


ask_before_leave("reviewing", elsewhere)
