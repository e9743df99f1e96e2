"""People may sign in through Pro Santé Connect or FranceConnect."""

from __future__ import annotations

from typing import ClassVar

import django.db.models.deletion
import uuid6
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("people", "0007_signing_in")]
    operations: ClassVar = [
        migrations.CreateModel(
            name="LinkedIdentity",
            fields=[
                ("id", models.UUIDField(default=uuid6.uuid7, editable=False, primary_key=True, serialize=False)),
                (
                    "provider",
                    models.CharField(choices=[("psc", "Pro Santé Connect"), ("fc", "FranceConnect")], max_length=8),
                ),
                ("subject", models.BinaryField()),
                ("number_sealed", models.BinaryField(null=True)),
                ("linked_at", models.DateTimeField()),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="linked_identities",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=["provider", "subject"], name="people_linkedidentity_leads_to_one_person"
                    ),
                    models.UniqueConstraint(
                        fields=["person", "provider"], name="people_linkedidentity_is_one_a_provider"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(provider__in=["psc", "fc"]), name="people_linkedidentity_provider_is_known"
                    ),
                ]
            },
        ),
    ]
