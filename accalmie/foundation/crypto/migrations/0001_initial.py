"""The wrapped keys and the erasure ledger."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies: ClassVar = []

    operations: ClassVar = [
        migrations.CreateModel(
            name="Erasure",
            fields=[
                ("patient_id", models.UUIDField(primary_key=True, serialize=False)),
                ("erased_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="PatientKey",
            fields=[
                ("key_id", models.UUIDField(primary_key=True, serialize=False)),
                ("patient_id", models.UUIDField(unique=True)),
                ("wrapped", models.BinaryField()),
            ],
        ),
    ]
