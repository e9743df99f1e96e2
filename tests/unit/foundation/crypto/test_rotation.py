"""A new master key: everything stays readable, whatever interrupts it, and the old key opens nothing any more."""

from __future__ import annotations

import base64
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from unittest.mock import patch
from uuid import UUID, uuid4

import pytest
from click.testing import CliRunner
from pytest_django import Settings

from accalmie.foundation import crypto
from accalmie.foundation.crypto import keyring, master, rotating, site_keys
from accalmie.foundation.crypto.models import PatientKey, SiteKey
from accalmie.foundation.crypto.wrapping import LocalMaster, Wrapper, WrongWrapper, wrapper
from accalmie.site.commands.keys import keys

pytestmark = [pytest.mark.django_db(databases=["default", "keys"]), pytest.mark.database]

DAY = date(2026, 11, 27)
WORDS = "une phrase à garder".encode()

SERVICE = '''
"""A key service in small: it wraps by XOR with its own key, and knows what it wrapped by a mark."""
import base64, hashlib, json, sys
asked = json.load(sys.stdin)
given, place = base64.b64decode(asked["bytes"]), base64.b64decode(asked["binding"])
pad = hashlib.sha256(b"kept by the service" + place).digest()
check = hashlib.sha256(b"mark" + place).digest()[:4]
if asked["do"] == "wrap":
    out = check + bytes(one ^ other for one, other in zip(given, pad, strict=True))
elif given[:4] != check:
    sys.exit(3)
else:
    out = bytes(one ^ other for one, other in zip(given[4:], pad, strict=True))
print(json.dumps({"bytes": base64.b64encode(out).decode()}))
'''


class Killed(BaseException):
    """The process ends here, as by kill -9: nothing after this line runs."""


@pytest.fixture(autouse=True)
def master_key_in_a_file(settings: Settings, files_of_its_own: None) -> None:
    settings.ACCALMIE_MASTER_KEY = ""


def some_records(number: int = 3) -> dict[UUID, bytes]:
    return {patient: crypto.seal(patient, WORDS, aad=b"") for patient in (uuid4() for _ in range(number))}


def forget_everything_in_memory() -> None:
    keyring.kept.clear()
    site_keys.site_key.cache_clear()


def all_open(records: dict[UUID, bytes]) -> bool:
    forget_everything_in_memory()
    return all(crypto.open_(patient, sealed, aad=b"") == WORDS for patient, sealed in records.items())


def none_opens_with(old: bytes) -> bool:
    for row in PatientKey.objects.all():
        with pytest.raises(WrongWrapper):
            LocalMaster(old).unwrap(bytes(row.wrapped), keyring.binding(row.key_id, row.patient_id))
    for site in SiteKey.objects.all():
        with pytest.raises(WrongWrapper):
            LocalMaster(old).unwrap(bytes(site.wrapped), site_keys.binding(site.name))
    return True


def killed_after(rows: int) -> Callable[[PatientKey | SiteKey, Wrapper], bool]:
    left, real = iter(range(rows)), rotating._rewrapped

    def until_killed(row: PatientKey | SiteKey, now: Wrapper) -> bool:
        if next(left, None) is None:
            raise Killed
        return real(row, now)

    return until_killed


def quiet(done: int, total: int) -> None:
    assert 0 <= done <= total


def test_after_a_rotation_records_open_and_the_old_key_opens_none() -> None:
    records = some_records()
    index, public = crypto.blind("samira", purpose="x"), crypto.public_key()
    signature = crypto.sign(b"a day")
    old = master.master_key(may_create=False)
    retired = crypto.rotate(day=DAY, progress=quiet)
    assert master.master_key(may_create=False) != old
    assert all_open(records)
    assert none_opens_with(old)
    assert (crypto.blind("samira", purpose="x"), crypto.public_key()) == (index, public)
    assert crypto.signature_holds(b"a day", signature, key=public)
    assert retired is not None
    assert retired.name == "master.key.retired-2026-11-27"
    assert base64.b64decode(retired.read_text()) == old
    assert not list(master.previous_file().parent.glob("*.previous"))


