"""SMS through a real gammu-smsd, whose telephone is a folder; what it leaves in its folders is what we read."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from codecs import BOM_UTF16_BE
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from uuid6 import uuid7

from accalmie.foundation.outbox.channels import way_of
from accalmie.foundation.outbox.codes import Channel, Failure
from accalmie.foundation.outbox.gammu import Gammu, file_name
from accalmie.foundation.outbox.letters import Letter
from accalmie.foundation.outbox.ways import CouldNot, Sent

GAMMU = shutil.which("gammu-smsd")
needs_gammu = pytest.mark.skipif(GAMMU is None, reason="no gammu-smsd here: sh scripts/gammu brings it")
LETTER = Letter("+33612345678", "Élodie — où êtes-vous ? 21 h ✓ " * 4)
CONFIGURATION = """
[gammu]
device = {folder}/telephone
model = dummy
connection = none
[smsd]
service = files
logfile = {folder}/log
debuglevel = 255
inboxpath = {folder}/inbox/
outboxpath = {folder}/outbox/
sentsmspath = {folder}/sent/
errorsmspath = {folder}/error/
transmitformat = auto
loopsleep = 1
commtimeout = 1
sendtimeout = 2
checksecurity = 0
"""


@pytest.fixture
def folder(settings: Any, tmp_path: Path) -> Path:
    for name in ("inbox", "outbox", "sent", "error", "telephone"):
        (tmp_path / name).mkdir()
    settings.SMS = settings.SMS | {"url": f"gammu:{tmp_path}"}
    return tmp_path


@pytest.fixture
def running(folder: Path) -> Iterator[Path]:
    (folder / "smsdrc").write_text(CONFIGURATION.format(folder=folder))
    with subprocess.Popen([str(GAMMU), "-c", str(folder / "smsdrc")], stdout=subprocess.DEVNULL) as daemon:
        yield folder
        daemon.terminate()


def until(happened: Callable[[], object]) -> None:
    end = time.monotonic() + 40
    while not happened():
        assert time.monotonic() < end, "gammu-smsd did nothing"
        time.sleep(0.1)


@needs_gammu
def test_a_real_telephone_sends_it_with_its_accents(running: Path) -> None:
    notice, way = uuid7(), way_of(Channel.SMS)
    assert way.send(notice, LETTER) is Sent.WAITING
    until(lambda: not list((running / "outbox").iterdir()))
    assert way.send(notice, LETTER) is Sent.SENT
    assert [file.name for file in (running / "sent").iterdir()] == [file_name(notice, LETTER.to)]
    log = (running / "log").read_text("utf-8", errors="replace")
    assert "Unicode SMS" in log
    assert log.count("SMS sent on device") == 2, "124 signs, in two parts"


@needs_gammu
def test_handed_over_again_after_a_kill_it_is_sent_once(running: Path) -> None:
    notice = uuid7()
    for _ in range(3):
        Gammu(running).send(notice, LETTER)
    until(lambda: list((running / "sent").iterdir()))
    for _ in range(3):
        assert Gammu(running).send(notice, LETTER) is Sent.SENT
    assert len(list((running / "sent").iterdir())) == 1


def test_it_is_written_whole_and_may_be_read_by_its_group(folder: Path) -> None:
    notice = uuid7()
    way_of(Channel.SMS).send(notice, LETTER)
    (file,) = (folder / "outbox").iterdir()
    assert file.name == file_name(notice, LETTER.to)
    assert file.name.startswith("OUTA20")
    assert file.read_bytes() == BOM_UTF16_BE + LETTER.text.encode("utf-16-be")
    assert file.stat().st_mode & 0o777 == 0o660


def test_what_the_telephone_could_not_send_is_handed_over_again(folder: Path) -> None:
    notice, way = uuid7(), way_of(Channel.SMS)
    way.send(notice, LETTER)
    name = file_name(notice, LETTER.to)
    (folder / "outbox" / name).rename(folder / "error" / name)
    with pytest.raises(CouldNot) as caught:
        way.send(notice, LETTER)
    assert caught.value.failure == Failure.DEVICE
    assert way.send(notice, LETTER) is Sent.WAITING
    assert (folder / "outbox" / name).exists()


def test_what_was_stopped_is_taken_back(folder: Path) -> None:
    notice, other, way = uuid7(), uuid7(), way_of(Channel.SMS)
    way.send(notice, LETTER)
    way.send(other, LETTER)
    way.withdraw(notice)
    way.withdraw(notice)
    assert [file.name for file in (folder / "outbox").iterdir()] == [file_name(other, LETTER.to)]


@pytest.mark.parametrize("fault", ["no folder", "full"])
def test_a_folder_that_cannot_be_written(folder: Path, monkeypatch: pytest.MonkeyPatch, fault: str) -> None:
    if fault == "no folder":
        (folder / "outbox").rmdir()
    else:
        monkeypatch.setattr(Path, "write_bytes", lambda *_: (_ for _ in ()).throw(OSError(28, os.strerror(28))))
    with pytest.raises(CouldNot) as caught:
        way_of(Channel.SMS).send(uuid7(), LETTER)
    assert caught.value.failure == Failure.STORAGE
