"""The tests may not speak to other machines; this proves it."""

from __future__ import annotations

import socket
import urllib.request

import pytest


@pytest.mark.parametrize("host", ["192.0.2.1", "2001:db8::1"])
def test_no_other_machine_is_reached_by_its_address(host: str) -> None:
    with pytest.raises(Exception, match=f"a test tried to reach {host}"):
        socket.create_connection((host, 443), timeout=1)


def test_no_other_machine_is_looked_up_by_name() -> None:
    with pytest.raises(Exception, match=r"a test tried to reach example\.org"):
        urllib.request.urlopen("http://example.org/", timeout=1)


def test_this_machine_is_reached() -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        socket.create_connection(server.getsockname(), timeout=1) as client,
    ):
        client.sendall(b"here")
        connection, _ = server.accept()
        with connection:
            assert connection.recv(4) == b"here"
