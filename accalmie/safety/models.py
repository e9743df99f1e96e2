"""The tables of safety, each written in its part: concerns, alerts, deaths, readiness."""

from __future__ import annotations

from accalmie.safety.alerts.models import Alert, ContactTry, Drill, Leave, OnCall, Unfound
from accalmie.safety.concern_models import Concern, ScoreHeard
from accalmie.safety.death_models import Death
from accalmie.safety.readiness.models import Acknowledgement, Rota, RotaMember, Signature, TestAlert

__all__ = [
    "Acknowledgement",
    "Alert",
    "Concern",
    "ContactTry",
    "Death",
    "Drill",
    "Leave",
    "OnCall",
    "Rota",
    "RotaMember",
    "ScoreHeard",
    "Signature",
    "TestAlert",
    "Unfound",
]
