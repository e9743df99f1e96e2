"""A record may be closed: restricted, or waiting for its erasure."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("people", "0005_name_tokens")]
    operations: ClassVar = [
        migrations.AddField(
            model_name="patient",
            name="restricted_at",
            field=models.DateTimeField(null=True),
        ),
    ]
