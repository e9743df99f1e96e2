"""The key of a patient: one each, wrapped, warm for a moment, and gone for good once destroyed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import monotonic
from unittest.mock import patch
from uuid import uuid4

import pytest
from django.db import connections
from pytest_django import Settings

from accalmie.foundation import crypto
from accalmie.foundation.crypto import keyring
from accalmie.foundation.crypto.models import Erasure, PatientKey

pytestmark = [pytest.mark.django_db(databases=["default", "keys"]), pytest.mark.database]

NOW = datetime(2026, 11, 24, 21, 30, tzinfo=UTC)


def test_a_patient_has_one_key_however_often_it_is_asked_for() -> None:
    patient = uuid4()
    first = crypto.create_key(patient)
    keyring.kept.clear()
    assert crypto.create_key(patient).key_id == first.key_id == crypto.key_id(patient)
    assert PatientKey.objects.filter(patient_id=patient).count() == 1


def test_two_patients_never_share_a_key() -> None:
    assert crypto.key_id(uuid4()) != crypto.key_id(uuid4())


def test_a_key_shows_its_name_and_never_itself() -> None:
    key = crypto.create_key(uuid4())
    assert repr(key) == f"DataKey(key_id={key.key_id!r})"


def test_keys_live_in_their_own_database() -> None:
    assert PatientKey.objects.db == Erasure.objects.db == "keys"
    assert "crypto_patientkey" not in connections["default"].introspection.table_names()
    assert "journal_storedentry" not in connections["keys"].introspection.table_names()


def test_a_wrapped_key_put_in_another_patients_row_does_not_open() -> None:
    mine, other = uuid4(), uuid4()
    crypto.create_key(mine), crypto.create_key(other)
    stolen = PatientKey.objects.get(patient_id=other).wrapped
    PatientKey.objects.filter(patient_id=mine).update(wrapped=stolen)
    keyring.kept.clear()
    with pytest.raises(crypto.MasterKeyRefused, match="does not open"):
        crypto.seal(mine, b"", aad=b"")


def test_an_erased_record_opens_no_more_and_takes_nothing_more() -> None:
    patient = uuid4()
    sealed = crypto.seal(patient, b"une phrase", aad=b"")
    crypto.destroy_key(patient, now=NOW)
    with pytest.raises(crypto.KeyDestroyed):
        crypto.open_(patient, sealed, aad=b"")
    with pytest.raises(crypto.KeyDestroyed):
        crypto.seal(patient, b"une autre", aad=b"")
    assert Erasure.objects.get(pk=patient).erased_at == NOW


def test_destroying_twice_is_no_harm_and_keeps_the_first_date() -> None:
    patient = uuid4()
    crypto.create_key(patient)
    crypto.destroy_key(patient, now=NOW)
    crypto.destroy_key(patient, now=NOW + timedelta(days=1))
    assert Erasure.objects.get(pk=patient).erased_at == NOW


def test_a_restored_key_is_destroyed_again() -> None:
    patient, other = uuid4(), uuid4()
    crypto.create_key(patient), crypto.create_key(other)
    backup = PatientKey.objects.get(patient_id=patient)
    crypto.destroy_key(patient, now=NOW)
    backup.save(force_insert=True)
    assert crypto.replay_erasures() == 1
    assert crypto.replay_erasures() == 0
    with pytest.raises(crypto.KeyDestroyed):
        crypto.open_(patient, bytes(60), aad=b"")
    assert crypto.key_id(other)


def test_a_key_store_restored_from_before_the_erasure_learns_of_it_from_the_ledger_file() -> None:
    patient = uuid4()
    crypto.create_key(patient)
    backup = PatientKey.objects.get(patient_id=patient)
    crypto.destroy_key(patient, now=NOW)
    backup.save(force_insert=True)
    Erasure.objects.all().delete()
    assert crypto.replay_erasures() == 1
    assert Erasure.objects.get(pk=patient).erased_at == NOW


def test_another_process_may_use_a_destroyed_key_for_half_a_minute_and_no_longer() -> None:
    patient = uuid4()
    sealed = crypto.seal(patient, b"une phrase", aad=b"")
    PatientKey.objects.filter(patient_id=patient).delete()
    Erasure.objects.create(patient_id=patient, erased_at=NOW)
    assert crypto.open_(patient, sealed, aad=b"") == b"une phrase"
    with patch.object(keyring, "monotonic", return_value=monotonic() + 31), pytest.raises(crypto.KeyDestroyed):
        crypto.open_(patient, sealed, aad=b"")


def test_only_so_many_keys_stay_in_memory_the_least_used_forgotten_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keyring, "_KEPT", 2)
    keyring.kept.clear()
    first, second, third = uuid4(), uuid4(), uuid4()
    crypto.create_key(first), crypto.create_key(second)
    keyring.kept.get(first)
    crypto.create_key(third)
    assert keyring.kept.get(second) is None
    assert keyring.kept.get(first) is not None
    assert keyring.kept.get(third) is not None


@pytest.mark.django_db(databases=["default", "keys"], transaction=True)
def test_no_byte_of_a_destroyed_key_stays_in_the_files() -> None:
    connection = connections["keys"]
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL keeps its own files")
    patient = uuid4()
    crypto.create_key(patient)
    wrapped = bytes(PatientKey.objects.get(patient_id=patient).wrapped)
    assert _in_files(wrapped)
    crypto.destroy_key(patient, now=NOW)
    assert not _in_files(wrapped)


def _in_files(needle: bytes) -> bool:
    name = Path(str(connections["keys"].settings_dict["NAME"]))
    return any(needle in file.read_bytes() for file in name.parent.glob(f"{name.name}*"))


def test_a_first_start_makes_a_master_key_that_nobody_else_can_read(settings: Settings, tmp_path: Path) -> None:
    settings.ACCALMIE_MASTER_KEY = ""
    keyring.kept.clear()
    patient = uuid4()
    sealed = crypto.seal(patient, b"une phrase", aad=b"")
    file = tmp_path / "master.key"
    assert file.stat().st_mode & 0o777 == 0o600
    keyring.kept.clear()
    assert crypto.open_(patient, sealed, aad=b"") == b"une phrase"
    assert [one.name for one in tmp_path.iterdir()] == ["master.key"]


def test_a_master_key_file_that_others_can_read_is_refused(settings: Settings, tmp_path: Path) -> None:
    settings.ACCALMIE_MASTER_KEY = ""
    crypto.create_key(uuid4())
    (tmp_path / "master.key").chmod(0o640)
    with pytest.raises(crypto.MasterKeyRefused, match="chmod 600"):
        crypto.create_key(uuid4())


def test_a_lost_master_key_is_never_replaced_behind_our_back(settings: Settings, tmp_path: Path) -> None:
    settings.ACCALMIE_MASTER_KEY = ""
    crypto.create_key(uuid4())
    (tmp_path / "master.key").unlink()
    with pytest.raises(crypto.MasterKeyRefused, match="Put the file back"):
        crypto.create_key(uuid4())
    assert not (tmp_path / "master.key").exists()


@pytest.mark.parametrize(("given", "sentence"), [("not base64!", "is not base64"), ("c2hvcnQ=", "holds 5 bytes")])
def test_a_malformed_master_key_is_refused_in_a_sentence(settings: Settings, given: str, sentence: str) -> None:
    settings.ACCALMIE_MASTER_KEY = given
    with pytest.raises(crypto.MasterKeyRefused, match=sentence):
        crypto.create_key(uuid4())


def test_another_master_key_opens_nothing(settings: Settings) -> None:
    patient = uuid4()
    crypto.create_key(patient)
    keyring.kept.clear()
    settings.ACCALMIE_MASTER_KEY = "A" * 43 + "="
    with pytest.raises(crypto.MasterKeyRefused, match="does not open"):
        crypto.open_(patient, bytes(60), aad=b"")


def test_a_signature_holds_for_its_message_and_its_signer_only() -> None:
    signature, key = crypto.sign(b"racine"), crypto.public_key()
    assert crypto.signature_holds(b"racine", signature, key=key)
    assert not crypto.signature_holds(b"autre", signature, key=key)
    assert not crypto.signature_holds(b"racine", signature, key=bytes(32))
    assert not crypto.signature_holds(b"racine", b"short", key=b"short")
