"""Heads, entries, stale marks, and the signed days."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies: ClassVar = []

    operations: ClassVar = [
        migrations.CreateModel(
            name="DayRoot",
            fields=[
                ("day", models.DateField(primary_key=True, serialize=False)),
                ("patients", models.PositiveBigIntegerField()),
                ("root", models.BinaryField()),
                ("previous", models.BinaryField()),
                ("public_key", models.BinaryField()),
                ("signature", models.BinaryField()),
            ],
        ),
        migrations.CreateModel(
            name="Head",
            fields=[
                ("patient_id", models.UUIDField(primary_key=True, serialize=False)),
                ("sequence", models.PositiveBigIntegerField()),
                ("chain", models.BinaryField()),
                ("key_id", models.UUIDField()),
                ("has_stale", models.BooleanField()),
            ],
        ),
        migrations.CreateModel(
            name="DayLeaf",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField()),
                ("patient_id", models.UUIDField()),
                ("sequence", models.PositiveBigIntegerField()),
                ("chain", models.BinaryField()),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("patient_id", "day"), name="journal_leaf_once_a_day")],
            },
        ),
        migrations.CreateModel(
            name="StaleProjection",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("projection", models.CharField(max_length=80)),
                ("patient_id", models.UUIDField(db_index=True)),
                ("since", models.DateTimeField()),
                ("error", models.CharField(max_length=120)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("projection", "patient_id"), name="journal_stale_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="StoredEntry",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("patient_id", models.UUIDField()),
                ("sequence", models.PositiveBigIntegerField()),
                ("kind", models.CharField(max_length=80)),
                ("version", models.PositiveSmallIntegerField()),
                ("occurred_at", models.DateTimeField()),
                ("recorded_at", models.DateTimeField()),
                ("by", models.UUIDField(null=True)),
                ("key_id", models.UUIDField()),
                ("payload", models.BinaryField()),
                ("chain", models.BinaryField()),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("patient_id", "sequence"), name="journal_entry_place")],
            },
        ),
    ]
