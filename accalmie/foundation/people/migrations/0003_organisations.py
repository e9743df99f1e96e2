"""Organisations, the roles of a hospital, and the epoch that ends older sessions."""

from __future__ import annotations

from typing import Any, ClassVar

import django.db.models.deletion
import uuid6
from django.db import migrations, models

ROLES = [
    ("PATIENT", "Patient"),
    ("HELPER", "Helper"),
    ("PSYCHOLOGIST", "Psychologist"),
    ("PSYCHIATRIST", "Psychiatrist"),
    ("NURSE", "Nurse"),
    ("GP", "General practitioner"),
    ("PEER_WORKER", "Peer worker"),
    ("SUPERVISOR", "Supervisor"),
    ("SAFETY_LEAD", "Safety lead"),
    ("SECRETARY", "Secretary"),
    ("RESEARCHER", "Researcher"),
    ("AUTHOR", "Content author"),
    ("DATA_OFFICER", "Data-protection officer"),
    ("ADMINISTRATOR", "Administrator"),
]
HOLDERS = [
    ("ESTABLISHMENT", "Health establishment"),
    ("PRACTICE", "Independent practice"),
    ("SOCIAL", "Social or medico-social service"),
    ("OTHER", "Other service"),
]


def found_the_first(apps: Any, schema_editor: Any) -> None:
    """Whoever is here already belongs to the site's one service, founded when the first of them came."""
    person, patient = apps.get_model("people", "Person"), apps.get_model("people", "Patient")
    earliest = person.objects.order_by("created_at").first()
    if earliest is None:
        return
    service = apps.get_model("people", "Organisation").objects.create(
        name="Service", slug="service", created_at=earliest.created_at
    )
    person.objects.update(organisation=service)
    patient.objects.update(organisation=service)


class Migration(migrations.Migration):
    # On PostgreSQL a table whose rows were just changed cannot be altered in the same transaction.
    atomic = False
    dependencies: ClassVar = [("people", "0002_simulated_patients")]
    operations: ClassVar = [
        migrations.CreateModel(
            name="Organisation",
            fields=[
                ("id", models.UUIDField(default=uuid6.uuid7, editable=False, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=120)),
                ("slug", models.SlugField(max_length=60, unique=True)),
                ("holder", models.CharField(choices=HOLDERS, default="ESTABLISHMENT", max_length=20)),
                ("created_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(holder__in=[code for code, _words in HOLDERS]),
                        name="people_organisation_holder_is_known",
                    )
                ]
            },
        ),
        migrations.RemoveConstraint(model_name="person", name="people_person_role_is_known"),
        migrations.AlterField(model_name="person", name="role", field=models.CharField(choices=ROLES, max_length=20)),
        migrations.AddField(model_name="person", name="session_epoch", field=models.PositiveIntegerField(default=0)),
        *(
            migrations.AddField(
                model_name=model,
                name="organisation",
                field=models.ForeignKey(
                    null=True, on_delete=django.db.models.deletion.PROTECT, related_name=many, to="people.organisation"
                ),
            )
            for model, many in (("person", "people"), ("patient", "patients"))
        ),
        migrations.RunPython(found_the_first, migrations.RunPython.noop),
        *(
            migrations.AlterField(
                model_name=model,
                name="organisation",
                field=models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name=many, to="people.organisation"
                ),
            )
            for model, many in (("person", "people"), ("patient", "patients"))
        ),
        migrations.AddConstraint(
            model_name="person",
            constraint=models.CheckConstraint(
                condition=models.Q(role__in=[code for code, _words in ROLES]), name="people_person_role_is_known"
            ),
        ),
    ]
