"""One card an organisation: the card of the site becomes that of its first organisation."""

from __future__ import annotations

from typing import Any, ClassVar

import django.db.models.deletion
from django.db import migrations, models

SAID = ("name", "telephone", "hours_fr", "hours_en", "callback_days", "message_days", "visit_days")


def hand_over(apps: Any, schema_editor: Any) -> None:
    first = apps.get_model("people", "Organisation").objects.order_by("created_at", "id").first()
    card = apps.get_model("clinic", "SiteCard").objects.first()
    if first is not None and card is not None:
        said = {name: getattr(card, name) for name in SAID}
        apps.get_model("clinic", "Card").objects.create(organisation=first, **said)


class Migration(migrations.Migration):
    dependencies: ClassVar = [("clinic", "0001_initial"), ("people", "0003_organisations")]
    operations: ClassVar = [
        migrations.RenameModel(old_name="Card", new_name="SiteCard"),
        migrations.CreateModel(
            name="Card",
            fields=[
                (
                    "organisation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="card",
                        serialize=False,
                        to="people.organisation",
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=120)),
                ("telephone", models.CharField(blank=True, max_length=40)),
                ("hours_fr", models.CharField(blank=True, max_length=200)),
                ("hours_en", models.CharField(blank=True, max_length=200)),
                ("callback_days", models.PositiveSmallIntegerField(null=True)),
                ("message_days", models.PositiveSmallIntegerField(null=True)),
                ("visit_days", models.PositiveSmallIntegerField(null=True)),
                ("officer_address", models.EmailField(blank=True, max_length=254)),
            ],
        ),
        migrations.RunPython(hand_over, migrations.RunPython.noop),
        migrations.DeleteModel(name="SiteCard"),
    ]
