from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("programmes", "0006_danger_before_a_start"),
    ]

    operations = [
        migrations.AddField(
            model_name="published",
            name="origin",
            field=models.JSONField(default=dict),
        ),
    ]
