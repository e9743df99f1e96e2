"""A real site with its demo clinic, and a real Chromium: one of each for all browser tests of a session."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from fcntl import LOCK_EX, flock
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, Error, Page, Playwright, sync_playwright

from tests.journeys.site import Site, prepared, serving

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
WITHOUT_WINDOWS = "chromium-headless-shell"
"""The same Chromium without what windows need: a third less of the processor. It keeps no pages in memory for Back."""
ARGUMENTS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-gpu",
    "--disable-dev-shm-usage",
]
OVER = 8
"""The hour at which every night of these tests is over."""
MOVES = """
from datetime import timedelta
from accalmie.foundation.clock.actions import move_forward
move_forward(by=timedelta(seconds={seconds}))
"""
PATIENCE = 15_000
"""Milliseconds that a page may take before its test fails: two cores may be busy with other tests."""


def installed_chromium() -> str | None:
    """The Chromium that is there; None for Playwright's own."""
    return next((found for name in NAMES if (found := shutil.which(name))), None)


def lightest_chromium() -> str | None:
    """The one without windows where it is installed, since nobody looks at these tests."""
    return shutil.which(WITHOUT_WINDOWS) or installed_chromium()


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as running:
        yield running


@contextmanager
def started(playwright: Playwright) -> Iterator[Browser]:
    """The Chromium that is there, else Playwright's own, until the work is done."""
    running = playwright.chromium.launch(executable_path=lightest_chromium(), args=ARGUMENTS)
    yield running
    running.close()


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """Without any browser, the tests are skipped and counted."""
    with ExitStack() as work:
        try:
            running = work.enter_context(started(playwright))
        except Error as error:
            pytest.skip(f"no Chromium could be started: {error.message.splitlines()[0]}")
        yield running


@pytest.fixture(scope="session")
def clinic(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of a site with its demo clinic, never served itself: each site gets a copy.

    The processes of one run share it: whoever comes first makes it, and the others wait."""
    if "PYTEST_XDIST_WORKER" not in os.environ:
        return prepared(tmp_path_factory.mktemp("clinic"))
    shared = tmp_path_factory.getbasetemp().parent
    with (shared / "clinic.lock").open("w") as lock:
        flock(lock, LOCK_EX)
        if not (shared / "clinic").exists():
            (shared / "clinic.made").mkdir(exist_ok=True)
            prepared(shared / "clinic.made").rename(shared / "clinic")
    return shared / "clinic"


@pytest.fixture(scope="module")
def site(clinic: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site of this module's own: its date may be moved."""
    with serving(clinic, tmp_path_factory.mktemp("site")) as running:
        yield running


@pytest.fixture(scope="module")
def after_the_night(site: Site) -> None:
    """Before eight, last night may not be over, and what has not been cannot be noted: there it is eight at once."""
    now = datetime.fromtimestamp(time.time(), ZoneInfo("Europe/Paris"))  # noqa: TID251 the hour of the machine, on which the site starts
    if now.hour < OVER:
        ahead = int((now.replace(hour=OVER, minute=0, second=0, microsecond=0) - now).total_seconds()) + 1
        site.command("manage", "shell", "-c", MOVES.format(seconds=ahead))


NewPage = Callable[..., Page]


@contextmanager
def opening(browser: Browser, address: str) -> Iterator[NewPage]:
    """Opens a page for somebody of their own: `new_page(java_script_enabled=False)`. All are closed at the end."""
    contexts = []

    def opened(**wishes: Any) -> Page:
        usual: dict[str, Any] = {"base_url": address, "locale": "fr-FR", "timezone_id": "Europe/Paris"}
        context = browser.new_context(**(usual | wishes))
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        return context.new_page()

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture
def new_page(browser: Browser, site: Site) -> Iterator[NewPage]:
    with opening(browser, site.address) as opened:
        yield opened


@pytest.fixture(autouse=True, scope="session")
def no_proxy_to_ourselves() -> None:
    """A machine that reaches the web through a proxy still reaches itself without."""
    os.environ["NO_PROXY"] = os.environ["no_proxy"] = "localhost,127.0.0.1"
