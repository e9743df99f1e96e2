"""What a test does to alerts from a process of its own, on the clock of the machine.

`site`: a rota of three, each with an address. `danger N MINUTES`: so many people said a plan so many minutes ago.
`telephones on|off`: whether the rota is told by SMS as well. `patients N`: people who can sign in, by name.
`say`: says danger again and again, one line once each is committed, until it is killed. `escalate SECONDS`: what a
worker whose clock is so far off would do. `killed AT`: a worker that dies at this step of an alert. `found`: what is in
the journal and the outbox.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from itertools import count
from typing import Any
from uuid import uuid4

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "accalmie.site.settings")
django.setup()

from accalmie.core.entries import AlertEscalated
from accalmie.foundation import clock, journal
from accalmie.foundation.outbox.models import Notice
from accalmie.foundation.people.codes import Role
from accalmie.foundation.people.models import Person
from accalmie.safety.alerts import escalating, notices, on_call
from accalmie.safety.alerts.models import Alert
from accalmie.safety.concern_models import Concern
from accalmie.safety.readiness.actions import decide_rota
from tests.factories.alerts import in_danger, reachable
from tests.factories.people import administrator, patient_person, psychologist, somebody

NAMES = ("claire", "karim", "lea")


def site() -> bool:
    """A rota of three: Claire is told first, Léa leads."""
    claire, karim = psychologist("Claire"), somebody(Role.NURSE, called="Karim")
    lead = somebody(Role.SAFETY_LEAD, called="Léa")
    for person, name in zip((claire, karim, lead), NAMES, strict=True):
        reachable(person, email=f"{name}@example.org")
    decide_rota(by=administrator(), members=[claire, karim, lead], lead=lead, now=clock.now() - timedelta(days=2))
    return True


def telephones(is_on: bool) -> bool:
    for number, (member, name) in enumerate(zip(on_call.members(), NAMES, strict=True)):
        telephone = f"+3361234567{number}" if is_on else ""
        reachable(member.person, email=f"{name}@example.org", telephone=telephone)
    return True


def patients(number: int) -> list[str]:
    return [patient_person(uuid4().hex).sign_in_name for _one in range(number)]


def danger(number: int, minutes: float) -> list[str]:
    at = clock.now() - timedelta(minutes=minutes)
    return [str(in_danger(at=at, patient=patient_person(uuid4().hex))[1].source) for _one in range(number)]


def say() -> None:
    person = patient_person(uuid4().hex)
    for _again in count():
        _person, alert = in_danger(at=clock.now(), patient=person)
        sys.stdout.write(f"{alert.source}\n")
        sys.stdout.flush()


def killed(at: str) -> int:
    """The real code, with death put at one place of it."""

    def die(*_words: Any, **_named: Any) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    append, tell = journal.append, notices.tell

    def appended_then_dead(*words: Any, **named: Any) -> Any:
        append(*words, **named)
        die()

    def told_then_dead(*words: Any, **named: Any) -> None:
        tell(*words, **named)
        die()

    match at:
        case "before the journal":
            journal.append = die  # type: ignore[assignment]
        case "before the notices":
            journal.append = appended_then_dead  # type: ignore[assignment]
        case "before the commit":
            notices.tell = told_then_dead  # type: ignore[assignment]
        case "after the commit":
            escalating.escalate_due(clock.now())
            die()
    return escalating.escalate_due(clock.now())


def found() -> dict[str, Any]:
    """`escalations`: how often each step of each alert is in its journal. `untold`: alerts that are due to be told.
    `alone`: concerns that are owed an answer and have no alert."""
    steps: Counter[str] = Counter()
    for alert in Alert.objects.all():
        for one in journal.entries(alert.patient_id, [AlertEscalated]):
            if one.value.source == alert.source:
                steps[f"{alert.source}|{one.value.round}|{one.value.step}"] += 1
    owed = set(Concern.objects.filter(due_at__isnull=False).values_list("source", flat=True))
    return {
        "alerts": sorted(str(one) for one in Alert.objects.values_list("source", flat=True)),
        "escalations": dict(steps),
        "untold": Alert.objects.filter(closed_at__isnull=True, next_at__lte=clock.now()).count(),
        "alone": len(owed - set(Alert.objects.values_list("source", flat=True))),
        "notices": Notice.objects.count(),
        "told": sorted({one.key.split(":")[1] for one in Notice.objects.filter(sent_at__isnull=False)}),
        "people": Person.objects.count(),
    }


DOES: dict[str, Callable[..., object]] = {
    "site": site,
    "danger": lambda number, minutes: danger(int(number), float(minutes)),
    "telephones": lambda word: telephones(word == "on"),
    "patients": lambda number: patients(int(number)),
    "say": say,
    "escalate": lambda seconds: escalating.escalate_due(clock.now() + timedelta(seconds=float(seconds))),
    "killed": killed,
    "found": found,
}


def main(what: str, *words: str) -> object:
    return DOES[what](*words)


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(*sys.argv[1:])))
