"""What may open a record besides care: agreement, mandate, emergency."""

import django.db.models.deletion
import uuid6
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0003_roles"),
        ("people", "0003_organisations"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="EmergencyOpening",
            fields=[
                ("id", models.UUIDField(default=uuid6.uuid7, editable=False, primary_key=True, serialize=False)),
                ("patient_id", models.UUIDField()),
                ("opened_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Mandate",
            fields=[
                ("id", models.UUIDField(default=uuid6.uuid7, editable=False, primary_key=True, serialize=False)),
                ("patient_id", models.UUIDField(db_index=True)),
                ("code", models.CharField(max_length=20, unique=True)),
                ("powers", models.JSONField()),
                ("starts_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="SharingRequest",
            fields=[
                ("id", models.UUIDField(default=uuid6.uuid7, editable=False, primary_key=True, serialize=False)),
                ("patient_id", models.UUIDField(db_index=True)),
                ("purposes", models.JSONField()),
                ("asked_at", models.DateTimeField()),
                ("answered_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.AddField(
            model_name="carerelationship",
            name="added_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="carerelationship",
            name="basis",
            field=models.CharField(
                choices=[("TEAM", "in your care team"), ("CONSENT", "with your agreement")],
                default="TEAM",
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="carerelationship",
            name="consent",
            field=models.UUIDField(null=True),
        ),
        migrations.AddField(
            model_name="carerelationship",
            name="left_by_patient",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="carerelationship",
            name="purposes",
            field=models.JSONField(default=list),
        ),
        migrations.AddConstraint(
            model_name="carerelationship",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("basis", "TEAM"), ("consent__isnull", True)),
                    models.Q(("basis", "CONSENT"), ("consent__isnull", False)),
                    _connector="OR",
                ),
                name="access_care_outside_has_consent",
            ),
        ),
        migrations.AddField(
            model_name="emergencyopening",
            name="organisation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.organisation"
            ),
        ),
        migrations.AddField(
            model_name="emergencyopening",
            name="professional",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="mandate",
            name="helper",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="mandates",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="sharingrequest",
            name="asked_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="sharingrequest",
            name="professional",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddIndex(
            model_name="emergencyopening",
            index=models.Index(fields=["professional", "patient_id"], name="access_emergency_by_clinician"),
        ),
        migrations.AddIndex(
            model_name="emergencyopening",
            index=models.Index(fields=["organisation", "opened_at"], name="access_emergency_by_house"),
        ),
        migrations.AddIndex(
            model_name="emergencyopening",
            index=models.Index(fields=["patient_id"], name="access_emergency_by_patient"),
        ),
        migrations.AddConstraint(
            model_name="emergencyopening",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_at__gt", models.F("opened_at"))), name="access_emergency_ends_later"
            ),
        ),
        migrations.AddConstraint(
            model_name="mandate",
            constraint=models.CheckConstraint(
                condition=models.Q(("expires_at__gt", models.F("starts_at"))), name="access_mandate_expires_later"
            ),
        ),
        migrations.AddConstraint(
            model_name="sharingrequest",
            constraint=models.UniqueConstraint(
                condition=models.Q(("answered_at__isnull", True)),
                fields=("patient_id", "professional"),
                name="access_sharing_is_asked_once",
            ),
        ),
    ]
