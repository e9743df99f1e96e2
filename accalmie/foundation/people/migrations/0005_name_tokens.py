"""Patients are found by name through a keyed index, made here for those who are there already."""

from __future__ import annotations

from typing import Any, ClassVar

import django.db.models.deletion
from django.db import migrations, models

from accalmie.foundation import crypto
from accalmie.foundation.people.finding import tokens_of


def index_names(apps: Any, schema_editor: Any) -> None:
    """Each patient's name is opened once. Records that were erased have none."""
    token = apps.get_model("people", "NameToken")
    for patient in apps.get_model("people", "Patient").objects.select_related("person").iterator(chunk_size=500):
        try:
            names = crypto.open_json(patient.id, patient.person.identity_sealed, purpose="people.person.identity")
        except crypto.KeyDestroyed:
            continue
        marks = tokens_of(names["called"], organisation=patient.organisation_id)
        token.objects.bulk_create([token(patient=patient, token=mark) for mark in sorted(marks)])


class Migration(migrations.Migration):
    # On PostgreSQL a table whose rows were just written cannot be given an index in the same transaction.
    atomic = False
    dependencies: ClassVar = [("people", "0004_sealed_identity")]
    operations: ClassVar = [
        migrations.CreateModel(
            name="NameToken",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("token", models.BinaryField()),
                (
                    "patient",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="name_tokens", to="people.patient"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=["token", "patient"], name="people_nametoken_marks_a_patient_once")
                ]
            },
        ),
        migrations.RunPython(index_names),
    ]
