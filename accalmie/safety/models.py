"""The tables of safety, each written in its part: concerns, alerts, readiness."""

from __future__ import annotations

from accalmie.safety.alerts.models import Alert, ContactTry, Drill, Leave, OnCall, Unfound
from accalmie.safety.concern_models import Concern, ScoreHeard
from accalmie.safety.readiness.models import Acknowledgement, Rota, RotaMember, Signature, TestAlert

__all__ = [
    "Acknowledgement",
    "Alert",
    "Concern",
    "ContactTry",
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
