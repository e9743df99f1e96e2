"""Marks patients who do not exist."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("people", "0001_initial")]
    operations: ClassVar = [
        migrations.AddField(
            model_name="patient",
            name="is_simulated",
            field=models.BooleanField(default=False),
        ),
    ]
