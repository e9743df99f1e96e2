"""A provider of SMS on the web that is away until a test says that it is back."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class SmsProvider(ThreadingHTTPServer):
    """`status`: what it answers; 0 hangs up on everybody. `taken`: the notices that it took, by id."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answer)
        self.status = 202
        self.taken: list[str] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/send"


class _Answer(BaseHTTPRequestHandler):
    server: SmsProvider

    def do_POST(self) -> None:
        said = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if not self.server.status:
            return
        if self.server.status == 202:
            self.server.taken.append(said["id"])
        self.send_response(self.server.status)
        self.end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing on the screen."""


@contextmanager
def sms_provider() -> Iterator[SmsProvider]:
    """A provider that answers until the block ends."""
    with SmsProvider() as made:
        threading.Thread(target=made.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        try:
            yield made
        finally:
            made.shutdown()
