"""What went wrong or nearly did, how it was classified, and what people say did them harm."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from uuid6 import uuid7

from accalmie.foundation.people.models import Organisation, Person

_PROOF = "kept for ever, not exported; kept on erasure, naming nobody"


class Harm(models.TextChoices):
    NO = "NO", _("No, nobody")
    YES = "YES", _("Yes")
    UNKNOWN = "UNKNOWN", _("I do not know")


class Kind(models.TextChoices):
    INCIDENT = "INCIDENT", _("Incident: it reached somebody")
    NEAR_MISS = "NEAR_MISS", _("Near miss: it was stopped in time")
    NEITHER = "NEITHER", _("Neither of the two")


class Incident(models.Model):
    """One report, as it was written. Never changed: what comes of it stands in its classifications.

    It names no patient. Of one whom it concerns, the journal holds an entry with the id of this report.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    reported_at = models.DateTimeField()
    reported_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    happened_on = models.DateField()
    harm = models.CharField(max_length=8, choices=Harm)
    is_about_a_patient = models.BooleanField()
    words = models.BinaryField()

    class Meta:
        constraints = (models.CheckConstraint(condition=models.Q(harm__in=Harm.values), name="device_harm_is_known"),)
        indexes: ClassVar = [models.Index(fields=["organisation", "reported_at"], name="device_incident_by_day")]

    class Privacy:
        purpose = "safety: what went wrong is looked at, and does not happen again"
        rows = "organisation: work_read"
        fields: ClassVar[dict[str, str]] = {
            "id": f"identifier only; {_PROOF}",
            "organisation": f"where; {_PROOF}",
            "reported_at": f"when; {_PROOF}",
            "reported_by": "who reported it; kept for ever, not exported; kept on erasure, as proof",
            "happened_on": f"when; {_PROOF}",
            "harm": f"whether somebody was harmed; {_PROOF}",
            "is_about_a_patient": f"whether it concerns a patient, not whom; {_PROOF}",
            "words": f"what happened, sealed; {_PROOF}",
        }


class Classification(models.Model):
    """What the safety lead decided about one report, at one moment; the latest counts, and none is ever changed.

    `clock`: the clock of vigilance that runs, "" for none. `told_on`: when the authority was told, which stops it.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="classified")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind)
    severity = models.PositiveSmallIntegerField()
    hazard = models.CharField(max_length=60)
    clock = models.CharField(max_length=10, blank=True)
    aware_on = models.DateField()
    due_at = models.DateTimeField(null=True)
    told_on = models.DateField(null=True)
    is_closed = models.BooleanField()
    words = models.BinaryField()

    class Meta:
        constraints = (
            models.CheckConstraint(condition=models.Q(kind__in=Kind.values), name="device_kind_is_known"),
            models.CheckConstraint(
                condition=models.Q(severity__gte=1, severity__lte=5), name="device_severity_is_of_the_scale"
            ),
            models.CheckConstraint(
                condition=models.Q(is_closed=False) | models.Q(due_at__isnull=True) | models.Q(told_on__isnull=False),
                name="device_closes_once_the_authority_was_told",
            ),
        )
        indexes: ClassVar = [models.Index(fields=["incident", "at"], name="device_classified_by_day")]

    class Privacy:
        purpose = "safety: what went wrong is looked at, and does not happen again"
        rows = "organisation: work_read"
        fields: ClassVar[dict[str, str]] = {
            "id": f"identifier only; {_PROOF}",
            "incident": f"identifier only; {_PROOF}",
            "organisation": f"where; {_PROOF}",
            "at": f"when; {_PROOF}",
            "by": "who decided; kept for ever, not exported; kept on erasure, as proof",
            "kind": f"how it was classified; {_PROOF}",
            "severity": f"how it was classified; {_PROOF}",
            "hazard": "no personal data; kept for ever",
            "clock": "no personal data; kept for ever",
            "aware_on": f"when; {_PROOF}",
            "due_at": f"when it is due; {_PROOF}",
            "told_on": f"when; {_PROOF}",
            "is_closed": f"where it stands; {_PROOF}",
            "words": f"what was decided, sealed; {_PROOF}",
        }


class HarmTold(models.Model):
    """What a person said did them harm, as the journal told it; `words` are sealed under their own key."""

    entry_id = models.UUIDField(primary_key=True)
    patient_id = models.UUIDField()
    told_at = models.DateTimeField()
    domains = models.JSONField()
    cause = models.CharField(max_length=10, blank=True)
    wish = models.CharField(max_length=12)
    words = models.BinaryField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["patient_id", "told_at"], name="device_harm_by_patient")]

    class Privacy:
        purpose = "safety: what does somebody harm here is read, and answered if they wish"
        rows = "record: talks_read, newcomers"
        fields: ClassVar[dict[str, str]] = {
            "entry_id": "identifier only; exported; row deleted on erasure",
            "patient_id": "identifier only; not exported; row deleted on erasure",
            "told_at": "health data; exported; row deleted on erasure",
            "domains": "health data; exported; row deleted on erasure",
            "cause": "health data; exported; row deleted on erasure",
            "wish": "health data; exported; row deleted on erasure",
            "words": "health data, sealed; exported; row deleted on erasure",
        }


class HarmFiled(models.Model):
    """Under which hazard the safety lead filed what somebody told; the latest counts. It does not say who told it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    told = models.UUIDField()
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    hazard = models.CharField(max_length=60)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["told", "at"], name="device_filed_by_day")]

    class Privacy:
        purpose = "safety: what went wrong is looked at, and does not happen again"
        rows = "organisation: work_read"
        fields: ClassVar[dict[str, str]] = {
            "id": f"identifier only; {_PROOF}",
            "told": f"identifier only; {_PROOF}",
            "organisation": f"where; {_PROOF}",
            "at": f"when; {_PROOF}",
            "by": "who decided; kept for ever, not exported; kept on erasure, as proof",
            "hazard": "no personal data; kept for ever",
        }
