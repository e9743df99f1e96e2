"""The access log becomes append-only in the database itself, and its heads say up to where old lines have ended."""

from __future__ import annotations

from typing import ClassVar

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from accalmie.foundation.access import log_triggers


def _install(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    log_triggers.install(editor.connection)


def _remove(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    log_triggers.remove(editor.connection)


class Migration(migrations.Migration):
    dependencies: ClassVar = [("access", "0006_restorations")]

    operations: ClassVar = [
        migrations.AddField("accesshead", "ended", models.PositiveIntegerField(default=0)),
        migrations.RunPython(_install, _remove),
    ]
