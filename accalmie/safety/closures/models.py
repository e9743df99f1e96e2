"""Closures, who answers in the meantime, and who of those in care was told. A closure never changes: another replaces
it, so that what was true at a moment is known for ever."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from uuid6 import uuid7

from accalmie.foundation.people.models import Organisation, Person

_PURPOSE = "safety: whoever is in care knows who answers while the service is closed"
_PROOF = "kept for ever, exported; kept on erasure, as proof"


class Closure(models.Model):
    """Days on which a service is closed, both included; without `last_day` it closes for good.

    `replaces`: the closure that this one corrects. `ended_at`: since when it counts no more, replaced or taken back.
    """

    class Why(models.TextChoices):
        DAYS = "days"
        OUTAGE = "outage"
        END = "end"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    why = models.CharField(max_length=10, choices=Why)
    first_day = models.DateField()
    last_day = models.DateField(null=True)
    declared_at = models.DateTimeField()
    declared_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    replaces = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="replaced_by")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        db_table = "safety_closure"
        constraints = (
            models.CheckConstraint(
                condition=Q(last_day__isnull=True, why="end") | Q(last_day__gte=F("first_day")),
                name="safety_closure_has_its_days",
            ),
        )
        indexes: ClassVar = [models.Index(fields=["organisation", "declared_at"], name="safety_closure_of_service")]

    class Privacy:
        purpose = _PURPOSE
        rows = "site"
        fields: ClassVar[dict[str, str]] = {
            "id": "no personal data; kept for ever",
            "organisation": "no personal data; kept for ever",
            "why": "no personal data; kept for ever",
            "first_day": "no personal data; kept for ever",
            "last_day": "no personal data; kept for ever",
            "declared_at": "no personal data; kept for ever",
            "declared_by": f"who decided; {_PROOF}",
            "replaces": "no personal data; kept for ever",
            "ended_at": "no personal data; kept for ever",
            "ended_by": f"who decided; {_PROOF}",
        }


class Cover(models.Model):
    """Who answers on some days of a closure. Without hours they answer day and night.

    `person`: a colleague of the rota, to whom alerts go on those days; without one, whoever it is answers outside.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    closure = models.ForeignKey(Closure, on_delete=models.CASCADE, related_name="covers")
    first_day = models.DateField()
    last_day = models.DateField(null=True)
    name = models.CharField(max_length=120)
    telephone = models.CharField(max_length=40)
    hours = models.CharField(max_length=11, blank=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        db_table = "safety_closure_cover"
        constraints = (
            models.CheckConstraint(condition=~Q(name="") & ~Q(telephone=""), name="safety_cover_can_be_called"),
            models.CheckConstraint(
                condition=Q(last_day__isnull=True) | Q(last_day__gte=F("first_day")), name="safety_cover_has_its_days"
            ),
        )

    class Privacy:
        purpose = _PURPOSE
        rows = "site"
        fields: ClassVar[dict[str, str]] = {
            "id": "no personal data; kept for ever",
            "closure": "no personal data; kept for ever",
            "first_day": "no personal data; kept for ever",
            "last_day": "no personal data; kept for ever",
            "name": f"who answers; {_PROOF}",
            "telephone": "no personal data: the number of an institution",
            "hours": "no personal data; kept for ever",
            "person": f"who answers; {_PROOF}",
        }


class Word(models.Model):
    """What one person in care is told of one closure, once: by a notice, or by hand, which somebody does and says how.

    A word by hand that another closure overtakes ends as such, and the person is in that one's list.
    """

    class News(models.TextChoices):
        CLOSES = "closes"
        CHANGED = "changed"
        OPEN = "open"

    class Way(models.TextChoices):
        EMAIL = "EMAIL"
        SMS = "SMS"
        BY_HAND = "by_hand"

    class How(models.TextChoices):
        CALLED = "called"
        WRITTEN = "written"
        IN_PERSON = "in_person"
        THROUGH = "through"
        TOO_LATE = "too_late"
        OVERTAKEN = "overtaken"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    patient_id = models.UUIDField()
    closure = models.ForeignKey(Closure, on_delete=models.PROTECT, related_name="words")
    news = models.CharField(max_length=10, choices=News)
    way = models.CharField(max_length=10, choices=Way)
    at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    done_by = models.UUIDField(null=True)
    how = models.CharField(max_length=10, choices=How, blank=True)

    class Meta:
        db_table = "safety_closure_word"
        constraints = (
            models.UniqueConstraint(fields=["closure", "patient_id", "news"], name="safety_closure_is_told_once"),
            models.CheckConstraint(
                condition=Q(done_at__isnull=True, how="") | Q(done_at__isnull=False) & ~Q(how=""),
                name="safety_closure_word_is_done_somehow",
            ),
        )
        indexes: ClassVar = [
            models.Index(fields=["patient_id"], name="safety_closure_word_of_patient"),
            models.Index(
                fields=["at"], condition=Q(way="by_hand", done_at__isnull=True), name="safety_closure_word_waiting"
            ),
        ]

    class Privacy:
        purpose = _PURPOSE
        rows = "record: contact_read, on_call"
        fields: ClassVar[dict[str, str]] = {
            "id": "identifier only; exported; row deleted on erasure",
            "patient_id": "identifier only; not exported; row deleted on erasure",
            "closure": "which closure; exported; row deleted on erasure",
            "news": "what they were told; exported; row deleted on erasure",
            "way": "how they are written to; exported; row deleted on erasure",
            "at": "when; exported; row deleted on erasure",
            "done_at": "when; exported; row deleted on erasure",
            "done_by": "identifier of a professional; exported; row deleted on erasure",
            "how": "how they were told; exported; row deleted on erasure",
        }
