"""Whatever dies, is away or is full, every sign still reaches a person, none is told twice, and none too late."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import psycopg
import pytest

from tests.factories.sms_provider import sms_provider
from tests.faults.clinic_under_fault import URL, Clinic, Refused
from tests.faults.pages_under_fault import Pages
from tests.faults.worker_under_fault import HOUSE, until

pytestmark = [pytest.mark.database, pytest.mark.faults]

on_files = pytest.mark.skipif(bool(URL), reason="it is about the files of SQLite")
on_a_server = pytest.mark.skipif(not URL, reason="it is about the server of PostgreSQL")
_SMALL = "32m"
"""The size of a disk that is soon full."""


def test_two_workers_at_once_tell_each_alert_once(clinic: Clinic) -> None:
    sources = clinic.in_danger(12)
    for name in ("one", "two"):
        clinic.start(name)
    clinic.judge(sources)


def test_two_workers_of_which_one_is_killed_tell_each_alert_once(clinic: Clinic) -> None:
    killed, _other = clinic.start("killed"), clinic.start("other")
    until(lambda: clinic.beats() == 2)
    sources = clinic.in_danger(6)
    killed.send_signal(signal.SIGKILL)
    clinic.judge(sources, may_repeat=1)


def test_killed_again_and_again_every_alert_is_told(clinic: Clinic) -> None:
    sources = clinic.in_danger(12)
    for number in range(3):
        worker = clinic.start(f"{number}")
        time.sleep(2.5 + number / 2)
        worker.send_signal(signal.SIGKILL)
        worker.wait()
    clinic.start("last")
    clinic.judge(sources, may_repeat=3)


def test_a_worker_that_was_stopped_over_the_deadline_tells_everybody_at_once(clinic: Clinic) -> None:
    sources = clinic.in_danger(3, minutes=61)
    clinic.start("late")
    clinic.judge(sources, step=3)
    assert {str(message["To"]) for message in clinic.server.taken} == {
        f"{n}@example.org" for n in ("claire", "karim", "lea")
    }


def test_a_worker_that_is_frozen_and_goes_on_tells_everybody(clinic: Clinic) -> None:
    """SIGSTOP, as a machine that sleeps: nobody asked the worker to stop, and it does not know that it did."""
    worker = clinic.start("frozen")
    until(lambda: clinic.beats() == 1)
    sources: list[str] = []
    while not sources:
        worker.send_signal(signal.SIGSTOP)
        with suppress(Refused):  # frozen while it wrote, it keeps everybody from writing: not a moment to try
            sources = clinic.in_danger(1)
            time.sleep(5)
        worker.send_signal(signal.SIGCONT)
        time.sleep(0.3)
    clinic.judge(sources)


@pytest.mark.parametrize("how", ["it hangs up", "it says later"])
def test_a_mail_server_that_is_away_delays_the_notice_and_loses_none(clinic: Clinic, how: str) -> None:
    clinic.server.is_away, clinic.server.refuses = how == "it hangs up", "451 later"
    sources = clinic.in_danger(2)
    clinic.start("waits")
    until(lambda: clinic.found()["notices"] == 2)
    time.sleep(3)
    assert clinic.server.taken == []
    clinic.server.behaves()
    clinic.judge(sources)


def test_a_telephone_that_is_away_delays_the_sms_and_loses_none(clinic: Clinic) -> None:
    """A folder that is not there; the test is the program that sends what is put into it."""
    clinic.hand("telephones", "on")
    sources = clinic.in_danger(2)
    clinic.start("waits")
    until(lambda: clinic.found()["notices"] == 4)
    time.sleep(3)
    for name in ("outbox", "sent", "error"):
        (clinic.telephone / name).mkdir(parents=True)
    until(lambda: len(list((clinic.telephone / "outbox").glob("OUT*"))) == 2, within=25)
    for handed in (clinic.telephone / "outbox").glob("OUT*"):
        handed.rename(clinic.telephone / "sent" / handed.name)
    until(lambda: clinic.sent() == 4)
    assert list((clinic.telephone / "outbox").iterdir()) == []
    clinic.hand("telephones", "off")
    clinic.judge(sources)


@pytest.mark.parametrize("status", [0, 503], ids=["it hangs up", "it says that it is ill"])
def test_a_provider_of_sms_that_is_away_delays_the_sms_and_loses_none(clinic: Clinic, status: int) -> None:
    """Mail is away as well: nobody is told until the provider is back."""
    clinic.hand("telephones", "on")
    clinic.server.is_away = True
    with sms_provider() as provider:
        clinic.sms, provider.status = provider.url, status
        sources = clinic.in_danger(2)
        clinic.start("waits")
        until(lambda: clinic.found()["notices"] == 4)
        time.sleep(3)
        assert clinic.sent() == 0
        provider.status = 202
        until(lambda: clinic.sent() == 2)
        clinic.hand("telephones", "off")
        clinic.judge(sources)
        assert len(provider.taken) == len(set(provider.taken)) == 2


@on_files
def test_files_that_may_not_grow_delay_and_lose_nothing(clinic: Clinic) -> None:
    worker = clinic.start("starved")
    until(lambda: clinic.beats() == 1)
    _soft, hard = resource.prlimit(worker.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(worker.pid, resource.RLIMIT_FSIZE, (0, hard))
    sources = clinic.in_danger(2)
    time.sleep(4)
    assert worker.poll() is None
    resource.prlimit(worker.pid, resource.RLIMIT_FSIZE, (hard, hard))
    clinic.judge(sources)


@pytest.fixture
def on_a_small_disk(prepared: Clinic) -> Iterator[tuple[Clinic, Path]]:
    """The clinic with its database on a disk in memory that is soon full, and that disk."""
    disk = Path(tempfile.mkdtemp(prefix="disk"))  # not below pytest's folders, which are closed to the server's user
    if subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={_SMALL}", "none", str(disk)], capture_output=True, check=False
    ).returncode:
        disk.rmdir()
        pytest.skip("only root may mount a disk in memory here")
    prepared.server.behaves()
    prepared.let_go()  # nobody uses the database while it is moved
    try:
        yield from _moved(prepared, disk) if URL else _copied(prepared, disk)
    finally:
        subprocess.run(["umount", "--lazy", str(disk)], check=True)
        disk.rmdir()


def _copied(prepared: Clinic, disk: Path) -> Iterator[tuple[Clinic, Path]]:
    """Another clinic, whose files all lie there."""
    shutil.copytree(prepared.folder, disk, dirs_exist_ok=True, ignore=shutil.ignore_patterns("static*", "*.log"))
    made = Clinic(disk, prepared.server)
    try:
        yield made, disk
    finally:
        made.stop_all()
        made.let_go()


def _moved(clinic: Clinic, disk: Path) -> Iterator[tuple[Clinic, Path]]:
    """The same clinic, whose database lies there for as long as the test lasts."""
    name = clinic.url.rpartition("/")[2]
    with psycopg.connect(URL, autocommit=True) as owner:
        user = Path(f"/proc/{owner.info.backend_pid}").stat()
        os.chown(disk, user.st_uid, user.st_gid)
        owner.execute(f"CREATE TABLESPACE small LOCATION '{disk}'")
        owner.execute(f'ALTER DATABASE "{name}" SET TABLESPACE small')
        try:
            yield clinic, disk
        finally:
            clinic.tidy()
            clinic.let_go()
            owner.execute(f'ALTER DATABASE "{name}" SET TABLESPACE pg_default')
            owner.execute("DROP TABLESPACE small")


def test_a_full_disk_keeps_whole_answers_or_none_and_each_of_them_is_told(on_a_small_disk: tuple[Clinic, Path]) -> None:
    """Nothing is left on the disk of the database while people say danger: what is not kept is refused to their
    face."""
    clinic, disk = on_a_small_disk
    worker = clinic.start("starved")
    until(lambda: clinic.beats() == 1)
    sources, is_refused = clinic.in_danger(1), False
    _fill(disk / "ballast")
    for _time in range(200):
        try:
            sources += clinic.in_danger(1)
        except Refused:
            is_refused = True
            break
    assert is_refused, "the disk has to be full in the middle"
    time.sleep(4)
    assert worker.poll() is None
    (disk / "ballast").unlink()
    alerts = clinic.found()["alerts"]
    assert set(sources) <= set(alerts)
    clinic.judge(alerts)  # a sign may be kept whose questions were refused: it is told as any other


def _fill(ballast: Path) -> None:
    with ballast.open("wb", buffering=0) as file, suppress(OSError):
        while file.write(bytes(4096)):
            pass


@on_a_server
def test_a_database_server_that_is_killed_loses_nothing(clinic: Clinic) -> None:
    clinic.start("goes on")
    until(lambda: clinic.beats() == 1)
    sources = clinic.in_danger(3)
    for process in _serving(clinic):
        try:
            os.kill(process, signal.SIGKILL)
        except PermissionError:
            pytest.skip("the processes of the server belong to somebody else")
        except ProcessLookupError:
            continue  # one was enough: all of them stop
    clinic.judge(sources)


def _serving(clinic: Clinic) -> list[int]:
    """The processes of PostgreSQL that serve this clinic."""
    with psycopg.connect(clinic.url, autocommit=True) as owner:
        rows = owner.execute(
            "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        return [row[0] for row in rows]


@on_files
def test_a_locked_database_delays_and_loses_nothing(clinic: Clinic) -> None:
    clinic.start("waits")
    until(lambda: clinic.beats() == 1)
    sources = clinic.in_danger(2)
    with sqlite3.connect(clinic.folder / "accalmie.sqlite3", isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        time.sleep(12)
        other.execute("ROLLBACK")
    clinic.judge(sources)


@pytest.mark.parametrize("after", [1, 4, 9])
def test_killed_while_people_say_danger_no_answer_is_kept_without_its_alert(clinic: Clinic, after: int) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "tests.faults.alerts_by_hand", "say"],
        env=clinic.environment(),
        cwd=HOUSE,
        stdout=subprocess.PIPE,
        text=True,
    ) as saying:
        assert saying.stdout is not None
        said = [saying.stdout.readline().strip() for _line in range(after)]
        saying.send_signal(signal.SIGKILL)
        saying.wait()
    clinic.start("then")
    clinic.judge(said)
    assert set(said) <= set(clinic.found()["alerts"])


@pytest.mark.parametrize("after", [3, 12])
def test_a_web_server_killed_while_people_answer_keeps_no_answer_without_its_alert(clinic: Clinic, after: int) -> None:
    names = clinic.hand("patients", "4")
    with Pages(clinic.environment(), clinic.folder / "pages.log") as pages:
        acknowledged = pages.answer_until_killed(names, after=after)
    clinic.start("then")
    found = clinic.found()
    assert acknowledged >= after
    assert len(found["alerts"]) >= acknowledged
    clinic.judge(found["alerts"])
