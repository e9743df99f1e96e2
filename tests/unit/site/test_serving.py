"""`accalmie serve` answers on both loopbacks, says so, and leaves nothing behind."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from click.testing import CliRunner

from accalmie.site.cli import main

HOUSE = Path(__file__).parents[3]
PATIENCE = 60  # seconds; a busy machine takes its time to start


def has_ipv6() -> bool:
    try:
        with socket.socket(socket.AF_INET6) as probe:
            probe.bind(("::1", 0))
    except OSError:
        return False
    return True


needs_ipv6 = pytest.mark.skipif(not has_ipv6(), reason="this machine has no IPv6")


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def server(port: int, tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    (tmp_path / "static").mkdir()
    (tmp_path / "static" / "hello.txt").write_text("bonjour")
    with subprocess.Popen(
        [sys.executable, "-m", "accalmie.site.cli", "serve", "--port", str(port)],
        cwd=HOUSE,
        env={**os.environ, "ACCALMIE_DATA": str(tmp_path)},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        start_new_session=True,  # a group of its own, so that nothing of it is left when a test fails
    ) as process:
        try:
            wait_until(lambda: is_open("127.0.0.1", port))
            yield process
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)


@needs_ipv6
@pytest.mark.usefixtures("server")
def test_the_site_is_the_same_on_both_loopbacks(port: int) -> None:
    assert answer_of("127.0.0.1", port) == answer_of("::1", port) == (200, b"bonjour")


@needs_ipv6
def test_the_second_loopback_ends_with_a_server_that_was_killed(server: subprocess.Popen[str], port: int) -> None:
    server.send_signal(signal.SIGKILL)
    wait_until(lambda: not is_open("::1", port))


def test_it_stops_when_asked_and_said_where_it_was(server: subprocess.Popen[str], port: int) -> None:
    server.send_signal(signal.SIGINT)
    said, _ = server.communicate(timeout=PATIENCE)
    assert server.returncode == 0
    assert f"http://localhost:{port}" in said


def test_a_port_that_is_taken_is_said_in_a_sentence() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        result = CliRunner().invoke(main, ["serve", "--port", str(other.getsockname()[1])])
    assert result.exit_code == 1
    assert "Something else answers on 127.0.0.1" in result.output


def test_a_worker_beside_the_pages_is_begun_again_when_it_is_killed(server: subprocess.Popen[str]) -> None:
    wait_until(lambda: len(workers_of(server)) == 1)
    (killed,) = workers_of(server)
    os.kill(killed, signal.SIGKILL)
    wait_until(lambda: workers_of(server) not in ([], [killed]))


def test_the_worker_ends_with_a_server_that_was_killed(server: subprocess.Popen[str]) -> None:
    wait_until(lambda: len(workers_of(server)) == 1)
    server.send_signal(signal.SIGKILL)
    wait_until(lambda: not workers_of(server))


def workers_of(server: subprocess.Popen[str]) -> list[int]:
    """The processes of this server's worker: it is named after it."""
    told = subprocess.run(["ps", "-ww", "-eo", "pid,stat,args"], capture_output=True, text=True, check=True).stdout
    lines = [line.split(None, 2) for line in told.splitlines()]
    name = f"work --name beside-{server.pid} "
    return [int(pid) for pid, state, words in lines if name in words and not state.startswith("Z")]


def answer_of(host: str, port: int) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection(host, port, timeout=PATIENCE)
    try:
        connection.request("GET", "/static/hello.txt")
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


def is_open(host: str, port: int) -> bool:
    try:
        with socket.create_connection((host, port), timeout=5):
            return True
    except OSError:
        return False


def wait_until(is_so: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < end, "waited too long"
        time.sleep(0.1)
