"""A mail server of our own that speaks enough SMTP, keeps what it is given, and fails as it is told to."""

from __future__ import annotations

import socketserver
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import Message
from pathlib import Path


class MailServer(socketserver.ThreadingTCPServer):
    """`refuses`: a reply to each recipient instead of taking it. `silent`: seconds before it says anything. `is_away`:
    it hangs up on everybody. `drops_after_data`: it takes a message and is gone before it says so. `keeps_in`: a
    folder, for other processes."""

    allow_reuse_address = daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Talk)
        self.keeps_in: Path | None = None
        self.behaves()

    def behaves(self) -> None:
        """As a server that was never told to fail, and was given nothing yet."""
        self.taken: list[Message] = []
        self.refuses = ""
        self.silent = 0.0
        self.is_away = self.drops_after_data = False

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    def take(self, content: bytes) -> None:
        self.taken.append(message_from_bytes(content))
        if self.keeps_in is not None:
            (self.keeps_in / f"{time.monotonic_ns()}.eml").write_bytes(content)


class _Talk(socketserver.StreamRequestHandler):
    """One connection."""

    server: MailServer

    def handle(self) -> None:
        if self.server.is_away:
            return
        time.sleep(self.server.silent)
        self._say("220 ready")
        while line := self.rfile.readline():
            if not self._answer(line.decode("ascii").strip().upper()):
                return

    def _answer(self, line: str) -> bool:
        if line.startswith("RCPT") and self.server.refuses:
            self._say(self.server.refuses)
        elif line == "DATA":
            self._say("354 go on")
            self.server.take(self._content())
            if self.server.drops_after_data:
                return False
            self._say("250 taken")
        elif line == "QUIT":
            self._say("221 bye")
            return False
        else:
            self._say("250 fine")
        return True

    def _content(self) -> bytes:
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line)
        return b"".join(lines)

    def _say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


@contextmanager
def mail_server() -> Iterator[MailServer]:
    """A server that answers until the block ends."""
    with MailServer() as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        try:
            yield server
        finally:
            server.shutdown()
