"""The pages of a site in a process of their own, to which several people answer at once until it is killed."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
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
ANSWERS = {f"phq-9-{number}": "1" for number in range(1, 10)}
"""Each of the nine at 1, the last among them: an answer that shows danger."""


FAULTY = ("-m", "granian", "--interface", "wsgi", "--workers", "1", "--blocking-threads", "1", "--no-ws")
"""The same server as `accalmie serve`, with pages that die where a test says."""


class Pages:
    """`accalmie serve` without a worker, on a port of its own. `faulty`: with pages that die where a test says."""

    def __init__(self, environment: dict[str, str], log: Path, *, faulty: bool = False) -> None:
        self.port = str(free_port())
        self.address = f"http://127.0.0.1:{self.port}"
        self._environment = environment | {"ACCALMIE_DEMO": "1", "ACCALMIE_WORKERS": "1"}
        self._log, self._is_faulty = log, faulty

    def __enter__(self) -> Pages:
        self.begin()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.kill()

    def begin(self) -> None:
        """Serves, once more after it was killed."""
        served = (*FAULTY, "--host", "127.0.0.1", "--port", self.port, "tests.faults.faulty_pages:application")
        ours = ("-m", "accalmie.site.cli", "serve", "--no-worker", "--address", "127.0.0.1", "--port", self.port)
        with self._log.open("ab") as log:
            self._server = subprocess.Popen(
                [sys.executable, *(served if self._is_faulty else ours)],
                env=self._environment,
                cwd=HOUSE,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        try:
            wait_for(f"{self.address}/help/", self._server, self._log)
        except BaseException:
            self.kill()
            raise

    def kill(self) -> None:
        """SIGKILL to the server and all that it started."""
        with suppress(ProcessLookupError):
            os.killpg(self._server.pid, signal.SIGKILL)
        self._server.wait()

    def answer_until_killed(self, names: list[str], *, after: int) -> int:
        """Each of these people answers again and again, all at once; the server dies once so many answers were
        acknowledged. Returns how many were."""
        browsers = [self.signed_in(name) for name in names]
        acknowledged, lock, enough = count(1), Lock(), Event()
        seen = 0

        def answer(browser: OpenerDirector) -> None:
            nonlocal seen
            while not enough.is_set():
                try:
                    self.send(browser, "/measures/phq-9/", ANSWERS | {"id": str(uuid4())})
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

    def signed_in(self, name: str, code: str = "") -> OpenerDirector:
        """A browser in which this person is signed in. `code`: what their second key shows."""
        browser = build_opener(HTTPCookieProcessor(CookieJar()))
        self.send(browser, "/sign-in/", {"username": name, "password": PASSWORD})
        if code:
            self.send(browser, "/sign-in/code/", {"code": code})
        return browser

    def send(self, browser: OpenerDirector, path: str, given: dict[str, str], *, page: str = "") -> None:
        """Asks for the page of a form (at the same address, unless `page` is given) and sends it. Raises OSError or
        HTTPException when the server is gone before it answered, AssertionError when it refuses."""
        try:
            with browser.open(f"{self.address}{page or path}", timeout=60) as shown:
                token = _TOKEN.search(shown.read().decode())
            assert token, path
            data = urlencode(given | {"csrfmiddlewaretoken": token[1]}).encode()
            with browser.open(f"{self.address}{path}", data, timeout=60):
                return
        except HTTPError as refused:
            raise AssertionError(f"{path}: {refused.code}") from None
