"""A small load generator: so many connections kept alive, each sending its next request when the last was answered.

One thread and plain sockets, so that it costs the machine less than what it measures.
"""

from __future__ import annotations

import re
import selectors
import socket
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from time import perf_counter

CONNECTIONS = 8
_PATIENCE = 30.0  # seconds without any answer
_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)


class LoadFailed(Exception):
    """The server answered something else than what was expected, or nothing."""


@dataclass
class Load:
    """What one round came to: answers, how long the round took, and how long each answer took."""

    seconds: float = 0.0
    latencies: list[float] = field(default_factory=list)

    @property
    def requests(self) -> int:
        return len(self.latencies)


@dataclass
class _Line:
    """One connection: the socket, when its request was sent, and what has arrived of the answer."""

    wire: socket.socket
    sent_at: float = 0.0
    arrived: bytes = b""

    def send(self, request: bytes) -> None:
        self.arrived = b""
        self.sent_at = perf_counter()
        self.wire.sendall(request)

    def receive(self) -> bool:
        """Read what is there; whether the answer is whole."""
        chunk = self.wire.recv(262_144)
        if not chunk:
            raise LoadFailed("The server closed the connection.")
        self.arrived += chunk
        return is_whole(self.arrived)


def is_whole(answer: bytes) -> bool:
    """Whether an HTTP answer has arrived to its end. Raises LoadFailed for one that does not say its length."""
    head, mark, body = answer.partition(b"\r\n\r\n")
    if not mark:
        return False
    length = _LENGTH.search(head)
    if length is None:
        raise LoadFailed(f"An answer without a length: {head[:200]!r}")
    return len(body) >= int(length[1])


def drive(
    port: int, requests: Iterator[bytes], *, seconds: float, status: int = 200, connections: int = CONNECTIONS
) -> Load:
    """Send requests for so long and wait for the last answers. Raises LoadFailed."""
    load = Load()
    expected = b"HTTP/1.1 %d " % status
    with ExitStack() as opened:
        selector = opened.enter_context(selectors.DefaultSelector())
        wires = [socket.create_connection(("127.0.0.1", port), timeout=_PATIENCE) for _ in range(connections)]
        lines = [_Line(opened.enter_context(wire)) for wire in wires]
        began = perf_counter()
        for line in lines:
            selector.register(line.wire, selectors.EVENT_READ, line)
            line.send(next(requests))
        while selector.get_map():
            _take_answers(selector, load, requests, expected, until=began + seconds)
        load.seconds = perf_counter() - began
    return load


def _take_answers(
    selector: selectors.BaseSelector, load: Load, requests: Iterator[bytes], expected: bytes, *, until: float
) -> None:
    ready = selector.select(_PATIENCE)
    if not ready:
        raise LoadFailed("The server does not answer any more.")
    for key, _ in ready:
        line: _Line = key.data
        if not line.receive():
            continue
        if not line.arrived.startswith(expected):
            raise LoadFailed(f"Expected {expected.decode()}, not {line.arrived[:600]!r}")
        now = perf_counter()
        load.latencies.append(now - line.sent_at)
        if now < until:
            line.send(next(requests))
        else:
            selector.unregister(line.wire)
