"""The table of simulated clinics."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies: ClassVar = []
    operations: ClassVar = [
        migrations.CreateModel(
            name="SimulatedClinic",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("made_at", models.DateTimeField()),
                ("seed", models.BigIntegerField()),
                ("patients", models.PositiveIntegerField()),
                ("weeks", models.PositiveSmallIntegerField()),
                ("until", models.DateTimeField()),
                ("parameters", models.CharField(max_length=64)),
                ("version", models.CharField(max_length=20)),
                ("graph", models.CharField(max_length=64)),
                ("entries", models.PositiveIntegerField()),
                ("summary", models.JSONField()),
            ],
            options={"ordering": ["-made_at", "-id"]},
        ),
    ]
