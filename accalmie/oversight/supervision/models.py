"""Notes of a supervisor to a colleague, about the work."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from uuid6 import uuid7

from accalmie.foundation.people.models import Person


class SupervisionNote(models.Model):
    """One note, as it was written; never changed. It names no patient and hangs on no record. `words`: the text and
    the checklist, sealed under the key of whom it is for."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    to = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    programme = models.CharField(max_length=80, blank=True)
    words = models.BinaryField()

    class Meta:
        constraints = (
            models.CheckConstraint(condition=~models.Q(by=models.F("to")), name="supervision_note_is_to_another"),
        )
        indexes: ClassVar = [models.Index(fields=["to", "at"], name="supervision_note_by_day")]

    class Privacy:
        purpose = "a supervisor and a colleague look at the work together, without a patient in it"
        rows = "between: by_id, to_id"
        fields: ClassVar[dict[str, str]] = {
            "id": "identifier only; kept for ever, not exported; kept on erasure, naming nobody",
            "by": "identifier of a professional; kept for ever, not exported; kept on erasure, naming nobody",
            "to": "identifier of a professional; kept for ever, not exported; kept on erasure, naming nobody",
            "at": "when; kept for ever, not exported; kept on erasure, naming nobody",
            "programme": "no personal data",
            "words": "what was written about the work, sealed; kept for ever, not exported; unreadable on erasure",
        }
