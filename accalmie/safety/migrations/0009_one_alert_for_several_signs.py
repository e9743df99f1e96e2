from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("safety", "0008_signs_from_scores_words_and_worries"),
    ]

    operations = [
        migrations.AddField(
            model_name="alert",
            name="signs",
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="alert",
            name="signs_told",
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="concern",
            name="alert",
            field=models.UUIDField(null=True),
        ),
    ]
