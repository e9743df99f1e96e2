from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("safety_recontact", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="step",
            name="moves",
            field=models.PositiveSmallIntegerField(default=0),
        ),
    ]
