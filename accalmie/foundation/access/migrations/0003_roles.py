"""The roles of a hospital."""

from __future__ import annotations

from importlib import import_module
from typing import ClassVar

from django.db import migrations, models

ROLES = import_module("accalmie.foundation.people.migrations.0003_organisations").ROLES


class Migration(migrations.Migration):
    dependencies: ClassVar = [("access", "0002_invitation"), ("people", "0003_organisations")]
    operations: ClassVar = [
        migrations.AlterField(
            model_name="carerelationship", name="role", field=models.CharField(choices=ROLES, max_length=20)
        )
    ]
