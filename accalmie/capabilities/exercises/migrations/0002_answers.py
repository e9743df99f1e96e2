from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("exercises", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Answer",
            fields=[
                ("entry_id", models.UUIDField(primary_key=True, serialize=False)),
                ("patient_id", models.UUIDField()),
                ("written", models.UUIDField()),
                ("by", models.UUIDField(null=True)),
                ("words", models.BinaryField()),
                ("answered_at", models.DateTimeField()),
            ],
            options={
                "indexes": [models.Index(fields=["patient_id", "answered_at"], name="exercises_answer_of_patient")],
            },
        ),
    ]
