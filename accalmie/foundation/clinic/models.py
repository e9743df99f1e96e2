"""The clinic's card: one row an organisation, written by its administrator."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from accalmie.foundation.people.models import Organisation


class Card(models.Model):
    """Empty fields were not said; a delay that is None is promised to nobody. `*_days` are working days."""

    organisation = models.OneToOneField(Organisation, on_delete=models.CASCADE, primary_key=True, related_name="card")
    name = models.CharField(max_length=120, blank=True)
    telephone = models.CharField(max_length=40, blank=True)
    hours_fr = models.CharField(max_length=200, blank=True)
    hours_en = models.CharField(max_length=200, blank=True)
    callback_days = models.PositiveSmallIntegerField(null=True)
    message_days = models.PositiveSmallIntegerField(null=True)
    visit_days = models.PositiveSmallIntegerField(null=True)
    officer_address = models.EmailField(blank=True)
    help_fr = models.TextField(blank=True)
    help_en = models.TextField(blank=True)

    class Privacy:
        purpose = "tells everybody who runs this site and how to reach them"
        rows = "site"
        fields: ClassVar[dict[str, str]] = {
            "organisation": "no personal data",
            "name": "no personal data: the name of an institution",
            "telephone": "no personal data: the number of an institution",
            "hours_fr": "no personal data",
            "hours_en": "no personal data",
            "callback_days": "no personal data",
            "message_days": "no personal data",
            "visit_days": "no personal data",
            "officer_address": "no personal data: the address of a function",
            "help_fr": "no personal data",
            "help_en": "no personal data",
        }
