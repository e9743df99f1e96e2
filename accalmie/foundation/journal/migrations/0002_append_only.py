"""The entries and the signed days become append-only in the database itself."""

from typing import ClassVar

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from accalmie.foundation.journal import triggers

TABLES = ("journal_storedentry", "journal_dayroot", "journal_dayleaf")


def _install(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    triggers.install(editor.connection, TABLES)


def _remove(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    triggers.remove(editor.connection, TABLES)


class Migration(migrations.Migration):
    dependencies: ClassVar = [("journal", "0001_initial")]

    operations: ClassVar = [migrations.RunPython(_install, _remove)]
