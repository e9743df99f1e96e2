"""Says that no pack was made within a day: above the pages of whoever answers alerts, and by e-mail to the operator,
by the ways of the watchdog, which no outbox carries."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import Q
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from markupsafe import Markup

from accalmie.foundation import clock
from accalmie.foundation.access.permissions import Permission
from accalmie.foundation.access.policy import may
from accalmie.foundation.people.models import Organisation, Patient, Person
from accalmie.foundation.tick import watchdog
from accalmie.safety.pack import keys, queries
from accalmie.safety.pack.models import PackAlarm

logger = logging.getLogger("accalmie.safety")

TOLD_EVERY = timedelta(days=1)


def missing_above(request: HttpRequest) -> Markup:
    """What stands at the top of the pages of whoever may take packs, when there is none of today; else nothing."""
    person, now = getattr(request, "user", None), clock.now()
    if not isinstance(person, Person) or not may(person, Permission.PACK_TAKE, now=now):
        return Markup()
    if not queries.is_missing(person.organisation_id, now=now) or not keys.may_take(person, now=now):
        return Markup()
    context = {"last": queries.last_made(person.organisation_id, now=now), "leads": keys.leads(person)}
    return Markup(render_to_string("pack/missing.html", context, request))  # noqa: S704 - our own template


def tell_missing(now: datetime, *, wall: datetime) -> int:
    """Tells the operator of each service with people in care and no fresh pack, once a day; returns of how many."""
    told = 0
    for organisation in Organisation.objects.filter(id__in=Patient.objects.open().values("organisation")):
        if queries.is_missing(organisation.id, now=now) and _claimed(organisation, wall):
            told += _send(organisation, wall)
    return told


def _claimed(organisation: Organisation, wall: datetime) -> bool:
    """Of all workers one changes the row. A moment still to come was written before the clock was put back."""
    if not settings.CAN_MAIL or not watchdog.recipients():
        return False
    PackAlarm.objects.bulk_create([PackAlarm(organisation=organisation)], ignore_conflicts=True)
    is_long_ago = Q(told_at=None) | Q(told_at__lte=wall - TOLD_EVERY) | Q(told_at__gt=wall)
    return bool(PackAlarm.objects.filter(is_long_ago, organisation=organisation).update(told_at=wall))


def _send(organisation: Organisation, wall: datetime) -> bool:
    try:
        _letter(organisation).send()
    except OSError as failure:
        logger.error("nobody could be told that a daily pack is missing: %s", type(failure).__name__)
        PackAlarm.objects.filter(organisation=organisation, told_at=wall).update(told_at=None)
        return False
    return True


def _letter(organisation: Organisation) -> EmailMessage:
    """In the language of the site: which service, and what to do. Nobody's name."""
    with translation.override(settings.LANGUAGE_CODE):
        words = _(
            "No daily pack was made within a day for %(service)s on the site %(host)s. Without one, nobody has numbers "
            "in hand if the site stops.\n\nLook whether a passphrase was made, whether the folder of packs can be "
            "written, and make one by hand: accalmie safety pack"
        )
        host = next(iter(settings.ALLOWED_HOSTS), "")
        said = words % {"service": organisation.slug, "host": host}
        return EmailMessage(_("No daily pack"), said, None, watchdog.recipients())
