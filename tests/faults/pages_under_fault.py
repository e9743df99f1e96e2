"""The pages of a site in a process of their own, to which several people answer at once until it is killed."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPException
from http.cookiejar import CookieJar
from itertools import count
from pathlib import Path
from threading import Event, Lock
from types import TracebackType
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, build_opener
from uuid import uuid4

from tests.factories.people import PASSWORD
from tests.faults.worker_under_fault import HOUSE
from tests.journeys.site import free_port, wait_for

_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
_ANSWERS = {f"phq-9-{number}": "1" for number in range(1, 10)}
"""Each of the nine at 1, the last among them: an answer that shows danger."""


class Pages:
    """`accalmie serve` without a worker, on a port of its own."""

    def __init__(self, environment: dict[str, str], log: Path) -> None:
        self.address = f"http://127.0.0.1:{free_port()}"
        self._environment, self._log = environment | {"ACCALMIE_DEMO": "1"}, log

    def __enter__(self) -> Pages:
        words = ["serve", "--no-worker", "--address", "127.0.0.1", "--port", self.address.rpartition(":")[2]]
        with self._log.open("wb") as log:
            self._server = subprocess.Popen(
                [sys.executable, "-m", "accalmie.site.cli", *words],
                env=self._environment,
                cwd=HOUSE,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        wait_for(f"{self.address}/help/", self._server, self._log)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.kill()

    def kill(self) -> None:
        """SIGKILL to the server and all that it started."""
        if self._server.poll() is None:
            os.killpg(self._server.pid, signal.SIGKILL)
            self._server.wait()

    def answer_until_killed(self, names: list[str], *, after: int) -> int:
        """Each of these people answers again and again, all at once; the server dies once so many answers were
        acknowledged. Returns how many were."""
        browsers = [self._signed_in(name) for name in names]
        acknowledged, lock, enough = count(1), Lock(), Event()
        seen = 0

        def answer(browser: OpenerDirector) -> None:
            nonlocal seen
            while not enough.is_set():
                try:
                    self._send(browser, "/measures/phq-9/", _ANSWERS | {"id": str(uuid4())})
                except (OSError, HTTPException):
                    return
                with lock:
                    seen = next(acknowledged)
                    if seen >= after:
                        enough.set()

        with ThreadPoolExecutor(len(names)) as pool:
            answering = [pool.submit(answer, browser) for browser in browsers]
            enough.wait(120)
            self.kill()
        for one in answering:
            one.result()
        return seen

    def _signed_in(self, name: str) -> OpenerDirector:
        browser = build_opener(HTTPCookieProcessor(CookieJar()))
        self._send(browser, "/sign-in/", {"username": name, "password": PASSWORD})
        return browser

    def _send(self, browser: OpenerDirector, path: str, given: dict[str, str]) -> None:
        """Asks for the page of a form and sends it. Raises OSError when the server is gone, or refuses."""
        with browser.open(f"{self.address}{path}", timeout=60) as page:
            token = _TOKEN.search(page.read().decode())
        assert token, path
        data = urlencode(given | {"csrfmiddlewaretoken": token[1]}).encode()
        try:
            with browser.open(f"{self.address}{path}", data, timeout=60):
                return
        except HTTPError as refused:
            raise AssertionError(f"{path}: {refused.code}") from None
