"""What people ask of their record, and what keeps a record from erasure."""

from __future__ import annotations

from typing import ClassVar

import django.db.models.deletion
import uuid6
from django.db import migrations, models
from django.db.models import Q

KINDS = ["ACCESS", "CORRECTION", "RESTRICTION", "ERASURE", "OBJECTION", "COMPLAINT"]
ANSWERED = ["GRANTED", "ARCHIVED", "REFUSED"]


class Migration(migrations.Migration):
    initial = True
    dependencies: ClassVar = [("people", "0006_closed_record")]
    operations: ClassVar = [
        migrations.CreateModel(
            name="LegalHold",
            fields=[
                ("id", models.UUIDField(default=uuid6.uuid7, editable=False, primary_key=True, serialize=False)),
                ("patient_id", models.UUIDField(db_index=True)),
                ("reason", models.BinaryField()),
                ("by", models.UUIDField()),
                ("at", models.DateTimeField()),
                ("until", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="RightsRequest",
            fields=[
                ("id", models.UUIDField(default=uuid6.uuid7, editable=False, primary_key=True, serialize=False)),
                ("patient_id", models.UUIDField()),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.organisation"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("ACCESS", "To be given professionals’ notes"),
                            ("CORRECTION", "To have something corrected"),
                            ("RESTRICTION", "To close the record for a while"),
                            ("ERASURE", "To have the record erased"),
                            ("OBJECTION", "To object to a use"),
                            ("COMPLAINT", "Complaint"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "about",
                    models.CharField(
                        choices=[("DATA", "My data"), ("CARE", "How I am treated")], default="DATA", max_length=5
                    ),
                ),
                ("words", models.BinaryField(null=True)),
                ("asked_at", models.DateTimeField()),
                ("due_at", models.DateTimeField()),
                ("extended_at", models.DateTimeField(null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("WAITING", "Waiting for an answer"),
                            ("GRANTED", "Done"),
                            ("ARCHIVED", "Closed, to be erased later"),
                            ("REFUSED", "Answered, not done"),
                        ],
                        default="WAITING",
                        max_length=10,
                    ),
                ),
                ("answered_at", models.DateTimeField(null=True)),
                ("answered_by", models.UUIDField(null=True)),
                ("answer", models.BinaryField(null=True)),
                ("erase_after", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["organisation", "state", "due_at"], name="privacy_request_by_due"),
                    models.Index(fields=["patient_id", "asked_at"], name="privacy_request_by_patient"),
                ],
                "constraints": [
                    models.CheckConstraint(condition=Q(kind__in=KINDS), name="privacy_request_kind_is_known"),
                    models.CheckConstraint(
                        condition=Q(about__in=["DATA", "CARE"]), name="privacy_request_about_is_known"
                    ),
                    models.CheckConstraint(
                        condition=Q(state="WAITING", answered_at__isnull=True)
                        | (Q(state__in=ANSWERED) & Q(answered_at__isnull=False)),
                        name="privacy_request_answered_when_not_waiting",
                    ),
                    models.UniqueConstraint(
                        fields=["patient_id", "kind"],
                        condition=Q(state="WAITING") & ~Q(kind="COMPLAINT"),
                        name="privacy_request_waits_once",
                    ),
                ],
            },
        ),
    ]
