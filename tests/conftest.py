"""What every test runs under: shut sockets, an own data folder, quick password hashes, faults that are loud."""

from __future__ import annotations

import base64
import math
import socket
from collections.abc import Iterator
from ipaddress import ip_address
from typing import Any, NoReturn

import pytest
from django.conf import LazySettings, settings as house
from django.contrib.auth.signals import user_logged_in
from django.http import HttpRequest
from hypothesis import HealthCheck, settings as hypothesis_settings

from accalmie.core import written
from accalmie.foundation.tick import watchdog
from accalmie.foundation.tick.queries import WorkerState, Working
from accalmie.site.readings import Readings
from tests.outcomes import pytest_addoption, pytest_configure
from tests.records import journal_emptied_between_tests, no_key_kept
from tests.rows import django_db_setup, pages_under_their_role

__all__ = [
    "django_db_setup",
    "journal_emptied_between_tests",
    "no_key_kept",
    "pages_under_their_role",
    "pytest_addoption",
    "pytest_configure",
]

SLOW_IS_WELL = [HealthCheck.too_slow]
# `make test` tries the same cases each time: a change is judged by what it changes. `make explore` tries new ones.
hypothesis_settings.register_profile(
    "house", max_examples=60, deadline=None, suppress_health_check=SLOW_IS_WELL, print_blob=True, derandomize=True
)
hypothesis_settings.register_profile(
    "explore", max_examples=300, deadline=None, suppress_health_check=SLOW_IS_WELL, print_blob=True
)
hypothesis_settings.load_profile("house")


def pytest_collection_finish(session: pytest.Session) -> None:
    """What is read while tests are found is the house's own and is kept; what tests write themselves is not."""
    written.remember_in(Readings(house.HOUSE / ".stamps" / "readings", keeps=False))


LONGEST_FIRST = (
    "test_everybody_at_every_door",
    "test_any_form",
    "test_ten_thousand_entries",
    "test_rows_on_postgresql",
    "test_engine_agrees_with_reference",
    "test_programme_generator_reaches_everything",
    "test_shipped_programmes",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files that take minutes come first, so that the processes of a run end at about the same time."""
    places = {name: place for place, name in enumerate(LONGEST_FIRST)}
    items.sort(key=lambda item: places.get(item.path.stem, len(places)))


class OutsideWorld(Exception):
    """A test tried to speak to another machine."""


@pytest.fixture(autouse=True)
def shut_sockets(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only this machine answers: a test that needs more than that is not a test of ours."""
    connect, look_up = socket.socket.connect, socket.getaddrinfo

    def connect_here(self: socket.socket, address: Any) -> None:
        if self.family != socket.AF_UNIX and not _is_here(str(address[0])):
            _refuse(address[0])
        connect(self, address)

    def look_up_here(host: Any, *args: Any, **kwargs: Any) -> Any:
        if host is not None and not _is_here(host.decode() if isinstance(host, bytes) else host):
            _refuse(host)
        return look_up(host, *args, **kwargs)

    monkeypatch.setattr(socket.socket, "connect", connect_here)
    monkeypatch.setattr(socket, "getaddrinfo", look_up_here)


@pytest.fixture(autouse=True)
def house_of_its_own(settings: LazySettings, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Nothing that a test writes reaches the data folder of whoever runs it."""
    folder = tmp_path_factory.getbasetemp() / "data"
    settings.ACCALMIE_MASTER_KEY = base64.b64encode(b"a master key only for the tests.").decode("ascii")
    settings.ACCALMIE_MASTER_KEY_FILE = str(folder / "master.key")
    settings.ACCALMIE_MASTER_KEY_PREVIOUS = settings.ACCALMIE_KMS_COMMAND = ""
    settings.ACCALMIE_ERASURE_LEDGER = str(folder / "erasures.jsonl")
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    settings.STATIC_ROOT = str(folder)
    settings.IMPORTED = folder / "imported"
    settings.DEMO_ENROLMENT = True  # the people of tests are invented: a house that opens for real has tests of its own
    folder.mkdir(exist_ok=True)


@pytest.fixture(autouse=True)
def worker_beside(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages of tests are asked for as on a site where a worker runs; tests of the watchdog take this away."""
    monkeypatch.setattr(watchdog.kept, "state", WorkerState(Working.RUNNING))
    monkeypatch.setattr(watchdog.kept, "until", math.inf)
    monkeypatch.setattr(watchdog.kept, "told_until", 0.0)


@pytest.fixture(autouse=True)
def second_factor_shown_by_force() -> Iterator[None]:
    """`force_login` lets somebody in as if they had shown their second factor. It alone comes with a bare request."""

    def shown(request: HttpRequest, **_more: Any) -> None:
        if request.method is None:
            request.session["factor"] = "force_login"

    user_logged_in.connect(shown)
    yield
    user_logged_in.disconnect(shown)


def _is_here(host: str) -> bool:
    if host in {"localhost", ""}:
        return True
    try:
        return ip_address(host.partition("%")[0]).is_loopback
    except ValueError:
        return False


def _refuse(host: object) -> NoReturn:
    raise OutsideWorld(f"a test tried to reach {host}")
