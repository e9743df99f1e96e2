"""The seal of a day covers other rooms' chains as well. Days that are sealed already stay as they were signed."""

from __future__ import annotations

from typing import ClassVar

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from accalmie.foundation.journal import triggers

TABLES = ("journal_dayroot", "journal_sideleaf")


def _install(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    triggers.install(editor.connection, TABLES)


def _remove(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    triggers.remove(editor.connection, TABLES[1:])


class Migration(migrations.Migration):
    dependencies: ClassVar = [("journal", "0002_append_only")]

    operations: ClassVar = [
        migrations.AddField("dayroot", "side_leaves", models.PositiveBigIntegerField(null=True)),
        migrations.AddField("dayroot", "side_root", models.BinaryField(null=True)),
        migrations.CreateModel(
            name="SideLeaf",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField(db_index=True)),
                ("kind", models.CharField(max_length=20)),
                ("patient_id", models.UUIDField()),
                ("sequence", models.PositiveBigIntegerField()),
                ("chain", models.BinaryField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("patient_id", "kind", "day"), name="journal_side_leaf_once_a_day")
                ],
            },
        ),
        migrations.RunPython(_install, _remove),
    ]
