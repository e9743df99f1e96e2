import django.db.models.deletion
import uuid6
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Agreed",
            fields=[
                ("patient_id", models.UUIDField(primary_key=True, serialize=False)),
                ("owner", models.UUIDField(null=True)),
                ("covered_by", models.UUIDField(null=True)),
                ("within_days", models.PositiveSmallIntegerField(null=True)),
                ("programmes", models.JSONField(default=dict)),
                ("agreed_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Cover",
            fields=[
                ("entry_id", models.UUIDField(primary_key=True, serialize=False)),
                ("patient_id", models.UUIDField()),
                ("absence", models.UUIDField()),
                ("owner", models.UUIDField()),
                ("covered_by", models.UUIDField()),
                ("first_day", models.DateField()),
                ("last_day", models.DateField(null=True)),
                ("arranged_at", models.DateTimeField()),
                ("is_over", models.BooleanField(default=False)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["patient_id", "first_day"], name="care_cover_of_patient"),
                    models.Index(fields=["covered_by", "first_day"], name="care_cover_by"),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReviewDue",
            fields=[
                ("entry_id", models.UUIDField(primary_key=True, serialize=False)),
                ("patient_id", models.UUIDField()),
                ("exercise", models.CharField(max_length=80)),
                ("enrolment", models.UUIDField(null=True)),
                ("module", models.CharField(blank=True, max_length=80)),
                ("step", models.CharField(blank=True, max_length=80)),
                ("shared", models.BooleanField(default=False)),
                ("shared_at", models.DateTimeField(null=True)),
                ("due_at", models.DateTimeField(null=True)),
                ("answered_at", models.DateTimeField(null=True)),
                ("answered_by", models.UUIDField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["due_at"], name="care_review_due"),
                    models.Index(fields=["patient_id", "due_at"], name="care_review_of_patient"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Leave",
            fields=[
                ("id", models.UUIDField(default=uuid6.uuid7, editable=False, primary_key=True, serialize=False)),
                (
                    "why",
                    models.CharField(
                        choices=[("leave", "Leave"), ("sickness", "Sickness"), ("departure", "Departure")],
                        max_length=10,
                    ),
                ),
                ("first_day", models.DateField()),
                ("last_day", models.DateField(null=True)),
                ("saved_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["person", "last_day"], name="care_leave_of_person")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("last_day__isnull", True), ("why", "departure")),
                            ("last_day__gte", models.F("first_day")),
                            _connector="OR",
                        ),
                        name="care_leave_has_its_days",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Phrase",
            fields=[
                ("id", models.UUIDField(default=uuid6.uuid7, editable=False, primary_key=True, serialize=False)),
                ("language", models.CharField(max_length=2)),
                ("words", models.BinaryField()),
                ("kept_at", models.DateTimeField()),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["person", "language"], name="care_phrase_of_person")],
            },
        ),
        migrations.CreateModel(
            name="ReadingTime",
            fields=[
                ("answer", models.UUIDField(primary_key=True, serialize=False)),
                ("about", models.UUIDField()),
                ("seconds", models.PositiveIntegerField()),
                ("minutes", models.PositiveSmallIntegerField(null=True)),
                ("sent_at", models.DateTimeField()),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["person", "sent_at"], name="care_reading_of_person")],
            },
        ),
    ]
