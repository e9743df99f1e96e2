"""When no worker runs, every page of a professional says so, and the operator is written to, once an hour."""

from __future__ import annotations

import time
from datetime import timedelta
from typing import Any

import pytest
from click.testing import CliRunner
from django.core import mail
from django.db import DatabaseError

from accalmie.foundation import clock
from accalmie.foundation.people.models import Person
from accalmie.foundation.tick import actions, queries, watchdog
from accalmie.foundation.tick.models import WatchdogAlarm
from accalmie.site.cli import main
from tests.client import StrictClient
from tests.factories import people

pytestmark = [pytest.mark.database, pytest.mark.django_db(databases=["default", "keys"])]

HOUR = timedelta(hours=1)
OPERATOR = "operator@example.org"
NO_WORKER = "Aucun service d’arrière-plan ne tourne"


@pytest.fixture(autouse=True)
def watched(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.CAN_MAIL, settings.WATCHDOG_MAIL = True, [OPERATOR]
    monkeypatch.setattr(watchdog.kept, "state", None)
    monkeypatch.setattr(watchdog, "_ALSO", {})
    monkeypatch.setattr(watchdog, "tell_apart", lambda found: watchdog.tell(found, now=clock.wall()))


def page_of(person: Person, page: str = "/settings/") -> str:
    client = StrictClient()
    client.force_login(person)
    return client.get(page, follow=True).content.decode()


def late() -> queries.WorkerState:
    actions.beat(worker="one", at=clock.wall() - HOUR)
    return queries.worker_state(clock.wall())


@pytest.mark.parametrize("page", ["/settings/", "/caseload/", "/help/"])
def test_every_page_of_a_professional_says_that_none_runs(page: str) -> None:
    late()
    assert NO_WORKER in page_of(people.psychologist(), page)
    assert [sent.to for sent in mail.outbox] == [[OPERATOR]]


def test_a_patient_is_not_troubled_with_it() -> None:
    late()
    assert NO_WORKER not in page_of(people.patient_person())


def test_while_one_runs_nothing_is_said() -> None:
    actions.beat(worker="one", at=clock.wall())
    assert NO_WORKER not in page_of(people.psychologist())
    assert not mail.outbox


def test_a_process_asks_the_database_every_few_seconds_only(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        for _ in range(10):
            watchdog.state()


def test_the_operator_is_written_to_once_an_hour() -> None:
    found, now = late(), clock.wall()
    told = [watchdog.tell(found, now=now + timedelta(minutes=minutes)) for minutes in range(0, 121, 10)]
    assert sum(told) == len(mail.outbox) == 3


def test_a_clock_put_back_does_not_make_it_silent() -> None:
    found, now = late(), clock.wall()
    assert watchdog.tell(found, now=now)
    assert watchdog.tell(found, now=now - timedelta(days=1))


def test_a_room_adds_whom_it_wishes_to_be_told() -> None:
    watchdog.tell_also("safety", lambda: ["lead@example.org", OPERATOR])
    watchdog.tell(late(), now=clock.wall())
    assert [sent.to for sent in mail.outbox] == [[OPERATOR, "lead@example.org"]]


def test_a_server_that_was_away_is_tried_again_in_five_minutes(settings: Any) -> None:
    found, now = late(), clock.wall()
    sends = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    assert not watchdog.tell(found, now=now)
    settings.EMAIL_BACKEND = sends
    assert not watchdog.tell(found, now=now + timedelta(minutes=4))
    assert watchdog.tell(found, now=now + timedelta(minutes=5))


def test_a_database_that_cannot_be_written_keeps_nobody_from_telling(monkeypatch: pytest.MonkeyPatch) -> None:
    found = late()

    def full(_now: object) -> bool:
        raise DatabaseError("database or disk is full")

    monkeypatch.setattr(watchdog, "_claimed", full)
    assert [watchdog.tell(found, now=clock.wall()) for _ in range(3)] == [True, False, False]


def test_without_mail_or_addresses_nothing_is_claimed(settings: Any) -> None:
    settings.CAN_MAIL = False
    assert not watchdog.tell(late(), now=clock.wall())
    assert not WatchdogAlarm.objects.exists()


def test_the_command_says_it_to_cron() -> None:
    done = CliRunner().invoke(main, ["watchdog"])
    assert (done.exit_code, "Worker: none" in done.output, len(mail.outbox)) == (1, True, 1)
    done = CliRunner().invoke(main, ["watchdog"])
    assert (done.exit_code, len(mail.outbox)) == (1, 1)
    actions.beat(worker="one", at=clock.wall())
    done = CliRunner().invoke(main, ["watchdog"])
    assert (done.exit_code, "Worker: running" in done.output) == (0, True)


def test_the_page_does_not_wait_for_the_mail_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    sent: list[object] = []
    monkeypatch.setattr(watchdog, "_may_tell", lambda _now: True)
    monkeypatch.setattr(watchdog, "_send", lambda found, now: (time.sleep(0.3), sent.append(found)))
    began = time.monotonic()
    watchdog.tell_apart(queries.WorkerState(queries.Working.NONE))
    assert time.monotonic() - began < 0.2
    time.sleep(0.6)
    assert sent
