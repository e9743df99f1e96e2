"""How far the demo's clock has been moved forward."""

from __future__ import annotations

from datetime import timedelta
from typing import ClassVar

from django.db import models


class DemoClock(models.Model):
    """One row, in the demo only."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    offset = models.DurationField(default=timedelta)

    class Meta:
        constraints = (models.CheckConstraint(condition=models.Q(id=1), name="clock_one_row"),)

    class Privacy:
        purpose = "moves the demo's date: no personal data"
        rows = "site"
        fields: ClassVar[dict[str, str]] = {
            "id": "no personal data",
            "offset": "no personal data",
        }
