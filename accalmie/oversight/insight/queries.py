"""Which simulated clinics are on this site, and what they gave."""

from __future__ import annotations

import msgspec

from accalmie.core.simulation import Summary
from accalmie.oversight.insight.models import SimulatedClinic


def clinics() -> list[SimulatedClinic]:
    """Each simulated clinic, the newest first; at most twenty."""
    return list(SimulatedClinic.objects.order_by("-made_at", "-id")[:20])


def summary_of(clinic: SimulatedClinic) -> Summary:
    """Its counts and sums."""
    return msgspec.convert(clinic.summary, Summary, strict=False)
