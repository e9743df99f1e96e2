"""Silence after a sign: somebody whose alert was closed, and of whom nothing was heard since, is looked at again."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from operator import attrgetter
from uuid import uuid5

from accalmie.core.crisis import Level
from accalmie.core.entries import SignNoticed
from accalmie.foundation import journal, tick
from accalmie.foundation.people.models import Patient
from accalmie.safety.alerts.models import Alert
from accalmie.safety.library import rules
from accalmie.safety.queries import death_of

logger = logging.getLogger("accalmie.safety")

_LOOKED_FOR = timedelta(days=14)
"""For so long after the moment, a worker that was stopped still notices."""

_NOT_LOOKED_AFTER = (Alert.Outcome.SAME_ANSWER, Alert.Outcome.DECEASED)


def notice(now: datetime) -> int:
    """Opens a concern for everybody silent for `silence_days` since an alert at active or above was closed; returns for
    how many. Once an alert, however often it is asked. Raises tick.SomeFailed."""
    until = now - timedelta(days=rules().silence_days)
    closed = Alert.objects.filter(
        closed_at__lte=until, closed_at__gt=until - _LOOKED_FOR, severity__gte=Level.ACTIVE.severity
    )
    wanted = closed.exclude(outcome__in=_NOT_LOOKED_AFTER)
    return tick.each(wanted, lambda alert: _is_noticed(alert, now), name=attrgetter("source"), logger=logger)


def _is_noticed(alert: Alert, now: datetime) -> bool:
    assert alert.closed_at is not None
    patient = Patient.objects.open().filter(id=alert.patient_id).first()
    if patient is None or death_of(patient.id) or journal.wrote_since(patient.id, patient.person_id, alert.closed_at):
        return False
    sign = SignNoticed(kind_of_sign="silence", level=rules().silence, source=alert.source)
    appended = journal.append(patient.id, sign, by=None, now=now, id=uuid5(alert.source, "silence"))
    return not appended.repeated
