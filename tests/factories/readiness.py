"""Sites that enrol real people, and sites that do not yet."""

from __future__ import annotations

from datetime import datetime

from django.conf import LazySettings

from accalmie.foundation import clock
from accalmie.foundation.people.models import Person
from accalmie.safety.readiness import actions
from accalmie.safety.readiness.documents import digest_of, digests, documents
from accalmie.safety.readiness.models import TestAlert
from tests.factories.people import administrator, psychologist


def a_closed_site(settings: LazySettings) -> None:
    """A real site on its first day: nothing is signed, nobody answers."""
    settings.DEMO_ENROLMENT = False


def sign(by: Person) -> None:
    digest = digest_of(digests(documents()))
    actions.sign(by=by, name=by.called, role="psychologue", words="", digest=digest, now=clock.now())


def on_the_rota(*members: Person, by: Person | None = None, now: datetime | None = None) -> None:
    """These people answer; the first leads."""
    actions.decide_rota(by=by or administrator(), members=members, lead=members[0], now=now or clock.now())


def alerted(by: Person | None = None, now: datetime | None = None) -> TestAlert:
    return actions.send_test_alert(by=by or administrator(), now=now or clock.now())


def acknowledged(by: Person) -> None:
    """A test alert goes to the rota, and this member of it says that they saw it."""
    actions.acknowledge(by=by, alert=alerted().id, now=clock.now())


def an_open_site(settings: LazySettings) -> Person:
    """A real site that may enrol; the clinician who signed and answered. Publish its programmes first."""
    a_closed_site(settings)
    claire = psychologist()
    sign(claire)
    on_the_rota(claire)
    acknowledged(claire)
    return claire
