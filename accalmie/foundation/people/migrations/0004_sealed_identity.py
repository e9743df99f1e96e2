"""Names leave the clear: sealed under a key, and found by a blind index. The key store is migrated before this."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import migrations, models

from accalmie.foundation import crypto

AT_ONCE = 500


def seal(apps: Any, schema_editor: Any) -> None:
    """Each name as it was, under the key of the patient's record, or the person's own where there is no record."""
    person = apps.get_model("people", "Person")
    records = dict(apps.get_model("people", "Patient").objects.values_list("person_id", "id"))
    waiting = person.objects.filter(identity_sealed=None).order_by("id")
    while rows := list(waiting[:AT_ONCE]):
        owners = [records.get(row.id, row.id) for row in rows]
        crypto.warm(owners)
        for row, owner in zip(rows, owners, strict=True):
            seal_one(row, owner)
        person.objects.bulk_update(rows, ["sealed_for", "sign_in_index", "identity_sealed"])


def seal_one(row: Any, owner: Any) -> None:
    """One row's three columns. The row of an erased record keeps nothing: its names end here."""
    row.sealed_for, row.sign_in_index = owner, crypto.blind(row.sign_in_name, purpose="people.person.sign_in")
    names = {"sign_in_name": row.sign_in_name, "called": row.called}
    try:
        row.identity_sealed = crypto.seal_json(owner, names, purpose="people.person.identity")
    except crypto.KeyDestroyed:
        row.identity_sealed = b""


def scrub(apps: Any, schema_editor: Any) -> None:
    """What was in clear leaves the free pages of the file too, and the write-ahead log."""
    if not apps.get_model("people", "Person").objects.exists():
        return
    connection = schema_editor.connection
    with connection.cursor() as cursor:
        cursor.execute("VACUUM" if connection.vendor == "sqlite" else "VACUUM FULL people_person")
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


class Migration(migrations.Migration):
    # VACUUM runs in no transaction. Interrupted while sealing, the rows that are sealed stay so.
    atomic = False
    dependencies: ClassVar = [("people", "0003_organisations")]
    operations: ClassVar = [
        migrations.AddField(model_name="person", name="sealed_for", field=models.UUIDField(null=True)),
        migrations.AddField(model_name="person", name="sign_in_index", field=models.BinaryField(null=True)),
        migrations.AddField(model_name="person", name="identity_sealed", field=models.BinaryField(null=True)),
        migrations.RunPython(seal),
        migrations.AlterField(
            model_name="person", name="sealed_for", field=models.UUIDField(default=None, editable=False)
        ),
        migrations.AlterField(model_name="person", name="sign_in_index", field=models.BinaryField(unique=True)),
        migrations.AlterField(model_name="person", name="identity_sealed", field=models.BinaryField()),
        migrations.RemoveField(model_name="person", name="sign_in_name"),
        migrations.RemoveField(model_name="person", name="called"),
        migrations.RunPython(scrub),
    ]
