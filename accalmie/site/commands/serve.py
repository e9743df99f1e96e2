"""`accalmie serve`: the pages, on both loopback addresses of this machine or on one address of your choice."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

import click
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from accalmie.site.keeper import worker_beside

WSGI = "accalmie.site.wsgi:application"
_PORTS = click.IntRange(1, 65_535)


@click.command()
@click.option("--address", default="", help="One address to listen on; both loopbacks when left out.")
@click.option("--port", default=8000, show_default=True, type=_PORTS, help="The port.")
@click.option("--workers", default=1, show_default=True, type=click.IntRange(min=1), help="Processes, one thread each.")
@click.option("--worker/--no-worker", default=True, help="Whether a worker runs beside the pages.")
def serve(address: str, port: int, workers: int, worker: bool) -> None:
    """Serve the site. Browsers need the name localhost for passkeys: they refuse a bare IP address."""
    _check_free(address or "127.0.0.1", port)
    os.environ["ACCALMIE_WORKERS"] = str(workers)  # the settings keep sessions in memory for one process only
    with worker_beside() if worker else nullcontext():
        _serve(address, port, workers)


def _serve(address: str, port: int, workers: int) -> None:
    if address:
        _listen(address, port, workers)
        return
    with _second_loopback(port):
        click.echo(f"Accalmie is at http://localhost:{port} (Ctrl+C stops it)")
        _listen("127.0.0.1", port, workers)


def _check_free(address: str, port: int) -> None:
    try:
        with socket.create_connection((address, port), timeout=1):
            pass
    except OSError:
        return
    raise click.ClickException(f"Something else answers on {address}, port {port}. Stop it, or choose another --port.")


@contextmanager
def _second_loopback(port: int) -> Iterator[None]:
    """::1 beside 127.0.0.1, where the machine has IPv6."""
    if not _has_ipv6_loopback():
        yield
        return
    command = [sys.executable, "-m", "accalmie.site.loopback", str(port)]
    with subprocess.Popen(command) as relay:
        try:
            yield
        finally:
            relay.terminate()


def _has_ipv6_loopback() -> bool:
    try:
        with socket.socket(socket.AF_INET6, socket.SOCK_STREAM) as probe:
            probe.bind(("::1", 0))
    except OSError:
        return False
    return True


def _listen(address: str, port: int, workers: int) -> None:
    """Serve on one address until stopped. One thread a worker: with more of them pages were slower."""
    Granian(
        WSGI,
        address=address,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=1,
        log_level=LogLevels.warning,
    ).serve()
