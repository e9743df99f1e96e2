"""What happened to somebody, by day, to be seen beside their curves: starts, contacts, signs, care elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from accalmie.capabilities.elsewhere import queries as elsewhere
from accalmie.capabilities.programmes import queries as progress
from accalmie.core.crisis import Level
from accalmie.foundation.access.permissions import Permission, Permissions
from accalmie.foundation.design.chart import Event
from accalmie.oversight.caseload import words
from accalmie.oversight.caseload.elsewhere_forms import ABOUT
from accalmie.oversight.caseload.start_forms import CHANNELS
from accalmie.safety import queries as safety

MOST = 12
"""More lines than this hide the curve: the newest are shown."""


def events(patient: UUID, can: Permissions) -> tuple[Event, ...]:
    """What this reader may see of it, the earliest first."""
    found = [*_starts(patient)]
    if Permission.CONCERN_READ in can:
        found += _signs(patient)
    if Permission.TALKS_READ in can:
        found += [*_contacts(patient), *_elsewhere(patient)]
    return tuple(sorted(found, key=lambda event: event.day)[-MOST:])


def _day(moment: datetime) -> date:
    return timezone.localtime(moment).date()


def _starts(patient: UUID) -> Iterator[Event]:
    for one in progress.adherence(patient):
        yield Event(_day(one.started_at), _("a programme began"))


def _contacts(patient: UUID) -> Iterator[Event]:
    for one in progress.contacts(patient):
        how = str(dict(CHANNELS).get(one.channel, one.channel))
        yield Event(_day(one.at), _("spoken with (%(how)s)") % {"how": how.lower()})


def _signs(patient: UUID) -> Iterator[Event]:
    """Signs of danger; a worry without thoughts of death is none."""
    for one in safety.concerns(patient):
        if Level.read(one.level).severity >= Level.PASSIVE.severity:
            yield Event(_day(one.opened_at), words.concern_name(one))


def _elsewhere(patient: UUID) -> Iterator[Event]:
    """When care elsewhere began, where the day was said."""
    for line in elsewhere.lines(patient):
        if line.told.since is not None:
            yield Event(line.told.since, f"{dict(ABOUT)[line.told.about]} ({line.told.what})")
