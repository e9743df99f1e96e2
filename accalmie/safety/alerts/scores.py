"""What totals of questionnaires say by themselves: severe, or much worse than weeks before, and somebody looks."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from operator import attrgetter
from uuid import UUID, uuid5

from django.db.models import Q

from accalmie.core.crisis import ScoreRule, score_sign
from accalmie.core.entries import SignNoticed
from accalmie.foundation import journal, tick
from accalmie.foundation.people.models import Patient
from accalmie.safety.concern_models import Concern, ScoreHeard
from accalmie.safety.library import rules

logger = logging.getLogger("accalmie.safety")

_LOOKED_FOR = timedelta(days=7)
"""For so long after an answering, a worker that was stopped still notices. What is older is nothing new, also where the
rules have changed since."""


def notice(now: datetime) -> int:
    """Opens a concern for each recent total that the rules call a sign; returns how many. Once a total, however often
    it is asked; none where an answer showed danger, which is looked at anyhow. Raises tick.SomeFailed."""
    lowest = min((rule.from_score for rule in rules().scores), default=None)
    if lowest is None:
        return 0
    recent = ScoreHeard.objects.filter(at__gt=now - _LOOKED_FOR, total__gte=lowest).order_by("at", "entry_id")
    return tick.each(recent, lambda total: _is_noticed(total, now), name=attrgetter("entry_id"), logger=logger)


def _is_noticed(heard: ScoreHeard, now: datetime) -> bool:
    rule = score_sign(
        rules().scores, instrument=heard.instrument, total=heard.total, at=heard.at, earlier=_before(heard)
    )
    if rule is None or _is_looked_at(heard, rule) or not Patient.objects.open().filter(id=heard.patient_id).exists():
        return False
    noticed = SignNoticed(
        kind_of_sign="score",
        level=rule.counts_as,
        words=f"{heard.instrument.upper()} = {heard.total:g}",
        source=heard.entry_id,
        sign=_sign_of(rule),
    )
    return not journal.append(heard.patient_id, noticed, by=None, now=now, id=_sign_id(heard)).repeated


def _sign_id(heard: ScoreHeard) -> UUID:
    """Whatever the rule is called: a total is said once."""
    return uuid5(heard.entry_id, "score")


def _before(heard: ScoreHeard) -> list[tuple[datetime, float]]:
    same = ScoreHeard.objects.filter(patient_id=heard.patient_id, instrument=heard.instrument, at__lt=heard.at)
    return list(same.values_list("at", "total"))


def _sign_of(rule: ScoreRule) -> str:
    return f"{rule.instrument}:{rule.id}"


def _is_looked_at(heard: ScoreHeard, rule: ScoreRule) -> bool:
    """Whether it was said, its answers showed danger, or the same sign waits already or was looked at weeks ago."""
    since = heard.at - timedelta(days=rules().score_again_days)
    same = Q(sign=_sign_of(rule)) & (Q(reviewed_at__isnull=True) | Q(reviewed_at__gte=since))
    of_this = Q(source__in=(heard.entry_id, _sign_id(heard)))
    return Concern.objects.filter(of_this | same, patient_id=heard.patient_id).exists()
