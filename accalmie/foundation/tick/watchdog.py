"""Says that no worker runs: above the pages of professionals, and by e-mail to the operator, whoever notices first.

The e-mail does not go through the outbox, which nobody empties while no worker runs.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from threading import Event, Thread
from time import monotonic

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import DatabaseError, connections
from django.db.models import Q
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from markupsafe import Markup

from accalmie.foundation import clock
from accalmie.foundation.tick import queries
from accalmie.foundation.tick.models import WatchdogAlarm
from accalmie.foundation.tick.queries import WorkerState

logger = logging.getLogger("accalmie.tick")

KEPT = 5.0
"""Seconds for which a process believes what it has read."""
TOLD_EVERY = timedelta(hours=1)
"""How often the operator is told, by however many processes."""
TRIED_AGAIN_AFTER = timedelta(minutes=5)
"""When the e-mail could not be sent."""
LOOKS_EVERY = 20.0
"""Seconds between two looks of a process whose pages nobody asks for."""

Addresses = Callable[[], Iterable[str]]
_ALSO: dict[str, Addresses] = {}


class _Kept:
    """What this process has last read, and when it told the operator although the database could not keep it."""

    def __init__(self) -> None:
        self.state: WorkerState | None = None
        self.until = 0.0
        self.told_until = 0.0


kept = _Kept()


def tell_also(room: str, addresses: Addresses) -> None:
    """A room says who else is told that no worker runs: e-mail addresses, asked for when it happens."""
    _ALSO[room] = addresses


def recipients() -> list[str]:
    """Who is told: the operator whom settings name, and whom rooms add."""
    also = (address for addresses in _ALSO.values() for address in addresses())
    return list(dict.fromkeys([*settings.WATCHDOG_MAIL, *also]))


def state() -> WorkerState:
    """Whether a worker runs, a few seconds old at most."""
    if kept.state is None or kept.until < monotonic():
        kept.state, kept.until = queries.worker_state(clock.wall()), monotonic() + KEPT
    return kept.state


def above(request: HttpRequest) -> Markup:
    """What stands at the top of a professional's page when no worker runs, as HTML; empty while one does."""
    found = state()
    if found.is_running:
        return Markup()
    tell_apart(found)
    return Markup(render_to_string("tick/no-worker.html", {"since": found.since}, request))  # noqa: S704 - our own


def tell_apart(found: WorkerState) -> None:
    """Tell the operator, unless somebody has within the hour. The page does not wait for the mail server."""
    now = clock.wall()
    if _may_tell(now):
        Thread(target=_tell_then_close, args=[found, now]).start()


def tell(found: WorkerState, *, now: datetime) -> bool:
    """Tell the operator, unless somebody has within the hour; whether an e-mail was sent."""
    return _may_tell(now) and _send(found, now)


def watch(stop: Event) -> None:
    """Looks for as long as a process serves pages, so that it is noticed when nobody asks for any.

    A site that has just been started is given time for its worker to begin.
    """
    pause = float(settings.WORKER_SILENCE)
    while not stop.wait(pause):
        pause = LOOKS_EVERY
        try:
            found = queries.worker_state(clock.wall())
            if not found.is_running:
                tell(found, now=clock.wall())
        except DatabaseError as failure:
            logger.error("the watchdog could not look: %s", type(failure).__name__)
        finally:
            connections.close_all()


def watch_beside_pages() -> None:
    """`watch`, in a thread that ends with its process."""
    Thread(target=watch, args=[Event()], name="watchdog", daemon=True).start()


def _may_tell(now: datetime) -> bool:
    """Whether there is somebody to tell and this process is the one to do it."""
    if not settings.CAN_MAIL or not recipients():
        return False
    try:
        return _claimed(now)
    except DatabaseError:  # a disk that is full is a reason to tell, not to be silent
        may, kept.told_until = kept.told_until < monotonic(), monotonic() + TOLD_EVERY.total_seconds()
        return may


def _claimed(now: datetime) -> bool:
    """Of all processes one changes the row. A moment still to come was written before the clock was put back."""
    WatchdogAlarm.objects.bulk_create([WatchdogAlarm(id=1)], ignore_conflicts=True)
    is_long_ago = Q(told_at=None) | Q(told_at__lte=now - TOLD_EVERY) | Q(told_at__gt=now)
    return bool(WatchdogAlarm.objects.filter(is_long_ago, id=1).update(told_at=now))


def _tell_then_close(found: WorkerState, now: datetime) -> None:
    try:
        _send(found, now)
    finally:
        connections.close_all()


def _send(found: WorkerState, now: datetime) -> bool:
    try:
        _letter(found).send()
    except OSError as failure:
        logger.error("nobody could be told that no worker runs: %s", type(failure).__name__)
        _give_back(now)
        return False
    return True


def _letter(found: WorkerState) -> EmailMessage:
    """In the language of the site, without a name: it is read over shoulders like any other."""
    with translation.override(settings.LANGUAGE_CODE):
        since = found.since.isoformat(timespec="seconds") if found.since else _("never")
        words = _(
            "No worker runs on the site %(host)s. Last sign of life: %(since)s.\n\nNothing leaves by e-mail or SMS, "
            "and nothing is escalated, until one runs again. Start the site again, or the worker alone: accalmie work"
        )
        host = next(iter(settings.ALLOWED_HOSTS), "")
        return EmailMessage(_("No worker runs"), words % {"host": host, "since": since}, None, recipients())


def _give_back(now: datetime) -> None:
    try:
        WatchdogAlarm.objects.filter(told_at=now).update(told_at=now - TOLD_EVERY + TRIED_AGAIN_AFTER)
    except DatabaseError:
        kept.told_until = monotonic() + TRIED_AGAIN_AFTER.total_seconds()
