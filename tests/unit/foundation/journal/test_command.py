"""`accalmie journal`: a sentence for what is well, one for each thing that is not, and a code for scripts."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from click.testing import CliRunner, Result

from accalmie.core.entries import MoodNoted
from accalmie.foundation import clock, crypto, journal
from accalmie.foundation.crypto.models import PatientKey
from accalmie.foundation.journal.models import Head
from accalmie.site.commands.journal import journal as command
from tests.tally import Tally

pytestmark = [
    pytest.mark.django_db(databases=["default", "keys"]),
    pytest.mark.database,
    pytest.mark.usefixtures("no_other_projection"),
]

NOW = datetime(2026, 11, 24, 21, 30, tzinfo=UTC)


def _run(*words: str) -> Result:
    return CliRunner().invoke(command, list(words))


def _mood(patient: UUID, mood: int = 2) -> None:
    journal.append(patient, MoodNoted(mood=mood), by=patient, now=NOW)


def _raising(recorded: journal.Recorded) -> None:
    raise ZeroDivisionError


def test_a_whole_journal_is_said_to_be_whole(claire: UUID) -> None:
    _mood(claire)
    result = _run("verify")
    assert result.exit_code == 0
    assert "The journal is as it was written" in result.stdout
    assert "Verifying" in result.stderr
    assert "Verifying" not in result.stdout


def test_an_empty_journal_is_whole(claire: UUID) -> None:
    assert _run("verify").exit_code == 0


def test_what_was_changed_is_said_and_ends_with_code_one(claire: UUID) -> None:
    _mood(claire)
    Head.objects.filter(pk=claire).update(chain=bytes(32))
    result = _run("verify")
    assert result.exit_code == 1
    assert f"patient {claire}, entry 1: the end of this journal was changed." in result.stdout
    assert "1 thing found." in result.stdout


def test_only_one_patient_can_be_verified(claire: UUID) -> None:
    _mood(claire)
    Head.objects.filter(pk=claire).update(chain=bytes(32))
    assert _run("verify", "--patient", str(uuid4())).exit_code == 0
    assert _run("verify", "--patient", str(claire)).exit_code == 1


def test_of_very_many_findings_the_first_are_shown_and_all_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("accalmie.site.commands.journal._SHOWN", 2)
    for _ in range(3):
        _mood(patient := uuid4())
        Head.objects.filter(pk=patient).update(chain=bytes(32))
    result = _run("verify")
    assert "... and 1 more." in result.stdout
    assert "3 things found." in result.stdout


def test_a_day_is_sealed_into_a_file_and_compared_with_it_later(claire: UUID, tmp_path: Path) -> None:
    _mood(claire)
    file = tmp_path / "2026-11-24.json"
    assert _run("seal-day", "--day", "2026-11-24", "--to", str(file)).exit_code == 0
    assert json.loads(file.read_text())["patients"] == 1
    assert _run("verify", "--seal", str(file)).exit_code == 0
    file.write_text(file.read_text().replace("2026-11-24", "2026-11-23"))
    result = _run("verify", "--seal", str(file))
    assert result.exit_code == 1
    assert "was not signed by this installation" in result.stdout


def test_today_is_sealed_when_no_day_is_said(claire: UUID) -> None:
    result = _run("seal-day")
    assert json.loads(result.stdout)["day"] == clock.now().date().isoformat()


def test_a_day_before_the_last_sealed_one_is_refused_in_a_sentence(claire: UUID) -> None:
    _run("seal-day", "--day", "2026-11-24")
    result = _run("seal-day", "--day", "2026-11-23")
    assert result.exit_code == 1
    assert "A day after 2026-11-23 is sealed already." in result.stderr


def test_a_file_that_is_no_seal_is_refused_in_a_sentence(claire: UUID, tmp_path: Path) -> None:
    (tmp_path / "other.json").write_text("{}")
    result = _run("verify", "--seal", str(tmp_path / "other.json"))
    assert result.exit_code == 2
    assert "not the seal of a day" in result.stderr


def test_everything_is_rebuilt_for_everyone(claire: UUID, tally: journal.Projection) -> None:
    people = [claire, uuid4()]
    for person in people:
        _mood(person)
    Tally.objects.update(count=40)
    result = _run("rebuild")
    assert result.exit_code == 0
    assert "Rebuilt for 2 patients" in result.stdout
    assert [Tally.objects.get(pk=person).count for person in people] == [1, 1]


def test_only_what_is_stale_is_rebuilt(claire: UUID, tally: journal.Projection) -> None:
    other = uuid4()
    _mood(other)
    tally.handlers[MoodNoted].append(_raising)
    _mood(claire)
    tally.handlers[MoodNoted].remove(_raising)
    Tally.objects.filter(pk=other).update(count=40)
    result = _run("rebuild", "--stale")
    assert result.exit_code == 0
    assert "Rebuilt for 1 patient;" in result.stdout
    assert Tally.objects.get(pk=claire).count == 1
    assert Tally.objects.get(pk=other).count == 40
    assert not journal.stale().exists()


def test_only_one_patient_is_rebuilt(claire: UUID, tally: journal.Projection) -> None:
    other = uuid4()
    _mood(claire)
    _mood(other)
    Tally.objects.update(count=40)
    assert _run("rebuild", "--patient", str(claire), "--projection", "tests.tally").exit_code == 0
    assert Tally.objects.get(pk=claire).count == 1
    assert Tally.objects.get(pk=other).count == 40


def test_what_fails_again_is_said_and_ends_with_code_one(claire: UUID, tally: journal.Projection) -> None:
    tally.on(MoodNoted)(_raising)
    _mood(claire)
    result = _run("rebuild", "--stale")
    assert result.exit_code == 1
    assert f"tests.tally of patient {claire} failed again and stays stale." in result.stdout


def test_an_unknown_projection_is_refused_with_the_names_that_there_are(tally: journal.Projection) -> None:
    result = _run("rebuild", "--projection", "tests.tallly")
    assert result.exit_code == 2
    assert "There are: tests.tally." in result.stderr


def test_after_a_restore_erased_records_are_erased_again(claire: UUID) -> None:
    _mood(claire)
    backup = PatientKey.objects.get(patient_id=claire)
    crypto.destroy_key(claire, now=NOW)
    backup.save(force_insert=True)
    assert "1 key had come back and was destroyed again." in _run("replay-erasures").stdout
    assert "0 keys had come back" in _run("replay-erasures").stdout
