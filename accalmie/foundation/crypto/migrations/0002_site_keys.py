"""Keys of the site itself, wrapped like those of its people."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("crypto", "0001_initial")]
    operations: ClassVar = [
        migrations.CreateModel(
            name="SiteKey",
            fields=[
                ("name", models.CharField(max_length=40, primary_key=True, serialize=False)),
                ("wrapped", models.BinaryField()),
            ],
        ),
    ]
