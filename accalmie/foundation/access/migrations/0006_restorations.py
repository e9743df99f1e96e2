"""Accounts given back by two people who vouch."""

from __future__ import annotations

from typing import ClassVar

import django.db.models.deletion
import uuid6
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("access", "0005_access_log"),
        ("people", "0007_signing_in"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name="Restoration",
            fields=[
                ("id", models.UUIDField(default=uuid6.uuid7, editable=False, primary_key=True, serialize=False)),
                (
                    "lost",
                    models.CharField(
                        choices=[
                            ("PASSWORD", "The name or the password"),
                            ("FACTOR", "The second key"),
                            ("BOTH", "Both"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "asked_proof",
                    models.CharField(
                        choices=[
                            ("DOCUMENT", "I saw an identity document with their face"),
                            ("KNOWN", "I know them and saw them, in the room or by video"),
                            ("CALLED_BACK", "I called them on the number that they had given us before"),
                        ],
                        max_length=12,
                    ),
                ),
                ("asked_at", models.DateTimeField()),
                (
                    "confirmed_proof",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("DOCUMENT", "I saw an identity document with their face"),
                            ("KNOWN", "I know them and saw them, in the room or by video"),
                            ("CALLED_BACK", "I called them on the number that they had given us before"),
                        ],
                        default="",
                        max_length=12,
                    ),
                ),
                ("confirmed_at", models.DateTimeField(null=True)),
                ("mark", models.BinaryField(null=True, unique=True)),
                ("expires_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(null=True)),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.organisation"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="restorations",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("lost__in", ["PASSWORD", "FACTOR", "BOTH"])),
                        name="access_restoration_lost_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("asked_proof__in", ["DOCUMENT", "KNOWN", "CALLED_BACK"])),
                        name="access_restoration_first_proof_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("confirmed_proof__in", ["DOCUMENT", "KNOWN", "CALLED_BACK", ""])),
                        name="access_restoration_second_proof_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("confirmed_by__isnull", True),
                            models.Q(("confirmed_by", models.F("asked_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="access_restoration_takes_two",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("asked_by", models.F("person")), _negated=True),
                            models.Q(
                                ("confirmed_by__isnull", True),
                                models.Q(("confirmed_by", models.F("person")), _negated=True),
                                _connector="OR",
                            ),
                        ),
                        name="access_restoration_by_others",
                    ),
                ],
            },
        ),
    ]