def test_killed_at_any_row_nothing_is_lost_and_the_next_run_goes_on() -> None:
    records = some_records(4)
    old = master.master_key(may_create=False)
    for survived in range(5):
        with (
            patch.object(rotating, "_AT_ONCE", 1),
            patch.object(rotating, "_rewrapped", killed_after(survived)),
            pytest.raises(Killed),
        ):
            crypto.rotate(day=DAY, progress=quiet)
        assert all_open(records)
    made_meanwhile = some_records(1)
    new = master.master_key(may_create=False)
    crypto.rotate(day=DAY, progress=quiet)
    assert master.master_key(may_create=False) == new != old
    assert all_open(records | made_meanwhile)
    assert none_opens_with(old)


@pytest.mark.parametrize("step", ["os.link", "pathlib.Path.replace", "pathlib.Path.rename"])
def test_killed_between_two_files_the_next_run_finishes(step: str) -> None:
    records = some_records()
    old = master.master_key(may_create=False)
    with patch(step, side_effect=Killed), pytest.raises(Killed):
        crypto.rotate(day=DAY, progress=quiet)
    assert all_open(records)
    crypto.rotate(day=DAY, progress=quiet)
    assert all_open(records)
    assert none_opens_with(old)


def test_an_account_made_under_the_old_key_meanwhile_is_wrapped_again_too() -> None:
    some_records(1)
    late = LocalMaster(master.master_key(may_create=False))
    patient, name = uuid4(), uuid4()
    real = rotating._pass
    passes: list[int] = []

    def with_a_late_one(now: Wrapper, progress: rotating.Progress) -> int:
        changed = real(now, progress)
        if not passes:
            wrapped = late.wrap(b"k" * 32, keyring.binding(name, patient))
            PatientKey.objects.create(key_id=name, patient_id=patient, wrapped=wrapped)
        passes.append(changed)
        return changed

    with patch.object(rotating, "_pass", with_a_late_one):
        crypto.rotate(day=DAY, progress=quiet)
    assert passes[1] == 1
    assert none_opens_with(late.key)


def test_an_erased_record_does_not_come_back_by_a_rotation() -> None:
    records = some_records(2)
    gone = next(iter(records))
    crypto.destroy_key(gone, now=datetime(2026, 11, 27, tzinfo=UTC))
    crypto.rotate(day=DAY, progress=quiet)
    assert not PatientKey.objects.filter(patient_id=gone).exists()


def test_a_master_key_from_a_vault_is_changed_there_first(settings: Settings) -> None:
    settings.ACCALMIE_MASTER_KEY = base64.b64encode(b"1" * 32).decode()
    records = some_records()
    refused = CliRunner().invoke(keys, ["rotate"])
    assert refused.exit_code == 1
    assert "ACCALMIE_MASTER_KEY_PREVIOUS" in refused.output
    settings.ACCALMIE_MASTER_KEY_PREVIOUS = settings.ACCALMIE_MASTER_KEY
    settings.ACCALMIE_MASTER_KEY = base64.b64encode(b"2" * 32).decode()
    assert all_open(records)
    assert CliRunner().invoke(keys, ["rotate"]).exit_code == 0
    settings.ACCALMIE_MASTER_KEY_PREVIOUS = ""
    assert all_open(records)
    assert none_opens_with(b"1" * 32)


def test_a_key_service_wraps_and_takes_over_from_a_file(settings: Settings, tmp_path: Path) -> None:
    before = some_records()
    old = master.master_key(may_create=False)
    program = tmp_path / "service.py"
    program.write_text(SERVICE, "utf-8")
    settings.ACCALMIE_KMS_COMMAND = f"{sys.executable} {program}"
    records = before | some_records(1)
    assert all_open(records)
    crypto.rotate(day=DAY, progress=quiet)
    Path(settings.ACCALMIE_MASTER_KEY_FILE).unlink()
    assert all_open(records)
    assert none_opens_with(old)


def test_a_key_service_that_does_not_answer_is_told_without_what_it_said(settings: Settings, tmp_path: Path) -> None:
    settings.ACCALMIE_KMS_COMMAND = f"{sys.executable} -c 'print(\"secret\")'"
    with pytest.raises(crypto.MasterKeyRefused, match="gave no key back") as told:
        wrapper(may_create=True).wrap(b"k" * 32, b"")
    assert "secret" not in str(told.value)
    settings.ACCALMIE_KMS_COMMAND = str(tmp_path / "not-there")
    with pytest.raises(crypto.MasterKeyRefused, match="does not run"):
        wrapper(may_create=True).wrap(b"k" * 32, b"")
