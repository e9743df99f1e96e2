"""What the site had to tell somebody and could not: for whoever can mend it, never its words nor whom it concerns."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from markupsafe import Markup

from accalmie.foundation import clock
from accalmie.foundation.access.decorators import permitted
from accalmie.foundation.access.permissions import Permission
from accalmie.foundation.access.policy import may
from accalmie.foundation.outbox import queries as outbox
from accalmie.foundation.outbox.codes import Channel, Failure
from accalmie.foundation.people.models import Person
from accalmie.foundation.people.requests import PersonRequest


@dataclass(frozen=True)
class UnsentLine:
    """One notice that has not left. `advice`: what to do, "" where nothing can be done about this one."""

    about: str
    channel: str
    since: datetime
    tries: int
    is_waiting: bool
    why: str
    advice: str


@require_safe
@permitted(Permission.ALERT_TEST)
def show_unsent(request: PersonRequest) -> HttpResponseBase:
    """What could not leave, newest first: tried in vain, or given up within a month."""
    lines = unsent_lines(outbox.failing(now=clock.now(), organisation=request.user.organisation_id))
    context = {
        "waiting": [line for line in lines if line.is_waiting],
        "given_up": [line for line in lines if not line.is_waiting],
    }
    return render(request, "safety/unsent.html", context)


def unsent_above(request: HttpRequest) -> Markup:
    """That something could not leave, at the top of the pages of whoever can have it mended, as HTML; else nothing."""
    person = getattr(request, "user", None)
    if not isinstance(person, Person) or not may(person, Permission.ALERT_TEST, now=clock.now()):
        return Markup()
    count = len(outbox.failing(now=clock.now(), organisation=person.organisation_id))
    if not count:
        return Markup()
    return Markup(render_to_string("safety/unsent-above.html", {"count": count}, request))  # noqa: S704 - our own template


def unsent_lines(states: Iterable[outbox.NoticeState]) -> list[UnsentLine]:
    """Notices as they are read, in the order given."""
    return [
        UnsentLine(
            about=_about(state.key),
            channel=str(Channel(state.channel).label),
            since=state.created_at,
            tries=state.tries,
            is_waiting=state.became is not outbox.Became.GIVEN_UP,
            why=_why(state.failure),
            advice=_advice(state.channel, state.failure),
        )
        for state in states
    ]


def _about(key: str) -> str:
    if key.startswith("alert:"):
        return _("An alert, to somebody on call")
    if key.startswith("recontact:"):
        is_message = ":message:" in key
        return (
            _("A few words to somebody, as agreed") if is_message else _("A contact that is due, to whoever makes it")
        )
    if key.startswith("closure:"):
        return _("A closure, to somebody in care")
    if key.startswith("access.emergency."):
        return _("An opening in an emergency, to the data-protection officer")
    if key.startswith("people.new-password."):
        return _("A new password, to whoever asked for it")
    return _("Another notice")


def _why(failure: Failure | None) -> str:
    return (
        _("The telephone of this site has had it for minutes and has not sent it")
        if failure is None
        else str(failure.label)
    )


def _advice(channel: Channel, failure: Failure | None) -> str:
    if failure is Failure.NO_ADDRESS:
        return _("Check the address or the number with the person, and reach them by another way meanwhile.")
    if failure in (Failure.EXPIRED, Failure.UNREADABLE):
        return _("Reach them by another way.")
    if channel is Channel.SMS and failure in (None, Failure.DEVICE):
        return _("Look at the telephone or modem: is it on, has it signal and credit?")
    return _("Tell whoever runs this site. Until it is mended, reach people by telephone.")
