from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("programmes", "0007_origin"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="progress",
            index=models.Index(
                condition=models.Q(("ended_at__isnull", True), ("orients", False)),
                fields=["patient_id", "drifts_at", "opens_at", "due_at", "mode", "not_better"],
                name="programmes_moments_of_running",
            ),
        ),
    ]
