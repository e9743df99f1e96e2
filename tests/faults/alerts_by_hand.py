"""What a test does to alerts from a process of its own, and reads: a line of words in, a line of JSON out.

`site`: a rota of three, each with an address; says the secret of Claire's codes. `danger N MINUTES`: so many people
said a plan so many minutes ago. `telephones on|off`: whether the rota is told by SMS as well. `patients N`: people who
can sign in, by name. `code SECRET`: what the application for codes shows. `escalate SECONDS`: what a worker whose clock
is so far off would do. `take SOURCE`: Claire answers it. `kept SOURCE`: how often each kind of entry about this sign is
in the journal. `found`: what is in the journal and the outbox.

Begun with `say`, it says danger again and again, one line once each is committed, until it is killed.
"""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from itertools import count
from typing import Any
from uuid import UUID, uuid4

import django
from django.db import DatabaseError, connections

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "accalmie.site.settings")
django.setup()

from accalmie.core.entries import AlertEscalated
from accalmie.foundation import clock, journal
from accalmie.foundation.outbox.models import Notice
from accalmie.foundation.people.codes import Role
from accalmie.safety.alerts import actions, escalating, on_call
from accalmie.safety.alerts.models import Alert
from accalmie.safety.concern_models import Concern
from accalmie.safety.readiness.actions import decide_rota
from tests.factories.alerts import in_danger, reachable
from tests.factories.people import administrator, code_now, patient_person, psychologist, somebody, with_a_second_key
from tests.faults import faulty

NAMES = ("claire", "karim", "lea")


def site() -> dict[str, str]:
    """A rota of three: Claire is told first, Léa leads."""
    claire, karim = psychologist("Claire"), somebody(Role.NURSE, called="Karim")
    lead = somebody(Role.SAFETY_LEAD, called="Léa")
    for person, name in zip((claire, karim, lead), NAMES, strict=True):
        reachable(person, email=f"{name}@example.org")
    decide_rota(by=administrator(), members=[claire, karim, lead], lead=lead, now=clock.now() - timedelta(days=2))
    return {"name": claire.sign_in_name, "secret": with_a_second_key(claire).hex()}


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


def take(source: str) -> bool:
    """Claire answers this alert."""
    alert = Alert.objects.get(source=UUID(source))
    claire = on_call.members()[0].person
    actions.take(patient=alert.patient_id, source=alert.source, by=claire, now=clock.now())
    return True


def kept(source: str) -> dict[str, int]:
    """How often each kind of entry is in the journal: the sign itself, and what names it as its source."""
    counted: Counter[str] = Counter()
    for alert in Alert.objects.filter(source=UUID(source)):
        for one in journal.entries(alert.patient_id):
            if one.id == alert.source or getattr(one.value, "source", None) == alert.source:
                counted[type(one.value).__name__] += 1
    return dict(counted)


def found() -> dict[str, Any]:
    """`escalations`: how often each step of each alert is in its journal. `untold`: alerts that are due to be told.
    `alone`: concerns that are owed an answer and have no alert. `due`, `left`: when each alert is to be answered, and
    when the first notice of it left."""
    steps: Counter[str] = Counter()
    for alert in Alert.objects.all():
        for one in journal.entries(alert.patient_id, [AlertEscalated]):
            if one.value.source == alert.source:
                steps[f"{alert.source}|{one.value.round}|{one.value.step}"] += 1
    owed = set(Concern.objects.filter(due_at__isnull=False).values_list("source", flat=True))
    return {
        "alerts": sorted(str(one) for one in Alert.objects.values_list("source", flat=True)),
        "escalations": dict(steps),
        "open": Alert.objects.filter(closed_at__isnull=True).count(),
        "untold": Alert.objects.filter(closed_at__isnull=True, next_at__lte=clock.now()).count(),
        "alone": len(owed - set(Alert.objects.values_list("source", flat=True))),
        "notices": Notice.objects.count(),
        "due": {str(one.source): one.due_at.timestamp() for one in Alert.objects.all()},
        "left": _left(),
        "now": clock.now().timestamp(),
    }


def _left() -> dict[str, float]:
    sent = Notice.objects.filter(key__startswith="alert:", sent_at__isnull=False).order_by("-sent_at")
    return {one.key.split(":")[1]: one.sent_at.timestamp() for one in sent if one.sent_at}


DOES: dict[str, Callable[..., object]] = {
    "site": site,
    "danger": lambda number, minutes: danger(int(number), float(minutes)),
    "telephones": lambda word: telephones(word == "on"),
    "patients": lambda number: patients(int(number)),
    "code": lambda secret: code_now(bytes.fromhex(secret)),
    "kept": kept,
    "take": take,
    "escalate": lambda seconds: escalating.escalate_due(clock.now() + timedelta(seconds=float(seconds))),
    "found": found,
}


def answer(words: list[str]) -> dict[str, Any]:
    """What it says; or the name of the error, and a connection that may be broken is left."""
    try:
        return {"said": DOES[words[0]](*words[1:])}
    except DatabaseError as failure:
        connections.close_all()
        return {"refused": type(failure).__name__}


def main() -> None:
    faulty.lay()
    for line in sys.stdin:
        sys.stdout.write(f"{json.dumps(answer(json.loads(line)))}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    say() if "say" in sys.argv else main()
